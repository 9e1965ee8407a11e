"""Code lists of the household (domain.md §2.3, L1–L4, L17–L22)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .coded import CodedChoices


class Standard(CodedChoices):
    """L1 识别标准."""

    NATIONAL = "national", "01", _("国家标准")
    PROVINCIAL = "provincial", "02", _("省定标准")
    MUNICIPAL = "municipal", "03", _("市定标准")


class Attribute(CodedChoices):
    """L2 贫困户属性. On exit 01→05, 04→02, 06→03, 07→08; on relapse the reverse (§13.3)."""

    ORDINARY_POOR = "ordinary_poor", "01", _("一般贫困户")
    DIBAO_POOR = "dibao_poor", "04", _("低保贫困户")
    DESTITUTE_POOR = "destitute_poor", "06", _("特困供养贫困户")
    DIBAO_DESTITUTE_POOR = "dibao_destitute_poor", "07", _("低保特困供养贫困户")
    ORDINARY = "ordinary", "05", _("一般脱贫户")
    DIBAO = "dibao", "02", _("低保脱贫户")
    DESTITUTE = "destitute", "03", _("特困供养脱贫户")
    DIBAO_DESTITUTE = "dibao_destitute", "08", _("低保特困供养户")


class Cause(CodedChoices):
    """L3 致贫原因."""

    ILLNESS = "illness", "01", _("因病")
    DISABILITY = "disability", "02", _("因残")
    SCHOOLING = "schooling", "03", _("因学")
    DISASTER = "disaster", "04", _("因灾")
    LAND = "land", "05", _("缺土地")
    WATER = "water", "06", _("缺水")
    SKILL = "skill", "07", _("缺技术")
    LABOUR = "labour", "08", _("缺劳力")
    CAPITAL = "capital", "09", _("缺资金")
    TRANSPORT = "transport", "10", _("交通条件落后")
    MOTIVATION = "motivation", "11", _("自身发展动力不足")
    MARRIAGE = "marriage", "12", _("因婚")
    BEREAVEMENT = "bereavement", "13", _("因丧")
    OTHER = "other", "99", _("其他")


class Status(CodedChoices):
    """L4 脱贫属性, as §13.1 stores it. 预脱贫 (2) is `planned_exit_year` on a poor or relapsed household."""

    CANDIDATE = "candidate", "", _("识别中")
    POOR = "poor", "0", _("未脱贫")
    EXITED = "exited", "1", _("已脱贫（享受政策）")
    RELAPSED = "relapsed", "3", _("返贫")
    STABLE = "stable", "4", _("已脱贫（不再享受政策）")
    REMOVED = "removed", "", _("已清退")
    CLOSED = "closed", "", _("已销户")


class NationalStatus(CodedChoices):
    """L4 as the national system says it, with 预脱贫; the ways out of the register have no code there."""

    CANDIDATE = "candidate", "", _("识别中")
    POOR = "poor", "0", _("未脱贫")
    EXITED = "exited", "1", _("已脱贫（享受政策）")
    PLANNED = "planned", "2", _("预脱贫")
    RELAPSED = "relapsed", "3", _("返贫")
    STABLE = "stable", "4", _("已脱贫（不再享受政策）")
    REMOVED = "removed", "", _("已清退")
    CLOSED = "closed", "", _("已销户")


POOR_STOCK = (Status.POOR, Status.RELAPSED)
REGISTERED = (*POOR_STOCK, Status.EXITED, Status.STABLE)


class Road(CodedChoices):
    """L17 入户路类型."""

    EARTH = "earth", "01", _("泥土路")
    GRAVEL = "gravel", "02", _("砂石路")
    CONCRETE = "concrete", "03", _("水泥路")
    ASPHALT = "asphalt", "04", _("沥青路")


class Fuel(CodedChoices):
    """L18 主要燃料类型."""

    FIREWOOD = "firewood", "01", _("柴草")
    DUNG = "dung", "02", _("干畜粪")
    COAL = "coal", "03", _("煤炭")
    CLEAN = "clean", "04", _("清洁能源")
    OTHER = "other", "05", _("其他")


class HousingGrade(CodedChoices):
    """L19 危房等级. C and D are dangerous."""

    A = "A", "A", _("A级（安全）")
    B = "B", "B", _("B级（安全）")
    C = "C", "C", _("C级（局部危险）")
    D = "D", "D", _("D级（整幢危险）")


class HousingRemedy(CodedChoices):
    """How a dangerous house was made good (§13.2 housing)."""

    REBUILT = "rebuilt_accepted", "", _("改造并验收")
    RELOCATED = "relocated_occupied", "", _("搬迁并入住")


class HousingStructure(CodedChoices):
    """L19 住房结构."""

    REINFORCED = "reinforced", "", _("钢筋混凝土")
    BRICK_CONCRETE = "brick_concrete", "", _("砖混")
    BRICK_WOOD = "brick_wood", "", _("砖木")
    EARTH_WOOD = "earth_wood", "", _("土木")
    WOOD = "wood", "", _("木制")
    EARTH = "earth", "", _("竹草土坯")
    OTHER = "other", "", _("其他")


class WaterSource(CodedChoices):
    """L21 饮水情况."""

    TAP = "tap", "", _("经过净化处理的自来水")
    PROTECTED_WELL = "protected_well", "", _("受保护的井水和泉水")
    OPEN_WELL = "open_well", "", _("不受保护的井水和泉水")
    SURFACE = "surface", "", _("江河湖泊水")
    RAIN = "rain", "", _("收集雨水")
    BARRELLED = "barrelled", "", _("桶装水")
    OTHER = "other", "", _("其他水源")


class Resettlement(models.TextChoices):
    """L20 安置方式."""

    CONCENTRATED = "concentrated", _("集中安置")
    SCATTERED = "scattered", _("分散安置")
