"""Which column of a sheet is which. Headers are matched by label, national code or alias, in any order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.excel import FAULTS_LABEL, NOTES_SHEET, OPTIONS_SHEET, ROW_LABEL, Column, Kind, Table
from registry.workbook.cells import CSV, Area, Cell, Sheet

from .words import compact

MARKS = "*＊:："
SEARCHED_ROWS = 10
# So many matches make a row a head and not a row of data.
ENOUGH = 2
REGISTERED = "row.household_id"


class FileRefused(Exception):
    """The workbook as a whole cannot be taken; `messages` say why, in Chinese."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("；".join(messages))


class SheetAbsent(FileRefused):
    """There is no sheet of that name."""


@dataclass(frozen=True)
class Layout:
    """A sheet with its columns found. `rows` are those below the head, of which some may be `hidden`, and cells of them
    `merged`; `unknown` are headers that match nothing."""

    name: str
    table: Table
    rows: list[tuple[int, list[Cell]]]
    columns: dict[int, Column]
    unknown: list[str]
    head: list[Cell]
    hidden: frozenset[int] = frozenset()
    merged: Sequence[Area] = ()


def match_sheets(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[Layout]:
    """The sheet of each table. A .csv file is one of them, told by its head; the other is without rows, as is a sheet
    that the file may lack.

    Raises `FileRefused` with all that is wrong with the heads.
    """
    if [sheet.name for sheet in sheets] == [CSV]:
        return _match_one(sheets[0], tables)
    layouts: list[Layout] = []
    problems: list[str] = []
    absent: list[str] = []
    for table in tables:
        try:
            layouts.append(match_head(find_sheet(sheets, table), table))
        except SheetAbsent as absence:
            absent += absence.messages
            problems += absence.messages
            layouts.append(_nothing_of(table))
        except FileRefused as refusal:
            problems += refusal.messages
    if problems and (problems != absent or not _may_lack(sheets, layouts)):
        raise FileRefused(problems)
    return layouts


def _nothing_of(table: Table) -> Layout:
    return Layout(table.name, table, [], {}, [], [])


def _may_lack(sheets: Sequence[Sheet], layouts: Sequence[Layout]) -> bool:
    """A file may speak of households or members alone where 户编号 says which of the register's they are, and no other
    sheet looks as if it had been meant."""
    read = [layout for layout in layouts if layout.head]
    numbered = all(REGISTERED in {column.field for column in layout.columns.values()} for layout in read)
    ours = {NOTES_SHEET, OPTIONS_SHEET, *(layout.name for layout in read)}
    return bool(read) and numbered and not any(sheet.rows for sheet in sheets if sheet.name not in ours)


def _match_one(sheet: Sheet, tables: Sequence[Table]) -> list[Layout]:
    heads = [cells for _number, cells in sheet.rows[:SEARCHED_ROWS]]
    fitting = max(tables, key=lambda table: max((len(_matches(head, _known(table))) for head in heads), default=0))
    return [match_head(sheet, table) if table is fitting else _nothing_of(table) for table in tables]


def _known(table: Table) -> dict[str, Column]:
    return {compact(name): column for column in table.columns for name in column.names}


def find_sheet(sheets: Sequence[Sheet], table: Table) -> Sheet:
    """The sheet of that name or alias. Raises `FileRefused` when there is none, or more than one."""
    names = {compact(name) for name in (table.name, *table.aliases)}
    found = [sheet for sheet in sheets if compact(sheet.name) in names]
    if not found:
        present = "、".join(sheet.name for sheet in sheets)
        raise SheetAbsent([_("没有工作表“%(name)s”；文件中有：%(present)s") % {"name": table.name, "present": present}])
    if len(found) > 1:
        both = "、".join(sheet.name for sheet in found)
        raise FileRefused(
            [_("有几个工作表都可作“%(name)s”：%(both)s；请只留一个") % {"name": table.name, "both": both}]
        )
    return found[0]


def match_head(sheet: Sheet, table: Table) -> Layout:
    """Find the columns. Raises `FileRefused` with everything that is wrong with the head."""
    known = _known(table)
    if not sheet.rows:
        raise FileRefused([_("工作表“%s”是空的") % sheet.name])
    place = _place_of_head(sheet, known)
    if place is None:
        raise FileRefused([_("工作表“%s”的第一行不是表头；请用下载的模板填写") % sheet.name])
    number, cells = sheet.rows[place]
    matches = _matches(cells, known)
    problems = [_not_above(sheet, number)] if place else []
    problems += [*_merged(sheet, number), *_missing(sheet, table, set(matches.values())), *_twice(sheet, matches)]
    if problems:
        raise FileRefused(problems)
    ignored = {compact(FAULTS_LABEL), compact(ROW_LABEL), ""}
    unknown = [str(cell) for index, cell in enumerate(cells) if index not in matches and _heading(cell) not in ignored]
    return Layout(sheet.name, table, sheet.rows[1:], matches, unknown, cells, sheet.hidden, sheet.merged)


def _heading(cell: Cell) -> str:
    return compact(cell).strip(MARKS) if isinstance(cell, str) else ""


def _matches(cells: list[Cell], known: dict[str, Column]) -> dict[int, Column]:
    return {index: known[_heading(cell)] for index, cell in enumerate(cells) if _heading(cell) in known}


def _place_of_head(sheet: Sheet, known: dict[str, Column]) -> int | None:
    """Which of the first rows is the head; one below a title is looked at too, so that all is said at once."""
    fitting = (
        place
        for place, (_number, cells) in enumerate(sheet.rows[:SEARCHED_ROWS])
        if len(_matches(cells, known)) >= ENOUGH
    )
    return next(fitting, None)


def _not_above(sheet: Sheet, number: int) -> str:
    words = {"sheet": sheet.name, "row": number}
    return _("工作表“%(sheet)s”的表头在第 %(row)d 行，应在第一行；请删去表头上方的标题或说明") % words


def _merged(sheet: Sheet, head: int) -> list[str]:
    """A head over several rows or columns leaves columns without a name."""
    if not any(top <= head <= bottom for top, _left, bottom, _right in sheet.merged):
        return []
    return [_("工作表“%s”的表头有合并的单元格；请取消合并，表头只占一行，每列一个名称") % sheet.name]


def _missing(sheet: Sheet, table: Table, present: set[Column]) -> list[str]:
    fields = {column.field for column in present}
    lacking = [column.label for column in table.columns if column.required and column.field not in fields]
    if table.either and not fields & set(table.either):
        one, other = (table.by_field[name].label for name in table.either)
        lacking.insert(0, _("%(one)s（或%(other)s）") % {"one": one, "other": other})
    if not lacking:
        return []
    return [_("工作表“%(sheet)s”缺少列：%(lacking)s") % {"sheet": sheet.name, "lacking": "、".join(lacking)}]


def _twice(sheet: Sheet, matches: dict[int, Column]) -> list[str]:
    times = Counter(column.label for column in matches.values() if column.kind != Kind.IGNORED)
    return [
        _("工作表“%(sheet)s”的列“%(label)s”出现不止一次") % {"sheet": sheet.name, "label": label}
        for label, count in times.items()
        if count > 1
    ]
