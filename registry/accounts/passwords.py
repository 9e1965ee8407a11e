"""What a password must be, where Django's own words are not Chinese; and first passwords."""

import secrets

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _

# Nothing that is taken for something else when read aloud or from paper.
LETTERS, GROUPS, GROUP = "abcdefghjkmnpqrstuvwxyz23456789", 3, 4


def new_password() -> str:
    """59 bits, in groups that can be typed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django 5.2 says this in a new English sentence that its Chinese catalogue does not have yet."""

    def get_error_message(self) -> str:
        """In the error."""
        return _("密码太短，至少要有 %d 个字符。") % self.min_length

    def get_help_text(self) -> str:
        """Beside the field."""
        return _("密码至少要有 %d 个字符。") % self.min_length
