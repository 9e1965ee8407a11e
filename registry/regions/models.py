"""Administrative divisions from province to village, and what is said of them from when to when (domain.md §1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import CountyFlag, Level, RegionKind, Zone


class Region(models.Model):
    """行政区划. The key is (level, code): padded to 12 digits, a prefecture and its county may be equal.

    `code` … `last` is the span of village codes it covers, so that scope and roll-up are range comparisons.
    """

    level = models.PositiveSmallIntegerField(_("级别"), choices=Level.choices)
    code = models.BigIntegerField(_("区划代码"))
    last = models.BigIntegerField(_("末位代码"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name=_("上级"))
    name = models.CharField(_("名称"), max_length=64)
    shown_name = models.CharField(_("全称"), max_length=128, help_text=_("不含“市辖区”“县”等虚拟层级"))
    initials = models.CharField(_("拼音首字母"), max_length=64)
    kind = models.CharField(_("城乡分类"), max_length=8, choices=RegionKind.choices, blank=True)
    valid_from = models.DateField(_("启用日期"), null=True)
    valid_to = models.DateField(_("停用日期"), null=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name=_("承继")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        constraints = [
            models.UniqueConstraint(fields=["level", "code"], name="region_level_code"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("code")), name="region_span"),
        ]
        indexes = [
            models.Index(fields=["code", "last"], name="region_code"),  # what lies inside a span
            # The picker, by the beginning of the name or of its pinyin initials: needs an order that LIKE can use.
            models.Index(
                fields=["level", "initials"], name="region_initials", opclasses=["int2_ops", "varchar_pattern_ops"]
            ),
            models.Index(fields=["level", "name"], name="region_name", opclasses=["int2_ops", "varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def short_code(self) -> str:
        """The code without padding: 43, 4331, 433124 …"""
        return f"{self.code:012d}"[: Level(self.level).digits]


class CountyKind(models.Model):
    """县属性 of a county from–until, with its source (§1.4); `destitute_area` is the number of §1.5 for 片区县."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="county_kinds", verbose_name=_("县"))
    flag = models.CharField(_("县属性"), max_length=16, choices=CountyFlag.choices)
    destitute_area = models.PositiveSmallIntegerField(_("片区"), null=True)
    valid_from = models.DateField(_("开始日期"))
    valid_to = models.DateField(_("结束日期"), null=True)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("县属性")
        constraints = [models.UniqueConstraint(fields=["region", "flag", "valid_from"], name="county_kind_once")]


class ProvinceZone(models.Model):
    """The 2 % / 3 % region of a province from–until, with its source (§1.3)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="zones", verbose_name=_("省"))
    zone = models.CharField(_("地区"), max_length=8, choices=Zone.choices)
    valid_from = models.DateField(_("开始日期"))
    valid_to = models.DateField(_("结束日期"), null=True)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("东中西部")
        constraints = [models.UniqueConstraint(fields=["region", "valid_from"], name="province_zone_once")]
