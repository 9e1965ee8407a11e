"""Which year a sheet or a column tells of: 农户2014, 2014年成员, 2014年人均纯收入, or a column 年度 (AAR040)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from registry.excel import Column, Table, Tables
from registry.excel.baseline_sheets import KEY, is_yearly
from registry.imports.layout import FileRefused, Layout, match_head
from registry.imports.words import compact
from registry.workbook.cells import Sheet

YEAR_BEFORE = re.compile(r"^(20\d\d)(?:年度|年末|年)?[-_]?(.+)$")
YEAR_AFTER = re.compile(r"^(.+?)[-_(（]?(20\d\d)(?:年度|年末|年)?[)）]?$")


@dataclass(frozen=True)
class Told:
    """A sheet, or the columns of one that are about a year. `year` is None where the sheet does not say of which it is;
    `beside` marks columns about a year in a sheet about another one."""

    year: int | None
    layout: Layout
    beside: bool = False


@dataclass(frozen=True)
class Workbook:
    """Everything the file tells about households, and about members."""

    households: list[Told]
    members: list[Told]

    @property
    def years(self) -> set[int]:
        """The years that sheets and columns name."""
        return {told.year for told in (*self.households, *self.members) if told.year}


def match_years(sheets: Sequence[Sheet], tables: Tables) -> Workbook:
    """Find the sheets of both tables. Raises `FileRefused` with everything that is wrong with names and heads."""
    problems: list[str] = []
    found = Workbook(_told(sheets, tables.households, problems), _told(sheets, tables.members, problems))
    if problems:
        raise FileRefused(problems)
    return found


def year_in(name: str) -> tuple[int | None, str]:
    """The year that a name begins or ends with, and the rest."""
    said = compact(name)
    if match := YEAR_BEFORE.match(said):
        return int(match[1]), match[2]
    if match := YEAR_AFTER.match(said):
        return int(match[2]), match[1]
    return None, said


def _told(sheets: Sequence[Sheet], table: Table, problems: list[str]) -> list[Told]:
    names = {compact(name) for name in (table.name, *table.aliases)}
    named = [(*year_in(sheet.name), sheet) for sheet in sheets]
    chosen = [(year, sheet) for year, name, sheet in named if name in names]
    told = []
    for year, sheet in chosen:
        twice = [other.name for of, other in chosen if of == year and other is not sheet]
        if twice:
            words = {"one": sheet.name, "others": "、".join(twice)}
            problems.append(_("工作表“%(one)s”和“%(others)s”说的是同一年，请只留一个") % words)
            continue
        try:
            told += _one(year, match_head(sheet, table))
        except FileRefused as refusal:
            problems += refusal.messages
    if not chosen:
        words = {"name": table.name, "present": "、".join(sheet.name for sheet in sheets)}
        problems.append(_("没有工作表“%(name)s”或带年度的“%(name)s2015”；文件中有：%(present)s") % words)
    return told


def _one(year: int | None, layout: Layout) -> list[Told]:
    """A sheet, and for each other year of which it has columns, these."""
    known = {compact(name): column for column in layout.table.columns if is_yearly(column) for name in column.names}
    key = {index: column for index, column in layout.columns.items() if column.field == KEY.field}
    beside: dict[int, dict[int, Column]] = {}
    unknown, headers = [], [str(cell) for cell in layout.head]
    for header in layout.unknown:
        of, name = year_in(header)
        column = known.get(name)
        if of is None or column is None:
            unknown.append(header)
            continue
        beside.setdefault(of, {})[headers.index(header)] = replace(column, label=f"{of}年{column.label}")
    # What is wrong with the rows as such is said of the sheet itself, once.
    again = replace(layout, unknown=[], hidden=frozenset(), merged=())
    others = [Told(of, replace(again, columns=key | columns), beside=True) for of, columns in sorted(beside.items())]
    return [Told(year, replace(layout, unknown=unknown)), *others]
