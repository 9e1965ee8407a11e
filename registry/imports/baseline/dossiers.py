"""户档: what the file tells about each household, year by year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from registry.imports.contents import Moment
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.layout import FileRefused
from registry.imports.lines import Group, Line, read_lines

from .sheets import Told, Workbook

LOST_DIGITS = re.compile(r"^\d(\.\d+)?e\+\d+$")  # a number cell of more digits than it can hold


@dataclass
class Dossier:
    """A household: its own row and its members' rows by year, and all its lines of the file as one group. `beside` is
    what columns of a member's row say about other years, by that row's place."""

    group: Group
    years: dict[int, Line] = field(default_factory=dict)
    members: dict[int, list[Line]] = field(default_factory=dict)
    beside: dict[tuple[str, int], dict[int, Line]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Its number in the file."""
        return self.group.number

    @property
    def last(self) -> int:
        """The last year in which it is told of."""
        return max(self.years)

    def latest(self, part: str) -> dict[str, Any]:
        """What the rows say for good: the latest year's word, and an earlier one's where that is silent."""
        said: dict[str, Any] = {}
        for year in sorted(self.years):
            said |= self.years[year].parts[part]
        return said


@dataclass(frozen=True)
class Reading:
    """The households of a file. `closed` are the past years it tells of, without a gap up to the open year; `peopled`
    those of any year whose members have rows of their own. `rows` are the rows of data."""

    dossiers: list[Dossier]
    closed: list[int]
    peopled: frozenset[int]
    rows: int


def read_dossiers(book: Workbook, moment: Moment, allowed: Iterable[int], findings: Findings) -> Reading:
    """Read every row and put it to its household and year. Raises `FileRefused` where the years as such are wrong."""
    plain = moment.year if moment.year - 1 in book.years else moment.year - 1
    assembling = _Assembling(plain, findings)
    for told in sorted(book.households, key=lambda told: told.beside):
        assembling.add_households(told, read_lines(told.layout, moment.latest, clears=False))
    for told in sorted(book.members, key=lambda told: told.beside):
        assembling.add_members(told, read_lines(told.layout, moment.latest, clears=False))
    dossiers = [*assembling.by_key.values(), *assembling.apart]
    closed = sorted({year for dossier in dossiers for year in dossier.years if year < moment.year})
    told_of = {year for dossier in dossiers for year in dossier.years}
    _refuse_years(told_of, closed, moment.year, set(allowed))
    return Reading(dossiers, closed, frozenset(assembling.peopled), assembling.rows)


def _refuse_years(told_of: set[int], closed: list[int], open_year: int, allowed: set[int]) -> None:
    """Past years are those which the province has closed; the last of them cannot be missing."""
    problems = []
    if later := sorted(year for year in told_of if year > open_year):
        words = {"years": "、".join(map(str, later)), "open": open_year}
        problems.append(_("文件中有 %(years)s 年的资料，而现在的年度是 %(open)d") % words)
    if strange := [year for year in closed if year not in allowed]:
        words = {"years": "、".join(map(str, strange)), "allowed": "、".join(map(str, sorted(allowed))) or _("无")}
        problems.append(_("本省没有已结账的 %(years)s 年度（已结账：%(allowed)s），请删去这些年的表或列") % words)
    if told_of and not closed:
        problems.append(_("文件中没有 %d 年的资料，首次建库至少要有上一年度末的情况") % (open_year - 1))
    elif closed and closed != list(range(closed[0], open_year)):
        absent = sorted(set(range(closed[0], open_year)) - set(closed))
        problems.append(_("文件中缺少 %s 年的资料，各年须连续到上一年度") % "、".join(map(str, absent)))
    if problems:
        raise FileRefused(problems)


class _Assembling:
    """Puts rows to households. `plain` is the year of which sheets without a year tell."""

    def __init__(self, plain: int, findings: Findings) -> None:
        self.plain, self.findings = plain, findings
        self.by_key: dict[str, Dossier] = {}
        self.apart: list[Dossier] = []  # rows that name no household
        self.peopled: set[int] = set()
        self.rows = 0

    def add_households(self, told: Told, lines: list[Line]) -> None:
        """Rows of a sheet of households, or what some of its columns say about another year."""
        for line in lines:
            if told.beside:
                self._add_beside(told, line)
                continue
            self.rows += 1
            dossier, year = self._dossier(line), self._year(told, line)
            dossier.group.households.append(line)
            if line.remark:
                continue
            if year in dossier.years:
                words = {"year": year, "row": dossier.years[year].row}
                message = _("与第 %(row)d 行是同一户的 %(year)d 年") % words
                self.findings.fault(dossier.number, line, "户编号", FaultKind.KEY_TWICE, message)
            else:
                dossier.years[year] = line

    def _add_beside(self, told: Told, line: Line) -> None:
        dossier = self.by_key.get(line.own.get("key", ""))
        year = told.year or self.plain
        if dossier is None or not _says_anything(line):
            return
        self._report(dossier, line)
        own = dossier.years.setdefault(year, line)
        if own is line:
            return
        for part, values in line.parts.items():
            own.parts[part] = values | own.parts[part]

    def add_members(self, told: Told, lines: list[Line]) -> None:
        """Rows of a sheet of members, or what some of its columns say about another year."""
        for line in lines:
            if told.beside:
                dossier = self.by_key.get(line.own.get("key", ""))
                if dossier is not None and _says_anything(line):
                    dossier.beside.setdefault((line.sheet, line.row), {})[told.year or self.plain] = line
                    self._report(dossier, line)
                continue
            self.rows += 1
            dossier, year = self._dossier(line), self._year(told, line)
            dossier.group.members.append(line)
            if not line.remark:
                self.peopled.add(year)
                dossier.members.setdefault(year, []).append(line)

    def _dossier(self, line: Line) -> Dossier:
        key = line.own.get("key")
        dossier = self.by_key.get(key) if key else None
        if dossier is None:
            dossier = Dossier(Group(len(self.by_key) + len(self.apart) + 1, key or "", remark=line.remark))
            if key:
                self.by_key[key] = dossier
            else:
                self.apart.append(dossier)
        self._report(dossier, line)
        if not key and not line.remark:
            self.findings.fault(dossier.number, line, "户编号", FaultKind.MISSING, _("户编号没有填"))
        if key and LOST_DIGITS.match(key):
            message = _("户编号存成了数字，末几位已经丢失；请设为“文本”格式后重新填写")
            self.findings.fault(dossier.number, line, "户编号", FaultKind.NUMERIC_ID, message)
        return dossier

    def _report(self, dossier: Dossier, line: Line) -> None:
        for label, wrong in line.wrong:
            self.findings.fault(dossier.number, line, label, wrong.code, wrong.message)

    def _year(self, told: Told, line: Line) -> int:
        return int(told.year or line.own.get("year") or self.plain)


def _says_anything(line: Line) -> bool:
    """Beyond whose it is."""
    return bool(line.own.keys() - {"key"}) or any(values for part, values in line.parts.items() if part != "row")
