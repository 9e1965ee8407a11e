"""工作日历 of a workbook of parameters: a year is its whole arrangement, so all its rows are taken or none."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.choices import RowVerdict
from registry.excel.parameter_sheets import Arrangement
from registry.imports.comparison import NOTHING
from registry.imports.faults import FaultKind
from registry.imports.judging import Judged
from registry.imports.lines import Group, Line
from registry.parameters.holidays import Period, calendar_problems, days_of_year, period_problem
from registry.queries.parameter_lists import days_held
from registry.refusal import Refused

from .lists import Listed


def year_of(line: Line) -> str:
    """The key of a row: its year."""
    return _("%s 年放假安排") % line.own["first"][:4] if "first" in line.own else ""


def judge_year(listed: Listed, group: Group) -> Judged:
    """All periods of a year together."""
    periods = [_period(line) for line in group.households]
    year = periods[0].first.year
    days: set[date] = set()
    for line, period in zip(group.households, periods, strict=True):
        problem = period_problem(period, year)
        if problem:
            listed.fault(group, line, "开始日期", problem)
        elif days & set(period.each()):
            listed.fault(group, line, "开始日期", _("这些日子前面已经列过"), FaultKind.AGAIN)
        else:
            days |= set(period.each())
        if line.own["source"] != group.household.own["source"]:
            listed.fault(group, line, "依据", _("一年的安排须出自同一份文件"))
    if group.number in listed.findings.refused:
        return listed.refused(group)
    return _compared(listed, group, periods)


def _compared(listed: Listed, group: Group, periods: Sequence[Period]) -> Judged:
    year, source, today = periods[0].first.year, group.household.own["source"], timezone.localdate()
    held, wanted = days_held(year), days_of_year(year, periods)
    changed = {day: what for day, what in wanted.items() if held.get(day) != what}
    for problem in calendar_problems(changed, source, today=today):
        listed.fault(group, group.household, "开始日期", problem)
    told = [
        [_("工作日历"), day.isoformat(), _in_words(held.get(day)), _in_words(what)]
        for day, what in changed.items()
        if day in held or what[1]
    ]
    content = {
        "sheet": "",
        "year": year,
        "source": source,
        "periods": [[one.first.isoformat(), one.last.isoformat(), one.working, one.name] for one in periods],
        "held": _kept(held),
        "differences": told,
    }
    verdict = RowVerdict.UNCHANGED if not changed else RowVerdict.CHANGED if held else RowVerdict.NEW
    return listed.taken(group, verdict, "", content)


def _period(line: Line) -> Period:
    own = line.own
    first = date.fromisoformat(own["first"])
    last = date.fromisoformat(own["last"]) if "last" in own else first
    return Period(first, last, own["arrangement"] == Arrangement.WORK, own["name"])


def _kept(held: Mapping[date, tuple[bool, str]]) -> dict[str, list[Any]]:
    return {day.isoformat(): list(what) for day, what in held.items()}


def refuse_changed_year(content: Mapping[str, Any]) -> None:
    """Raise `Refused` where somebody has arranged the year otherwise since the check."""
    if _kept(days_held(content["year"])) != content["held"]:
        raise Refused(_("校验之后已有人改动这一年的工作日历；没有覆盖，请核对后重新上传"))


def periods_of(content: Mapping[str, Any]) -> list[Period]:
    """What was staged, as the action takes it."""
    return [
        Period(date.fromisoformat(a), date.fromisoformat(b), working, name)
        for a, b, working, name in content["periods"]
    ]


def _in_words(what: tuple[bool, str] | None) -> str:
    if what is None:
        return NOTHING
    working, name = what
    return (_("上班") if working else _("休息")) + (f"（{name}）" if name else "")
