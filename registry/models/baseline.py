"""Counties that came in with their past years (domain.md §13.1, docs/decisions/baseline-of-a-county.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet


class BaselineQuerySet(ScopedQuerySet["Baseline"]):
    scope_field = "county_code"


class Baseline(models.Model):
    """首次建库: while `year` is open, and only then, past years of the county may come in, even where they are frozen.

    The database refuses one for a county that has closing rows already, lets nobody change it, and lets it go only when
    no closing row of the county is left.
    """

    county_code = models.BigIntegerField(_("县代码"), unique=True)
    year = models.PositiveSmallIntegerField(_("建库年度"))
    begun_at = models.DateTimeField(_("建库时间"), auto_now_add=True)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("首次建库")

    def __str__(self) -> str:
        return f"{self.county_code} {self.year}"
