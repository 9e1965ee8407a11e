"""The year's run of a province, its rehearsal and its closing rows (domain.md §13)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import ScopedQuerySet, Viewer
from registry.audit.tracking import tracked
from registry.choices import Attribute, Guarantee, Outcome, Refusal, RunState, Status, Stock

from .decision import Decision
from .household import Household


class RunQuerySet(ScopedQuerySet):
    scope_field = "region_code"

    def visible_to(self, viewer: Viewer, permission: str = Permission.ADJUSTMENT_VIEW) -> "RunQuerySet":
        """Runs of every province that holds any of the viewer's areas."""
        spans = viewer.spans(permission)
        covering = Q(pk__in=[])
        for span in spans:
            covering |= Q(region_code__lte=span.last, region_code__gte=span.first // 10**10 * 10**10)
        return self.filter(covering)


@tracked
class Run(models.Model):
    """年度动态调整: one a province and year. `baseline` writes the opening rows from a register as imported (§13.1)."""

    region_code = models.BigIntegerField(_("省代码"))
    year = models.PositiveSmallIntegerField(_("年度"))
    baseline = models.BooleanField(_("基线"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=RunState.choices, default=RunState.OPEN)
    digest = models.CharField(_("试算摘要"), max_length=64, blank=True)
    figures = models.JSONField(_("试算数字"), default=dict)
    problem = models.JSONField(_("问题"), default=list, help_text=_("使执行停止的户和原因"))
    opened_at = models.DateTimeField(_("开启时间"), auto_now_add=True)
    rehearsed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("试算人"))
    rehearsed_at = models.DateTimeField(_("试算时间"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    frozen_at = models.DateTimeField(_("封账时间"), null=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度动态调整")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "year"], name="run_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("rehearsed_by")), name="run_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


def _people(label: str) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(label, default=0)


class Result(models.Model):
    """What §13.5 says of one household and year; the shape of a closing row and of its rehearsal."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="+", verbose_name=_("户"))
    year = models.PositiveSmallIntegerField(_("年度"))
    village_opening = models.BigIntegerField(_("上年末所在村"), null=True)
    village_code = models.BigIntegerField(_("本年末所在村"))
    opening_status = models.CharField(_("上年末状态"), max_length=12, choices=Status.choices, blank=True)
    closing_status = models.CharField(_("本年末状态"), max_length=12, choices=Status.choices)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices)
    attribute = models.CharField(_("本年末户属性"), max_length=24, choices=Attribute.choices)
    split = models.BooleanField(_("本年分户"), default=False)
    members_opening = _people(_("上年末人数"))
    increase_natural = _people(_("自然增加"))
    increase_correction = _people(_("补录"))
    increase_transfer = _people(_("转入"))
    decrease_natural = _people(_("自然减少"))
    decrease_correction = _people(_("剔除"))
    decrease_transfer = _people(_("转出"))
    members_closing = _people(_("本年末人数"))
    net_income = models.DecimalField(_("纯收入"), max_digits=14, decimal_places=2, null=True)
    income_per_head = models.DecimalField(_("人均纯收入"), max_digits=14, decimal_places=2, null=True)
    line = models.DecimalField(_("标准"), max_digits=9, decimal_places=2)
    income = models.CharField(_("收入"), max_length=8, choices=Guarantee.choices)
    food = models.CharField(_("不愁吃"), max_length=8, choices=Guarantee.choices)
    clothing = models.CharField(_("不愁穿"), max_length=8, choices=Guarantee.choices)
    water = models.CharField(_("饮水"), max_length=8, choices=Guarantee.choices)
    housing = models.CharField(_("住房"), max_length=8, choices=Guarantee.choices)
    education = models.CharField(_("义务教育"), max_length=8, choices=Guarantee.choices)
    medical = models.CharField(_("基本医疗"), max_length=8, choices=Guarantee.choices)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+", verbose_name=_("决定"))
    refusal = models.CharField(_("未生效原因"), max_length=16, choices=Refusal.choices, blank=True)
    doubts = models.JSONField(_("疑点"), default=list, help_text=_("规则名"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class Rehearsal(Result):
    """试算: replaceable; nothing of it is applied until the run takes it over."""

    class Meta:
        verbose_name = verbose_name_plural = _("试算")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="rehearsal_once")]
        indexes = [models.Index(fields=["year", "village_code"], name="rehearsal_village")]


class Closing(Result):
    """年末结账: the row of a household and year, its own history, read-only once the year is frozen."""

    class Meta:
        verbose_name = verbose_name_plural = _("年末结账")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="closing_once")]
        indexes = [models.Index(fields=["year", "village_code"], name="closing_village")]


class Balance(models.Model):
    """平衡表: one line an area, stock and unit; `rehearsed` lines are replaced, the others stay (§13.6)."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="balances", verbose_name=_("年度动态调整"))
    rehearsed = models.BooleanField(_("试算"))
    level = models.PositiveSmallIntegerField(_("级别"), help_text=_("0 为全国"))
    region_code = models.BigIntegerField(_("区划代码"))
    stock = models.CharField(_("口径"), max_length=12, choices=Stock.choices)
    persons = models.BooleanField(_("按人"))
    opening = models.BigIntegerField(_("上年末"))
    moved = models.BigIntegerField(_("迁移"))
    registered = models.BigIntegerField(_("新识别"))
    relapsed = models.BigIntegerField(_("返贫"))
    split = models.BigIntegerField(_("分户"))
    natural_in = models.BigIntegerField(_("自然增加"))
    correction_in = models.BigIntegerField(_("补录"))
    transfer_in = models.BigIntegerField(_("转入"))
    natural_out = models.BigIntegerField(_("自然减少"))
    correction_out = models.BigIntegerField(_("剔除人员"))
    transfer_out = models.BigIntegerField(_("转出"))
    exited = models.BigIntegerField(_("脱贫"))
    removed = models.BigIntegerField(_("清退"))
    closed = models.BigIntegerField(_("销户"))
    closing = models.BigIntegerField(_("本年末"))
    balances = models.BooleanField(_("平衡"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("平衡表")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "rehearsed", "stock", "persons", "level", "region_code"], name="balance_once"
            ),
        ]
