"""Words of the administrative hierarchy (domain.md §1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Level of a division; `digits` is the length of its own code (§1.1)."""

    PROVINCE = 1, _("省（自治区、直辖市）")
    PREFECTURE = 2, _("市（地、州、盟）")
    COUNTY = 3, _("县（市、区、旗）")
    TOWNSHIP = 4, _("乡（镇、街道、苏木）")
    VILLAGE = 5, _("村（嘎查）")

    @property
    def digits(self) -> int:
        """Digits of this level's own code: 2, 4, 6, 9, 12."""
        return (2, 4, 6, 9, 12)[self.value - 1]

    @property
    def short(self) -> str:
        """The first of its names, for where the label would stand in brackets within brackets."""
        return str(self.label).partition("（")[0]


class RegionKind(models.TextChoices):
    """城乡分类 as far as a code tells it (§1.2), and the levels that exist only in the codes."""

    PSEUDO = "pseudo", _("虚拟层级")
    STREET = "street", _("街道")
    TOWN = "town", _("镇")
    TOWNSHIP = "township", _("乡")
    RESIDENTS = "resident", _("居委会")
    VILLAGERS = "village", _("村委会")
    OTHER = "other", _("类似单位")


class CountyFlag(models.TextChoices):
    """县属性 (§1.4); a county may have several."""

    KEY = "key", _("国家扶贫开发工作重点县")
    AREA = "area", _("集中连片特困地区县")
    DEEP = "deep", _("深度贫困县")
    OLD = "old", _("革命老区县")
    ETHNIC = "ethnic", _("民族地区县")
    BORDER = "border", _("边境县")
    PROVINCIAL = "provincial", _("省级贫困县")


class Zone(models.TextChoices):
    """Region of a province for the 2 % / 3 % rule (§1.3)."""

    WESTERN = "western", _("西部")
    CENTRAL = "central", _("中部")
    EASTERN = "eastern", _("东部")
