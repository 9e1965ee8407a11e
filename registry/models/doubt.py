"""Doubts: rows somebody must verify at the household (domain.md §11.1, §13.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.choices import DoubtOutcome, DoubtRule
from registry.rules.doubts import BY_CODE, Severity, label_of

from .household import Household


class Doubt(models.Model):
    """疑点. Opened by rules, never changes data by itself; it keeps the values seen."""

    rule = models.CharField(_("规则"), max_length=24)
    # Without a constraint in the database, as under closing rows; unique (household, year, rule) serves as the index.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="doubts", verbose_name=_("户"), db_constraint=False, db_index=False
    )
    village_code = models.BigIntegerField(_("区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    seen = models.JSONField(_("发现时的数值"), default=dict)
    found_at = models.DateTimeField(_("发现时间"), auto_now_add=True)
    outcome = models.CharField(_("核实结果"), max_length=16, choices=DoubtOutcome.choices, blank=True)
    explanation = models.CharField(_("说明"), max_length=200, blank=True)
    checked_by_name = models.CharField(_("核实人"), max_length=50, blank=True)
    checked_at = models.DateTimeField(_("核实时间"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("疑点")
        constraints = [models.UniqueConstraint(fields=["household", "year", "rule"], name="doubt_once")]
        indexes = [models.Index(fields=["village_code", "year", "rule"], name="doubt_village")]

    @property
    def rule_label(self) -> str:
        """The rule in words."""
        return str(DoubtRule(self.rule).label) if self.rule in DoubtRule.values else label_of(self.rule) or self.rule

    @property
    def severity(self) -> str:
        """E must be fixed, W must be explained (§11.1); the closing's own must be fixed."""
        return str(BY_CODE[self.rule].severity if self.rule in BY_CODE else Severity.ERROR)

    @property
    def words(self) -> list[str]:
        """What the rule saw: who it is about, or values."""
        return [word for word in self.seen.get("seen", []) if word]
