"""Words of the parameters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LineKind(models.TextChoices):
    """Kind of a poverty line (domain.md §3.4)."""

    NBS = "nbs", _("国家扶贫标准")
    PROVINCIAL = "provincial", _("省定标准")
    MONITORING = "monitoring", _("监测线")


class Name(models.TextChoices):
    """Names of the dated parameters; what each value looks like is in definitions.py."""

    STABLE_ITEMS = "stable_items", _("计入稳定收入的项目")
    SERIOUS_ILLNESS_FROM = "serious_illness_from", _("大病保险起算年度")
    NOTICE_DAYS_1 = "notice_days_1", _("第一次公示天数")
    NOTICE_DAYS_2 = "notice_days_2", _("第二次公示天数")
    PERIOD_START = "period_start", _("收入核算周期起始月日")
    NUMBER_MISSING_DAYS = "number_missing_days", _("临时编号使用天数")
    HEAD_FROM_AGE = "head_from_age", _("户主最低年龄")
    SCHOOL_FROM_AGE = "school_from_age", _("在校年龄起")
    SCHOOL_TO_AGE = "school_to_age", _("在校年龄止")
    LABOUR_FROM_AGE = "labour_from_age", _("劳动年龄起")
    LABOUR_TO_AGE = "labour_to_age", _("劳动年龄止")
    PENSION_FROM_AGE = "pension_from_age", _("参加养老保险的年龄")
    HIGHEST_PER_HEAD = "highest_per_head", _("人均纯收入上限")
    LARGEST_CHANGE = "largest_change", _("人均纯收入最大变动")
    LOWEST_WAGE = "lowest_wage", _("工资性收入下限")
    HIGHEST_WAGE = "highest_wage", _("工资性收入上限")
    LEAST_DIBAO = "least_dibao", _("低保金下限")
    LEAST_DESTITUTE_SUPPORT = "least_destitute_support", _("特困供养金下限")
    LEAST_FAMILY_PLANNING = "least_family_planning", _("计划生育金下限")
    LEAST_PENSION = "least_pension", _("养老保险金下限")


class IncomeItem(models.TextChoices):
    """Leaf items of income (domain.md §3.1), by the names of the statement's columns."""

    WAGE = "wage", _("工资性收入")
    BUSINESS = "business", _("生产经营性收入")
    ASSET_DIVIDEND = "asset_dividend", _("资产收益扶贫分红收入")
    OTHER_PROPERTY = "other_property", _("其他财产性收入")
    FAMILY_PLANNING = "family_planning", _("计划生育金")
    DIBAO = "dibao", _("低保金")
    DESTITUTE_SUPPORT = "destitute_support", _("特困供养金")
    PENSION = "pension", _("养老保险金")
    ECOLOGICAL = "ecological", _("生态补偿金")
    OTHER_TRANSFER = "other_transfer", _("其他转移性收入")
