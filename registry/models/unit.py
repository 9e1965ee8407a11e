"""What the figures need to know of villages and units (domain.md §2.7, §10 N3 and N23)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import ScopedQuerySet
from registry.audit.tracking import tracked
from registry.regions.models import Region

from .decision import Campaign


@tracked
class PoorVillage(models.Model):
    """贫困村: a village that was registered as poor, and when it left (出列)."""

    village = models.OneToOneField(Region, models.PROTECT, related_name="+", verbose_name=_("行政村"))
    village_code = models.BigIntegerField(_("区划代码"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, verbose_name=_("专项行动"))
    identified_year = models.PositiveSmallIntegerField(_("认定年度"))
    exit_year = models.PositiveSmallIntegerField(_("出列年度"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("贫困村")
        indexes = [models.Index(fields=["village_code"], name="poor_village_code")]

    def __str__(self) -> str:
        return str(self.village)


class UnitYearQuerySet(ScopedQuerySet["UnitYear"]):
    scope_field = "region_code"


@tracked
class UnitYear(models.Model):
    """年度基础数据: what others publish of a unit's year; the denominator of 贫困发生率."""

    region_code = models.BigIntegerField(_("区划代码"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("区域"))
    year = models.PositiveSmallIntegerField(_("年度"))
    rural_population = models.PositiveIntegerField(_("农业户籍人口"))
    published_rate = models.DecimalField(
        _("统计部门公布的贫困发生率（%）"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects = UnitYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度基础数据")
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="unit_year_once")]
        indexes = [models.Index(fields=["region_code", "year"], name="unit_year_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"
