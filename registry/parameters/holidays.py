"""The list of a year's holidays and make-up days as the State Council publishes it: read, checked, spread over days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .rules import source_problems

DAY = timedelta(days=1)
WORKING_DAYS_OF_A_WEEK = 5
MOST_NAMED = 5
A_DAY = r"(?:(\d{4})\s*[-年./]\s*)?(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?"
A_LINE = re.compile(rf"\s*{A_DAY}(?:\s*(?:至|到|—+|–|~|～)\s*{A_DAY})?\s+(休息|休|放假|上班|班|补班)(?:\s+(.*?))?\s*$")
WORKING_WORDS = frozenset({"上班", "班", "补班"})


@dataclass(frozen=True)
class Period:
    """Days in a row of one kind, both ends included."""

    first: date
    last: date
    working: bool
    name: str

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def each(self) -> list[date]:
        """The days."""
        return [self.first + number * DAY for number in range(self.days)]


def read_periods(text: str, year: int) -> tuple[list[Period], list[str]]:
    """The periods that a pasted list names, one a line (10月1日至10月7日 休息 国庆节), and what is wrong with which."""
    periods: list[Period] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _read_line(line, year)
        if isinstance(found, str):
            problems.append(_("第%(number)s行：%(problem)s") % {"number": number, "problem": found})
        elif {day for period in periods for day in period.each()} & set(found.each()):
            problems.append(_("第%(number)s行：这些日子前面已经列过") % {"number": number})
        else:
            periods.append(found)
    return periods, problems


def days_of_year(year: int, periods: Iterable[Period]) -> dict[date, tuple[bool, str]]:
    """Every day of a year: whether it is a working day, and what it is called."""
    start = date(year, 1, 1)
    days = (start + number * DAY for number in range((date(year + 1, 1, 1) - start).days))
    usual = {day: (day.weekday() < WORKING_DAYS_OF_A_WEEK, "") for day in days}
    return usual | {day: (period.working, period.name) for period in periods for day in period.each()}


def calendar_problems(changed: Iterable[date], source: str, *, today: date) -> list[str]:
    """Why these days may not change: what has been counted with a day that is over stays as it was counted."""
    gone = sorted(day for day in changed if day < today)
    if not gone:
        return source_problems(source)
    named = "、".join(f"{day.month}月{day.day}日" for day in gone[:MOST_NAMED])
    return [
        *source_problems(source),
        _("已经过去的日子不能修改：%(days)s等%(count)s天") % {"days": named, "count": len(gone)},
    ]


def _read_line(line: str, year: int) -> Period | str:
    match = A_LINE.match(line)
    if match is None:
        return _("看不懂，请写成“10月1日至10月7日 休息 国庆节”")
    try:
        first = date(int(match[1] or year), int(match[2]), int(match[3]))
        last = date(int(match[4] or year), int(match[5]), int(match[6])) if match[5] else first
    except ValueError:
        return _("没有这一天")
    period = Period(first, last, match[7] in WORKING_WORDS, match[8] or "")
    return period_problem(period, year) or period


def period_problem(period: Period, year: int) -> str:
    """Why these days cannot stand in the arrangement of a year; empty where they can."""
    if {period.first.year, period.last.year} != {year}:
        return _("不是%(year)s年的日子") % {"year": year}
    if period.last < period.first:
        return _("结束日期早于开始日期")
    if not period.name:
        return _("缺少名称，如“国庆节”")
    if period.working and any(day.weekday() < WORKING_DAYS_OF_A_WEEK for day in period.each()):
        return _("周一至周五本来就上班，不必列出")
    return ""
