"""The year's run of a province: its states, the parts it is cut into, and its balance (domain.md §13.6, §13.7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import ScopedQuerySet, Viewer
from registry.audit.tracking import tracked
from registry.choices import Attribute, Cause, RunState, Status, Stock

from .household import Household


class RunQuerySet(ScopedQuerySet["Run"]):
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
    facts_at = models.DateTimeField(_("取数时间"), null=True, help_text=_("此后的改动使试算过时"))
    rehearsed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("试算人"))
    rehearsed_at = models.DateTimeField(_("试算时间"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    frozen_at = models.DateTimeField(_("封账时间"), null=True)
    undo_reason = models.CharField(_("回退原因"), max_length=200, default="", db_default="", blank=True)
    undo_asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("回退申请人"))
    undo_asked_at = models.DateTimeField(_("回退申请时间"), null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("回退确认人"))
    undone_at = models.DateTimeField(_("回退时间"), null=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度动态调整")
        constraints = [
            models.UniqueConstraint(fields=["region_code", "year"], name="run_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("rehearsed_by")), name="run_second_person"
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undo_asked_by__isnull=False) & ~Q(undone_by=F("undo_asked_by")),
                name="run_undo_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Part(models.Model):
    """执行分区: a county or a piece of it, by span of village codes; together a run's parts cover its province.

    `digest` is what the rehearsal found there and the approval approved, `seal` what it found it from; `problem` names
    what contradicts itself.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="parts", verbose_name=_("年度动态调整"))
    number = models.PositiveIntegerField(_("序号"))
    first = models.BigIntegerField(_("起始代码"))
    last = models.BigIntegerField(_("末位代码"))
    households = models.PositiveIntegerField(_("户数"), default=0)
    digest = models.CharField(_("试算摘要"), max_length=64, blank=True)
    seal = models.CharField(_("取数封记"), max_length=64, blank=True, default="", db_default="")
    problem = models.JSONField(_("问题"), default=list)
    applied_at = models.DateTimeField(_("执行时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("执行分区")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="part_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="part_span"),
        ]


class Before(models.Model):
    """执行前状态: what a run changed of a household, as it was: the run can be taken back until it is frozen."""

    # Each constraint would lock the run once for every row. Unique (run, household) serves as the index.
    run = models.ForeignKey(
        *(Run, models.CASCADE),
        related_name="befores",
        verbose_name=_("年度动态调整"),
        db_constraint=False,
        db_index=False,
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="+", verbose_name=_("户"), db_constraint=False, db_index=False
    )
    status = models.CharField(_("脱贫属性"), max_length=12, choices=Status.choices)
    attribute = models.CharField(_("户属性"), max_length=24, choices=Attribute.choices)
    first_identified = models.PositiveSmallIntegerField(_("首次识别年度"), null=True)
    registered_year = models.PositiveSmallIntegerField(_("建档年度"), null=True)
    exit_year = models.PositiveSmallIntegerField(_("脱贫年度"), null=True)
    relapse_year = models.PositiveSmallIntegerField(_("返贫年度"), null=True)
    relapse_cause = models.CharField(_("返贫原因"), max_length=12, choices=Cause.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("执行前状态")
        constraints = [models.UniqueConstraint(fields=["run", "household"], name="before_once")]


class BalanceQuerySet(ScopedQuerySet["Balance"]):
    scope_field = "region_code"


class Balance(models.Model):
    """平衡表: one line an area, stock and unit; `rehearsed` lines are replaced, the others stay (§13.6)."""

    # As of `Before`: without a constraint; unique (run, …) serves as the index.
    run = models.ForeignKey(
        *(Run, models.CASCADE),
        related_name="balances",
        verbose_name=_("年度动态调整"),
        db_constraint=False,
        db_index=False,
    )
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

    objects = BalanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("平衡表")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "rehearsed", "stock", "persons", "level", "region_code"], name="balance_once"
            ),
        ]
