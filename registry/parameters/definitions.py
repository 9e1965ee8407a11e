"""What each parameter is: the shape of its value, the value where nobody set one, the words that explain it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import IncomeItem, Name

MOST_NOTICE_DAYS = 60
MOST_DAYS_WITHOUT_NUMBER = 366
FIRST_YEAR, LAST_YEAR = 2010, 2100
ANY_COMMON_YEAR = 2015


@dataclass(frozen=True)
class Definition:
    """`problem` is empty for a value of the right shape (JSON types); `words` writes such a value for people."""

    default: Any
    help: str | Promise
    reference: str
    problem: Callable[[Any], str]
    words: Callable[[Any], str]


def items_problem(value: Any) -> str:
    """A list of at least one leaf item, none twice."""
    fine = isinstance(value, list) and value and set(value) <= set(IncomeItem.values) and len(set(value)) == len(value)
    return "" if fine else _("请至少选择一个收入项目")


def items_words(value: list[str]) -> str:
    """全部项目, or the items by name."""
    if set(value) == set(IncomeItem.values):
        return _("全部项目")
    return "、".join(str(item.label) for item in IncomeItem if item in value)


def year_problem(value: Any) -> str:
    """A year, or None."""
    fine = value is None or (_is_number(value) and FIRST_YEAR <= value <= LAST_YEAR)
    return "" if fine else _("请填写四位年度，或留空")


def year_words(value: int | None) -> str:
    """The year, or that there is none."""
    return _("未设定，不作要求") if value is None else _("%(year)s年起") % {"year": value}


def days_problem(value: Any) -> str:
    """A number of full calendar days."""
    fine = _is_number(value) and 1 <= value <= MOST_NOTICE_DAYS
    return "" if fine else _("请填写1至%(most)s的天数") % {"most": MOST_NOTICE_DAYS}


def days_without_number_problem(value: Any) -> str:
    """A number of days, a year at most."""
    fine = _is_number(value) and 1 <= value <= MOST_DAYS_WITHOUT_NUMBER
    return "" if fine else _("请填写1至%(most)s的天数") % {"most": MOST_DAYS_WITHOUT_NUMBER}


def days_words(value: int) -> str:
    """7天."""
    return _("%(days)s天") % {"days": value}


def month_day_problem(value: Any) -> str:
    """MM-DD of a day that every year has."""
    try:
        date.fromisoformat(f"{ANY_COMMON_YEAR}-{value}")
    except ValueError:
        return _("请按“月-日”填写，如 10-01")
    return ""


def month_day_words(value: str) -> str:
    """10月1日."""
    month, day = (int(part) for part in value.split("-"))
    return _("%(month)s月%(day)s日") % {"month": month, "day": day}


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


DEFINITIONS: dict[Name, Definition] = {
    Name.STABLE_ITEMS: Definition(
        list(IncomeItem.values),
        gettext_lazy("计入家庭稳定脱贫收入的项目；不计入的项目照常登记，但不参加人均纯收入计算。"),
        "domain.md §3.2, §13.2",
        items_problem,
        items_words,
    ),
    Name.SERIOUS_ILLNESS_FROM: Definition(
        None,
        gettext_lazy("从这一年度起，参加居民医保的成员还须参加大病保险，基本医疗才算达标；未设定的省不作要求。"),
        "domain.md §13.2, §13.8",
        year_problem,
        year_words,
    ),
    Name.NOTICE_DAYS_1: Definition(
        7, gettext_lazy("村内公示的完整日历天数。"), "domain.md §4.3", days_problem, days_words
    ),
    Name.NOTICE_DAYS_2: Definition(
        7, gettext_lazy("乡镇公示的完整日历天数。"), "domain.md §4.3", days_problem, days_words
    ),
    Name.PERIOD_START: Definition(
        "10-01",
        gettext_lazy("年度收入核算周期从上一年的这一天开始，满一年为止。"),
        "domain.md §3.3",
        month_day_problem,
        month_day_words,
    ),
    Name.NUMBER_MISSING_DAYS: Definition(
        365,
        gettext_lazy("新生儿或证件遗失的成员可以使用临时编号的天数，到期前须补录证件号码。"),
        "domain.md §5.3",
        days_without_number_problem,
        days_words,
    ),
}
