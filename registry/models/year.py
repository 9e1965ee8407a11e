"""What is collected every year: of a person, of income, of living conditions (domain.md §2.2, §2.5, §3)."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.choices import (
    Absence,
    Destitute,
    Education,
    Fuel,
    Health,
    HousingGrade,
    HousingRemedy,
    HousingStructure,
    Labour,
    Road,
    School,
    WaterSource,
    WorkArea,
)

from .household import Household
from .person import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@tracked
class MemberYear(models.Model):
    """人员年度资料: one row a person and year. A flag that is empty is not known."""

    # Unique (person, year) serves as the index.
    person = models.ForeignKey(Person, models.PROTECT, related_name="years", verbose_name=_("人"), db_index=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    village_code = models.BigIntegerField(_("区划代码"))
    confirmed = models.BooleanField(_("已确认"), default=True)
    education = models.CharField(_("文化程度"), max_length=12, choices=Education.choices, blank=True)
    school = models.CharField(_("在校生状况"), max_length=20, choices=School.choices, blank=True)
    absence = models.CharField(_("未上学原因"), max_length=12, choices=Absence.choices, blank=True)
    health = ArrayField(
        models.CharField(max_length=8, choices=Health.choices), verbose_name=_("健康状况"), default=list, blank=True
    )
    labour = models.CharField(_("劳动技能"), max_length=8, choices=Labour.choices, blank=True)
    work_area = models.CharField(_("务工区域"), max_length=8, choices=WorkArea.choices, blank=True)
    work_months = models.PositiveSmallIntegerField(_("务工时间（月）"), null=True, blank=True)
    resident_insurance = models.BooleanField(_("城乡居民基本医疗保险"), null=True)
    employee_insurance = models.BooleanField(_("城镇职工基本医疗保险"), null=True)
    serious_insurance = models.BooleanField(_("大病保险"), null=True)
    commercial_insurance = models.BooleanField(_("商业补充医疗保险"), null=True)
    accident_insurance = models.BooleanField(_("人身意外保险补贴"), null=True)
    resident_pension = models.BooleanField(_("城乡居民基本养老保险"), null=True)
    employee_pension = models.BooleanField(_("城镇职工基本养老保险"), null=True)
    dibao = models.BooleanField(_("农村居民最低生活保障"), null=True)
    destitute = models.CharField(_("特困供养"), max_length=12, choices=Destitute.choices, blank=True)
    soldier = models.BooleanField(_("现役军人"), null=True)
    mandarin = models.BooleanField(_("会讲普通话"), null=True)
    relocated = models.BooleanField(_("易地扶贫搬迁人口"), null=True)
    extra = models.JSONField(_("自定义项"), default=dict, db_default={}, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员年度资料")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="member_year_once"),
            models.CheckConstraint(
                condition=models.Q(work_months__isnull=True) | models.Q(work_months__lte=12), name="member_year_months"
            ),
        ]
        indexes = [
            models.Index(fields=["village_code", "year"], name="member_year_village")
        ]  # the closing, county by county

    @property
    def schooling_label(self) -> str:
        """At school: which class; else the education reached, and why not at school."""
        if self.school not in ("", School.NONE):
            return str(School(self.school).label)
        words = [Education(self.education).label if self.education else "", self.get_absence_display()]
        return " · ".join(str(word) for word in words if word) or self.get_school_display()

    @property
    def health_label(self) -> str:
        """All that holds, in words."""
        return "、".join(str(Health(word).label) for word in self.health)


def _yuan(label: "_StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True)


@tracked
class Statement(models.Model):
    """收入登记: the household's income of a year in yuan, somebody entered it; an empty item is 0 (§3.1, §13.8)."""

    # Unique (household, year) serves as the index.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="statements", verbose_name=_("户"), db_index=False
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    village_code = models.BigIntegerField(_("区划代码"))
    period_start = models.DateField(_("核算期起"), null=True, blank=True)
    period_end = models.DateField(_("核算期止"), null=True, blank=True)
    wage = _yuan(_("工资性收入"))
    business = _yuan(_("生产经营性收入"))
    asset_dividend = _yuan(_("资产收益扶贫分红收入"))
    other_property = _yuan(_("其他财产性收入"))
    family_planning = _yuan(_("计划生育金"))
    dibao = _yuan(_("低保金"))
    destitute_support = _yuan(_("特困供养金"))
    pension = _yuan(_("养老保险金"))
    ecological = _yuan(_("生态补偿金"))
    other_transfer = _yuan(_("其他转移性收入"))
    business_cost = _yuan(_("生产经营性支出"))
    excluded = _yuan(_("不计入稳定收入"))
    excluded_note = models.CharField(_("不计入说明"), max_length=100, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("收入登记")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="statement_once")]
        indexes = [models.Index(fields=["village_code", "year"], name="statement_village")]


def _area(label: "_StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=8, decimal_places=2, null=True, blank=True)


@tracked
class Survey(models.Model):
    """生产生活条件 and the surveyed guarantees of a year; `confirmed` is off while it is only carried forward."""

    # Unique (household, year) serves as the index.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="surveys", verbose_name=_("户"), db_index=False
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    village_code = models.BigIntegerField(_("区划代码"))
    confirmed = models.BooleanField(_("已确认"), default=True)
    food = models.BooleanField(_("不愁吃"), null=True)
    clothing = models.BooleanField(_("不愁穿"), null=True)
    safe_water = models.BooleanField(_("解决安全饮用水"), null=True)
    water_source = models.CharField(_("饮水情况"), max_length=16, choices=WaterSource.choices, blank=True)
    water_difficult = models.BooleanField(_("饮水困难"), null=True)
    housing_grade = models.CharField(_("危房等级"), max_length=1, choices=HousingGrade.choices, blank=True)
    housing_remedy = models.CharField(_("住房整改"), max_length=20, choices=HousingRemedy.choices, blank=True)
    remedy_on = models.DateField(_("住房整改日期"), null=True, blank=True)
    housing_structure = models.CharField(_("住房结构"), max_length=16, choices=HousingStructure.choices, blank=True)
    housing_area = _area(_("住房面积（㎡）"))
    farmland = _area(_("耕地面积（亩）"))
    irrigated = _area(_("有效灌溉面积（亩）"))
    woodland = _area(_("林地面积（亩）"))
    returned_forest = _area(_("退耕还林面积（亩）"))
    orchard = _area(_("林果面积（亩）"))
    pasture = _area(_("牧草地面积（亩）"))
    water_surface = _area(_("水面面积（亩）"))
    production_power = models.BooleanField(_("通生产用电"), null=True)
    household_power = models.BooleanField(_("通生活用电"), null=True)
    broadcast = models.BooleanField(_("通广播电视"), null=True)
    road_distance = _area(_("与村主干路距离（公里）"))
    road = models.CharField(_("入户路类型"), max_length=8, choices=Road.choices, blank=True)
    toilet = models.BooleanField(_("有卫生厕所"), null=True)
    fuel = models.CharField(_("主要燃料类型"), max_length=8, choices=Fuel.choices, blank=True)
    cooperative = models.BooleanField(_("加入农民专业合作社"), null=True)
    leading_company = models.BooleanField(_("有龙头企业带动"), null=True)
    leading_person = models.BooleanField(_("有创业致富带头人带动"), null=True)
    extra = models.JSONField(_("自定义项"), default=dict, db_default={}, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("生产生活条件")
        constraints = [models.UniqueConstraint(fields=["household", "year"], name="survey_once")]
        indexes = [models.Index(fields=["village_code", "year"], name="survey_village")]
