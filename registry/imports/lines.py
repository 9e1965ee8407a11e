"""Rows of a sheet as lines of values, and the lines of a household and its members as a group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any

from registry.excel import EXAMPLE_MARK, Kind
from registry.workbook.cells import Cell

from .layout import Layout
from .shape import remark, shape_faults
from .values import Reader
from .words import Wrong

AT_ONCE = 1_000  # rows that are turned into columns, to be read, and back again


@dataclass(slots=True)
class Line:
    """A row: what was filled in, by model and field, and the cells that could not be taken, by column label. `emptied`
    are the fields whose cells are empty, where that clears; a line that is `implied` is no row of the file, one that
    is a `remark` no household or member."""

    sheet: str
    row: int
    parts: dict[str, dict[str, Any]]
    wrong: list[tuple[str, Wrong]] = field(default_factory=list)
    emptied: dict[str, list[str]] = field(default_factory=dict)
    implied: bool = False
    remark: bool = False

    @property
    def own(self) -> dict[str, Any]:
        """What only the workbook knows: 户标识, 户编号, names of the village …"""
        return self.parts["row"]


@dataclass(slots=True)
class Group:
    """A household of the file with its members: what is taken or refused as one. `households` should be one line.

    A group that is a `remark` is none, but a total or a note among the rows."""

    number: int
    key: str
    households: list[Line] = field(default_factory=list)
    members: list[Line] = field(default_factory=list)
    remark: bool = False

    @property
    def lines(self) -> list[Line]:
        """All its rows in the file."""
        return [line for line in self.households if not line.implied] + self.members

    @property
    def household(self) -> Line:
        """The household's own row."""
        return self.households[0]


def read_lines(layout: Layout, latest: date, *, clears: bool) -> list[Line]:
    """The sheet's rows, read column by column; the template's example rows are left out."""
    rows, remarks = _told_apart(layout)
    parts = [_Part(part, layout, latest) for part in {column.part for column in layout.table.columns}]
    lines: list[Line] = []
    for start in range(0, len(rows), AT_ONCE):
        piece = rows[start : start + AT_ONCE]
        by_column = _by_column(piece, layout)
        values = zip(*(part.read(by_column, len(piece)) for part in parts), strict=True)
        for (number, _cells), of_parts in zip(piece, values, strict=True):
            lines.append(Line(layout.name, number, {part.name: one for part, one in zip(parts, of_parts, strict=True)}))
    if clears:
        for line in lines:
            line.emptied = {part.name: part.emptied(line.parts[part.name]) for part in parts}
    _take_out_wrong(lines, layout, parts)
    shaped = {line.row: line.wrong for line in lines}
    for number, label, wrong in shape_faults(layout):
        if number in shaped:
            shaped[number].append((label, wrong))
    return lines + remarks


class _Part:
    """The columns of a sheet that feed one model, by their places."""

    def __init__(self, name: str, layout: Layout, latest: date) -> None:
        self.name = name
        self.columns = {
            index: column
            for index, column in layout.columns.items()
            if column.part == name and column.kind != Kind.IGNORED
        }
        self.readers = {index: Reader(column, latest) for index, column in self.columns.items()}

    def read(self, by_column: Sequence[Sequence[Cell]], rows: int) -> Iterator[dict[str, Any]]:
        """What is filled in of it, row by row."""
        names = [column.name for column in self.columns.values()]
        values = [map(reader.__getitem__, by_column[index]) for index, reader in self.readers.items()]
        by_row = zip(*values, strict=True) if values else repeat((), rows)
        for row in by_row:
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}

    def emptied(self, values: Mapping[str, Any]) -> list[str]:
        """The fields whose cells are empty, of those that this clears."""
        return [column.name for column in self.columns.values() if column.clearable and column.name not in values]


def _told_apart(layout: Layout) -> tuple[list[tuple[int, list[Cell]]], list[Line]]:
    """The rows of data, the template's examples left out, and those that are remarks."""
    rows, remarks = [], []
    for number, cells in layout.rows:
        if _is_example(cells):
            continue
        wrong = remark(cells)
        if wrong is None:
            rows.append((number, cells))
        else:
            remarks.append(Line(layout.name, number, {"row": {}}, [("", wrong)], remark=True))
    return rows, remarks


def _by_column(rows: list[tuple[int, list[Cell]]], layout: Layout) -> list[tuple[Cell, ...]]:
    width = max(layout.columns, default=0) + 1
    return list(zip(*(cells[:width] + [None] * (width - len(cells)) for _number, cells in rows), strict=True))


def _is_example(cells: list[Cell]) -> bool:
    for cell in cells:
        if cell is not None:
            return isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE_MARK)
    return False


def _take_out_wrong(lines: list[Line], layout: Layout, parts: list[_Part]) -> None:
    wrong = {index for part in parts for index, reader in part.readers.items() if reader.any_wrong}
    for column in (column for index, column in layout.columns.items() if index in wrong):
        for line in lines:
            value = line.parts[column.part].get(column.name)
            if isinstance(value, Wrong):
                del line.parts[column.part][column.name]
                line.wrong.append((column.label, value))


def group_lines(households: list[Line], members: list[Line]) -> list[Group]:
    """Put the members to their households: by 户标识, or else by 户编号."""
    grouping = _Grouping()
    for line in households:
        grouping.group_of(line).households.append(line)
    for line in members:
        grouping.group_of(line).members.append(line)
    return grouping.groups


def imply_households(groups: list[Group]) -> None:
    """In a file of members alone, 户编号 says whose they are: households of the register of which it says no more."""
    for group in groups:
        first = group.members[0]
        number = first.own.get("household_id")
        if number:
            parts = {"row": {"household_id": number}, "household": {}}
            group.households.append(Line(first.sheet, first.row, parts, implied=True))


class _Grouping:
    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.by_key: dict[str, Group] = {}
        self.by_number: dict[int, Group] = {}

    def group_of(self, line: Line) -> Group:
        key, number = line.own.get("key"), line.own.get("household_id")
        if line.remark:
            return self._new("", remark=True)
        group = self.by_key.get(key) if key else self.by_number.get(number) if number else None
        if group is None:
            group = self._new(key or str(number or ""))
        if key:
            self.by_key.setdefault(key, group)
        if number:
            self.by_number.setdefault(number, group)
        return group

    def _new(self, key: str, *, remark: bool = False) -> Group:
        self.groups.append(Group(len(self.groups) + 1, key, remark=remark))
        return self.groups[-1]
