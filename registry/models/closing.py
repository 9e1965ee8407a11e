"""Closing rows and their rehearsal: what a year made of each household (domain.md §13.5)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import ScopedQuerySet, Viewer
from registry.choices import Attribute, Guarantee, Outcome, Refusal, Status
from registry.regions.spans import within

from .decision import Decision
from .household import Household


class ResultQuerySet(ScopedQuerySet["Result"]):
    def visible_to(self, viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> Self:
        """Rows visible through their own code, or through the place where the household is now (design: scope)."""
        spans = viewer.spans(permission)
        return self.filter(within(spans, self.scope_field) | within(spans, "household__village_code"))


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _people(label: "_StrPromise") -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(label, default=0)


class Result(models.Model):
    """What §13.5 says of one household and year; the shape of a closing row and of its rehearsal."""

    # Without constraints in the database: each would lock its household and cost a third of the time to write the row;
    # the run itself names an opening row whose household is gone (§13.8). Unique (household, year) serves as the index.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="+", verbose_name=_("户"), db_constraint=False, db_index=False
    )
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
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("决定"),
        db_constraint=False,
        db_index=False,
    )
    refusal = models.CharField(_("未生效原因"), max_length=16, choices=Refusal.choices, blank=True)
    doubts = models.JSONField(_("疑点"), default=list, help_text=_("规则名"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        abstract = True


class Rehearsal(Result):
    """试算: replaceable; nothing of it is applied until the run takes it over."""

    class Meta:
        verbose_name = verbose_name_plural = _("试算")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="rehearsal_once")]
        indexes = [models.Index(fields=["year", "village_code"], name="rehearsal_village")]


CHANGED = (
    ~Q(outcome=Outcome.UNCHANGED)
    | Q(split=True)
    | Q(increase_natural__gt=0)
    | Q(increase_correction__gt=0)
    | Q(increase_transfer__gt=0)
    | Q(decrease_natural__gt=0)
    | Q(decrease_correction__gt=0)
    | Q(decrease_transfer__gt=0)
)


class Closing(Result):
    """年末结账: the row of a household and year, its own history, read-only once the year is frozen."""

    class Meta:
        verbose_name = verbose_name_plural = _("年末结账")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="closing_once")]
        indexes = [
            models.Index(fields=["year", "village_code"], name="closing_village"),
            # The figures of stock and flow: the few rows of a year in which anything happened, …
            models.Index(fields=["year", "village_code"], name="closing_changed", condition=CHANGED),
            # … and those that left an area, by the village they left.
            models.Index(
                fields=["year", "village_opening"],
                name="closing_left",
                condition=Q(village_opening__isnull=False) & ~Q(village_opening=F("village_code")),
            ),
        ]
