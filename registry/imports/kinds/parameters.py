"""参数: lines and values of a province from the open year on, and the whole arrangement of holidays of a year."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.batch_lists import Content
from registry.actions.parameters import set_own_line, set_own_parameter
from registry.choices import BatchKind, RowVerdict
from registry.excel.parameter_sheets import CALENDAR, LINES, VALUES
from registry.imports.checking import Checked
from registry.imports.comparison import NOTHING
from registry.imports.faults import FaultKind
from registry.imports.judging import Judged
from registry.imports.lines import Group
from registry.imports.template import Local
from registry.models import Batch
from registry.parameters.actions import set_calendar_year
from registry.parameters.choices import LineKind, Name
from registry.parameters.definitions import DEFINITIONS
from registry.parameters.models import Parameter, PovertyLine
from registry.parameters.rules import line_problems, parameter_problems
from registry.queries.parameter_lists import national_lines, own_lines, own_values
from registry.refusal import Refused
from registry.rules.parameters import closed_year_problems

from .calendar import judge_year, periods_of, refuse_changed_year, year_of
from .lists import Listed, Listing, merging
from .parameter_values import read_value
from .ways import Template, Ways

LISTING = Listing((LINES, VALUES, CALENDAR), "jingzhun-parameters-1")


def check(batch: Batch) -> Checked:
    """Every line, every value, and each year of the calendar as a whole."""
    listed = LISTING.read(batch, date(timezone.localdate().year + 1, 12, 31))
    groups = listed.groups(lambda line: year_of(line) if listed.tables[line.sheet] is CALENDAR else "")
    lines = _Lines(batch)
    values = _Values(batch)
    judges = {LINES.name: lines.judge, VALUES.name: values.judge, CALENDAR.name: judge_year}
    judged = [
        listed.refused(group)
        if group.remark or group.number in listed.findings.refused
        else judges[listed.tables[group.household.sheet].name](listed, group)
        for group in groups
    ]
    return listed.checked(judged)


class _Once:
    """What a file may say once."""

    def __init__(self) -> None:
        self.rows: dict[tuple[Any, ...], int] = {}

    def check(self, listed: Listed, group: Group, key: tuple[Any, ...], column: str) -> None:
        row = self.rows.setdefault(key, group.household.row)
        if row != group.household.row:
            listed.fault(group, group.household, column, _("与第 %d 行重复") % row, FaultKind.AGAIN)


class _Lines:
    """The province's poverty lines."""

    def __init__(self, batch: Batch) -> None:
        self.open_year, self.held, self.national = batch.year, own_lines(batch.region_code), national_lines()
        self.once = _Once()

    def judge(self, listed: Listed, group: Group) -> Judged:
        line, own = group.household, group.household.own
        year, kind, amount, source = own["year"], LineKind(own["kind"]), Decimal(own["amount"]), own["source"]
        group.key = f"{year} {kind.label}"
        self.once.check(listed, group, (year, kind), "年度")
        for problem in closed_year_problems(year, self.open_year):
            listed.fault(group, line, "年度", problem)
        for problem in line_problems(
            kind=kind, amount=amount, source=source, of_province=True, national=self.national.get(year)
        ):
            listed.fault(group, line, "金额", problem)
        held = self.held.get((year, kind))
        content = {"sheet": LINES.name, "year": year, "kind": kind.value, "amount": str(amount), "source": source}
        return _compared(listed, group, content, _line_in_words(held), (f"{amount:,.2f}", source))


class _Values:
    """The province's parameters."""

    def __init__(self, batch: Batch) -> None:
        self.open_year, self.held = batch.year, own_values(batch.region_code)
        self.once = _Once()

    def judge(self, listed: Listed, group: Group) -> Judged:
        line, own = group.household, group.household.own
        year, name, source = own["year"], Name(own["name"]), own["source"]
        group.key = f"{name.label} {year}"
        self.once.check(listed, group, (year, name), "参数名称")
        value = read_value(name, own["value"])
        for problem in closed_year_problems(year, self.open_year):
            listed.fault(group, line, "起始年度", problem)
        problems = parameter_problems(name=name, value=value, source=source)
        for problem in problems:
            listed.fault(group, line, "取值", problem)
        held, words = self.held.get((name, year)), DEFINITIONS[name].words
        content = {"sheet": VALUES.name, "year": year, "name": name.value, "value": value, "source": source}
        return _compared(listed, group, content, _value_in_words(held), ("" if problems else words(value), source))


def _line_in_words(held: PovertyLine | None) -> tuple[str, str]:
    return (f"{held.amount:,.2f}", held.source) if held else (NOTHING, NOTHING)


def _value_in_words(held: Parameter | None) -> tuple[str, str]:
    return (DEFINITIONS[Name(held.name)].words(held.value), held.source) if held else (NOTHING, NOTHING)


def _compared(
    listed: Listed, group: Group, content: dict[str, Any], before: tuple[str, str], after: tuple[str, str]
) -> Judged:
    """New where nothing is held; changed where the value or its source differs."""
    labels = (_("取值"), _("依据"))
    told = zip(labels, before, after, strict=True)
    differences = [[group.key, label, old, new] for label, old, new in told if old != new]
    held = RowVerdict.CHANGED if differences else RowVerdict.UNCHANGED
    verdict = RowVerdict.NEW if before == (NOTHING, NOTHING) else held
    return listed.taken(group, verdict, "", content | {"before": before, "differences": differences})


def write(content: Content, batch: Batch, by: User) -> None:
    """Set one, unless somebody has set it otherwise since the check."""
    year, source, province_code = content["year"], content["source"], batch.region_code
    if content["sheet"] == LINES.name:
        amount, kind = Decimal(content["amount"]), LineKind(content["kind"])
        _refuse_changed(content, _line_in_words(own_lines(province_code).get((year, kind))))
        set_own_line(year=year, kind=kind, amount=amount, source=source, province_code=province_code, by=by)
    elif content["sheet"] == VALUES.name:
        name, value = Name(content["name"]), content["value"]
        _refuse_changed(content, _value_in_words(own_values(province_code).get((name, year))))
        set_own_parameter(from_year=year, name=name, value=value, source=source, province_code=province_code, by=by)
    else:
        refuse_changed_year(content)
        set_calendar_year(year=year, periods=periods_of(content), source=source, by=by)


def _refuse_changed(content: Content, now: tuple[str, str]) -> None:
    if list(now) != content["before"]:
        words = {"value": now[0], "source": now[1]}
        message = _("校验之后已有人改动，现为“%(value)s”（依据：%(source)s）；没有覆盖，请核对后重新上传")
        raise Refused(message % words)


def template(_user: User) -> bytes:
    """The same for every province."""
    return LISTING.template(Local())


WAYS = Ways(check, merging(write), LISTING.errors, {"parameters": Template(BatchKind.PARAMETERS.label, template)})
