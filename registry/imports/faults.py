"""Kinds of findings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FaultKind(models.TextChoices):
    """Kinds of findings, as the page groups them."""

    NUMERIC_ID = "numeric_id", _("号码存成了数字")
    FORMULA = "formula", _("单元格是公式")
    ERROR_CELL = "error_cell", _("单元格是错误值")
    CHOICE = "choice", _("不在选项之内")
    DATE = "date", _("日期不对")
    NUMBER = "number", _("数字不对")
    NEGATIVE = "negative", _("金额或面积为负")
    TEXT = "text", _("文字不对")
    MISSING = "missing", _("缺少必填内容")
    ID_NUMBER = "id_number", _("证件号码不对")
    DISAGREES = "disagrees", _("与证件号码不符")
    HEAD = "head", _("户主不对")
    RELATION = "relation", _("关系与性别不符")
    TWICE = "twice", _("同一人在文件中出现两次")
    ELSEWHERE = "elsewhere", _("已在别处登记")
    KEY_TWICE = "key_twice", _("户标识重复")
    NO_HOUSEHOLD = "no_household", _("成员没有对应的户")
    NO_MEMBERS = "no_members", _("户没有成员")
    VILLAGE = "village", _("村不对")
    UNKNOWN_HOUSEHOLD = "unknown_household", _("户编号不对")
    STATUS = "status", _("户的状态不允许")
    SUM = "sum", _("合计不符")
    JOINING = "joining", _("新增成员缺少原因或日期")
    STALE = "stale", _("校验后有人改动")
    AGE = "age", _("年龄与关系、在校情况不符")
    HIDDEN = "hidden", _("隐藏的行")
    MERGED = "merged", _("合并的单元格")
    REMARK = "remark", _("不是数据的行")
    YEARS = "years", _("各年接不上")
    COUNT = "count", _("年末人数与成员不符")
    ORDER = "order", _("各年状态不能前后衔接")
    YEAR_OF_CHANGE = "year_of_change", _("识别、脱贫、返贫年度与各年状态不符")
    INCOME = "income", _("人均纯收入与收入登记不符")
    TWO_HOUSEHOLDS = "two_households", _("同一年属于两户")
    VANISHED = "vanished", _("成员没有减少原因就不再出现")
    COLUMN = "column", _("不认识的列")
    IGNORED = "ignored", _("不采用的列")
    LEFT_ALONE = "left_alone", _("文件中没有的成员")
    NOTICE = "notice", _("请核对")
