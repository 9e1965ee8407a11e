"""Writing workbooks. Text stays text, whatever it begins with: nothing here can become a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from rustpy_xlsxwriter import write_worksheets

Value = str | int | float | date | None
HEAD_FILL = PatternFill("solid", fgColor="E8EEF7")
REQUIRED_FILL = PatternFill("solid", fgColor="FDE7E4")
FAULT_FILL = PatternFill("solid", fgColor="FF8A80")
EXAMPLE_FONT = Font(italic=True, color="8C8C8C")
TEXT_FORMAT = "@"
VALIDATED_ROWS = 20_000


@dataclass(frozen=True)
class Heading:
    """The head of a column: `choices` become a drop-down, `note` a comment; `text` keeps what is typed as text."""

    label: str
    width: float = 12
    note: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    text: bool = False


@dataclass(frozen=True)
class Marked:
    """A cell shown in red, with a comment that says why."""

    value: Value
    comment: str


@dataclass(frozen=True)
class Page:
    """A sheet to write. Rows of `examples` are set apart by their look."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value | Marked]] = ()
    examples: Sequence[Sequence[Value]] = field(default=())


def write_rows(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """Long plain sheets, fast: `(name, labels, rows)` each. Labels must differ within a sheet."""
    out = io.BytesIO()
    records: list[Any] = [
        (name, [dict(zip(labels, row, strict=True)) for row in rows] or [dict.fromkeys(labels)])
        for name, labels, rows in sheets
    ]
    write_worksheets(records, out, bold_headers=True)
    return out.getvalue()


def write_pages(pages: Iterable[Page], *, hidden: str, version: str) -> bytes:
    """Sheets with heads, drop-downs, comments and red cells. `version` goes into the first cell of the sheet `hidden`,
    beside the lists behind the drop-downs."""
    book = Workbook()
    book.remove(book.worksheets[0])
    written = [(_write_page(book, page), page) for page in pages]
    lists = book.create_sheet(hidden)
    lists.sheet_state = "hidden"
    put(lists.cell(1, 1), version)
    ranges: dict[tuple[str, ...], str] = {}
    for sheet, page in written:
        _write_drop_downs(sheet, page, lists, ranges)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: SheetCell | MergedCell, value: Value) -> None:
    """Set a cell. openpyxl makes a formula of text that begins with =; this makes it text again."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT


def _write_page(book: Workbook, page: Page) -> Worksheet:
    sheet: Worksheet = book.create_sheet(page.name)
    for column, heading in enumerate(page.headings, 1):
        head = sheet.cell(1, column)
        put(head, heading.label)
        head.font = Font(bold=True)
        head.fill = REQUIRED_FILL if heading.required else HEAD_FILL
        head.alignment = Alignment(wrap_text=True, vertical="center")
        if heading.note:
            head.comment = _comment(heading.note)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = heading.width
        if heading.text:
            dimension.number_format = TEXT_FORMAT
    sheet.freeze_panes = "A2"
    for example in page.examples:
        sheet.append(["" for _ in example])
        for column, value in enumerate(example, 1):
            cell = sheet.cell(sheet.max_row, column)
            put(cell, value)
            cell.font = EXAMPLE_FONT
    for number, row in enumerate(page.rows, 2 + len(page.examples)):
        for column, content in enumerate(row, 1):
            _write_cell(sheet.cell(number, column), content)
    return sheet


def _write_cell(cell: SheetCell | MergedCell, value: Value | Marked) -> None:
    if not isinstance(value, Marked):
        if value is not None:
            put(cell, value)
        return
    put(cell, value.value)
    cell.fill = FAULT_FILL
    if value.comment:
        cell.comment = _comment(value.comment)


def _comment(text: str) -> Comment:
    comment = Comment(text, "精准")
    comment.width, comment.height = 300, 40 + 18 * (len(text) // 20 + text.count("\n"))
    return comment


def _write_drop_downs(sheet: Worksheet, page: Page, lists: Worksheet, ranges: dict[tuple[str, ...], str]) -> None:
    """A list longer than 255 characters must lie in cells; all of them do, one column a list."""
    for column, heading in enumerate(page.headings, 1):
        if not heading.choices:
            continue
        if heading.choices not in ranges:
            where = get_column_letter(len(ranges) + 2)
            for row, choice in enumerate(heading.choices, 1):
                put(lists[f"{where}{row}"], choice)
            ranges[heading.choices] = f"'{lists.title}'!${where}$1:${where}${len(heading.choices)}"
        rule: Any = DataValidation("list", formula1=ranges[heading.choices], allow_blank=True)
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{VALIDATED_ROWS}")
        sheet.add_data_validation(rule)
