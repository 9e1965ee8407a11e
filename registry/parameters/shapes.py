"""The shapes that a parameter's value may have: what is wrong with one of another shape, and its words for people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .choices import IncomeItem

FIRST_YEAR, LAST_YEAR = 2010, 2100
ANY_COMMON_YEAR = 2015


@dataclass(frozen=True)
class Definition:
    """`problem` is empty for a value of the right shape (JSON types); `words` writes such a value for people.

    `bounds` are the least and the most of a whole number.
    """

    default: Any
    help: str | Promise
    reference: str
    problem: Callable[[Any], str]
    words: Callable[[Any], str]
    bounds: tuple[int, int] | None = None


def whole(
    default: int, bounds: tuple[int, int], unit: str | Promise, *, about: str | Promise, reference: str
) -> Definition:
    """A whole number with its unit, within bounds."""

    def problem(value: Any) -> str:
        fine = _is_number(value) and bounds[0] <= value <= bounds[1]
        return "" if fine else _("请填写%(least)s至%(most)s的整数") % {"least": bounds[0], "most": bounds[1]}

    return Definition(default, about, reference, problem, lambda value: f"{value:,}{unit}", bounds)


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
