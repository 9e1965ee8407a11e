"""Changes of a household's status for a year, and the campaigns that allow the rarer ones (domain.md §5.4, §13.1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import Cause, DecisionKind, DecisionState, Refusal

from .household import Household


@tracked
class Campaign(models.Model):
    """专项行动 with its window, what it allows and where. `areas` are codes without padding; none means the nation."""

    name = models.CharField(_("名称"), max_length=60)
    opens = models.DateField(_("开始日期"))
    closes = models.DateField(_("结束日期"))
    allows = ArrayField(models.CharField(max_length=16), verbose_name=_("允许的变更"), default=list)
    areas = ArrayField(models.CharField(max_length=12), verbose_name=_("范围"), default=list, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("专项行动")
        constraints = [models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="campaign_dates")]

    def __str__(self) -> str:
        return self.name


# States that use up the household's one decision of the year: a refused one is final (§13.1).
BINDING = (DecisionState.APPROVED, DecisionState.APPLIED, DecisionState.REFUSED)


@tracked
class Decision(models.Model):
    """决定: one change of a household's status for a year. Filed by people, applied only by the closing."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="decisions", verbose_name=_("户"))
    village_code = models.BigIntegerField(_("区划代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(_("类别"), max_length=12, choices=DecisionKind.choices)
    state = models.CharField(_("状态"), max_length=12, choices=DecisionState.choices, default=DecisionState.PROPOSED)
    reason = models.CharField(_("理由"), max_length=200)
    cause = models.CharField(_("返贫原因"), max_length=12, choices=Cause.choices, blank=True)
    source = models.CharField(_("来源"), max_length=60, blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    decided_on = models.DateField(_("文件日期"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("专项行动"))
    procedure_complete = models.BooleanField(_("程序完成"), default=False)
    announced_on = models.DateField(_("公告日期"), null=True, blank=True)
    refusal = models.CharField(_("未生效原因"), max_length=16, choices=Refusal.choices, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("决定")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year"], condition=Q(state__in=BINDING), name="decision_one_live"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")), name="decision_second_person"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="decision_refusal_named"),
        ]
        indexes = [models.Index(fields=["village_code", "year", "state"], name="decision_village")]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"
