"""Words of a run's pages: what its results are counted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TallyKind(models.TextChoices):
    """What a line of the tallies counts households by. `about` is an outcome or a kind of decision."""

    OUTCOME = "outcome", _("结果")
    REFUSAL = "refusal", _("未生效原因")
    DOUBT = "doubt", _("疑点")
    CAUSE = "cause", _("致贫（返贫）原因")
