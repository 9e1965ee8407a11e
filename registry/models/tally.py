"""What the pages of a run count from: the results by area, and the plan they are compared with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import TallyKind
from registry.regions.models import Region

from .run import Run


class TallyQuerySet(ScopedQuerySet["Tally"]):
    scope_field = "region_code"


class Tally(models.Model):
    """结果汇总: a run's households by what came of them, in every area down to counties.

    Rehearsed lines are replaced, the others stay. `about`: the outcome of a cause, the kind of a refused decision.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="tallies", verbose_name=_("年度动态调整"))
    rehearsed = models.BooleanField(_("试算"))
    level = models.PositiveSmallIntegerField(_("级别"))
    region_code = models.BigIntegerField(_("区划代码"))
    kind = models.CharField(_("类别"), max_length=8, choices=TallyKind.choices)
    about = models.CharField(_("所属"), max_length=12, blank=True)
    word = models.CharField(_("项目"), max_length=24, blank=True)
    households = models.PositiveIntegerField(_("户"))
    persons = models.PositiveIntegerField(_("人"))

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("结果汇总")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "rehearsed", "level", "region_code", "kind", "about", "word"], name="tally_once"
            ),
        ]


class ExitPlanQuerySet(ScopedQuerySet["ExitPlan"]):
    scope_field = "region_code"


@tracked
class ExitPlan(models.Model):
    """年度减贫计划: how many the province has told a county to bring out of poverty (domain.md §5.2, §8.6)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("县"))
    region_code = models.BigIntegerField(_("区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    households = models.PositiveIntegerField(_("计划脱贫户"))
    persons = models.PositiveIntegerField(_("计划脱贫人口"))

    objects = ExitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度减贫计划")
        constraints = [models.UniqueConstraint(fields=["year", "region"], name="exit_plan_once")]
        indexes = [models.Index(fields=["year", "region_code"], name="exit_plan_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"
