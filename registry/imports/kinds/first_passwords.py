"""初始密码表: the list from which first passwords are handed out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.roles import ROLES
from registry.workbook.writing import write_rows


def password_list(given: Sequence[tuple[User, str]]) -> bytes:
    """As a workbook."""
    rows = [(user.username, user.name, _postings(user), password) for user, password in given]
    return write_rows([(_("初始密码"), (_("用户名"), _("姓名"), _("任职"), _("初始密码")), rows)])


def _postings(user: User) -> str:
    return "、".join(f"{one.region.shown_name} {ROLES[one.role].label}" for one in user.postings.all())
