"""Rules that change by year and province: lines, lists, days. Never a constant in code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.audit.tracking import tracked

from .choices import LineKind, Name


@tracked
class PovertyLine(models.Model):
    """扶贫标准 of a year in yuan; without a province the nation's (domain.md §3.4). The national one is the floor."""

    year = models.PositiveSmallIntegerField(_("年度"))
    province_code = models.BigIntegerField(_("省代码"), null=True, help_text=_("空为全国"))
    kind = models.CharField(_("种类"), max_length=12, choices=LineKind.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=9, decimal_places=2)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("扶贫标准")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "province_code", "kind"], name="poverty_line_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="poverty_line_positive"),
            # 国家扶贫标准 is the nation's, 省定标准 a province's; both may have a monitoring line.
            models.CheckConstraint(
                condition=models.Q(kind=LineKind.MONITORING)
                | models.Q(kind=LineKind.NBS, province_code__isnull=True)
                | models.Q(kind=LineKind.PROVINCIAL, province_code__isnull=False),
                name="poverty_line_area",
            ),
        ]


@tracked
class Parameter(models.Model):
    """参数: a value by name, for a province or the nation, from a year on, with its source."""

    name = models.CharField(_("名称"), max_length=32, choices=Name.choices)
    province_code = models.BigIntegerField(_("省代码"), null=True, help_text=_("空为全国"))
    from_year = models.PositiveSmallIntegerField(_("起始年度"), default=0, help_text=_("0 为一直有效"))
    value = models.JSONField(_("取值"))
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("参数")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "province_code", "from_year"], name="parameter_once", nulls_distinct=False
            ),
        ]


@tracked
class CalendarDay(models.Model):
    """工作日历: whether a day is a working day; seeded from published holidays, edited by the office."""

    day = models.DateField(_("日期"), primary_key=True)
    working = models.BooleanField(_("工作日"))
    name = models.CharField(_("名称"), max_length=32, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("工作日历")
