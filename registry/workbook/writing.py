"""Writing workbooks. Text stays text, whatever it begins with: nothing here can become a formula."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from rustpy_xlsxwriter import write_worksheets

from .ledgers import TRIGGERS

Value = str | int | float | date | None
HEAD_FILL = PatternFill("solid", fgColor="E8EEF7")
REQUIRED_FILL = PatternFill("solid", fgColor="FDE7E4")
FAULT_FILL = PatternFill("solid", fgColor="FF8A80")
EXAMPLE_FONT = Font(italic=True, color="8C8C8C")
TEXT_FORMAT = "@"
FIGURE_FORMAT = "#,##0"
VALIDATED_ROWS = 20_000
MOST_COLUMNS = 16_384
A4 = 9
OPEN = Protection(locked=False)


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
    """A sheet to write. Rows of `examples` are set apart by their look; heads that are `protected` stay as they are,
    and everything below and beside them may be filled in. `summed`: figures with separators, the last row their sum."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value | Marked]] = ()
    examples: Sequence[Sequence[Value]] = field(default=())
    protected: bool = False
    summed: bool = False


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
    """Sheets with heads, drop-downs, comments and red cells, row by row, so that long ones cost no memory. `version`
    goes into the first cell of the sheet `hidden`, beside the lists behind the drop-downs."""
    book = Workbook(write_only=True)
    lists: dict[tuple[str, ...], str] = {}
    for page in pages:
        _write_page(book, page, hidden, lists, _cell)
    _write_lists(book, hidden, version, list(lists))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_book(file: BinaryIO, pages: Iterable[Page], *, mark: str, properties: Mapping[str, str]) -> None:
    """Sheets to read and print, into an open file. `mark` stands on every printed page, `properties` are hidden."""
    book: Any = Workbook(write_only=True)
    for page in pages:
        _write_page(book, page, "", {}, _plain_cell)
        sheet = book.worksheets[-1]
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
        sheet.oddHeader.left.text, sheet.oddFooter.center.text = mark.replace("&", "&&"), "&P / &N"
        sheet.print_title_rows = "1:1"
    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    book.save(file)


def _text_cell(sheet: Any, value: Any) -> Any:
    """A cell. openpyxl makes a formula of text that begins with =; this makes it text again."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
    return cell


def _write_page(
    book: Workbook,
    page: Page,
    hidden: str,
    lists: dict[tuple[str, ...], str],
    cell_of: Callable[[Any, Value | Marked], Any],
) -> None:
    sheet: Any = book.create_sheet(page.name)
    sheet.freeze_panes = "A2"
    if page.protected:
        _protect_heads(sheet, len(page.headings))
    for column, heading in enumerate(page.headings, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = heading.width
        if heading.text:
            sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        if heading.choices:
            where = get_column_letter(len(lists) + 2)
            lists.setdefault(heading.choices, f"'{hidden}'!${where}$1:${where}${len(heading.choices)}")
            rule: Any = DataValidation("list", formula1=lists[heading.choices], allow_blank=True)
            rule.add(f"{letter}2:{letter}{VALIDATED_ROWS}")
            sheet.data_validations.append(rule)
    sheet.append([_head_cell(sheet, heading) for heading in page.headings])
    for example in page.examples:
        cells = [_text_cell(sheet, value) for value in example]
        for cell in cells:
            cell.font, cell.protection = EXAMPLE_FONT, OPEN
        sheet.append(cells)
    if page.summed:
        _append_figures(sheet, list(page.rows))
        return
    for row in page.rows:
        sheet.append([cell_of(sheet, content) for content in row])


def _append_figures(sheet: Any, rows: Sequence[Sequence[Value | Marked]]) -> None:
    for number, row in enumerate(rows, 1):
        cells = [_text_cell(sheet, value) for value in row]
        for cell in cells:
            if not isinstance(cell.value, str):
                cell.number_format = FIGURE_FORMAT
            if number == len(rows):
                cell.font, cell.fill = Font(bold=True), HEAD_FILL
        sheet.append(cells)


def _protect_heads(sheet: Any, columns: int) -> None:
    """Lock the sheet without a password, and unlock its columns: what remains are the cells of the head."""
    sheet.protection.enable()
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)  # not forbidden
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].protection = OPEN
    beside = get_column_letter(columns + 1)
    sheet.column_dimensions[beside] = ColumnDimension(sheet, index=beside, min=columns + 1, max=MOST_COLUMNS, width=9)
    sheet.column_dimensions[beside].protection = OPEN


def _head_cell(sheet: Any, heading: Heading) -> Any:
    head = _text_cell(sheet, heading.label)
    head.font = Font(bold=True)
    head.fill = REQUIRED_FILL if heading.required else HEAD_FILL
    head.alignment = Alignment(wrap_text=True, vertical="center")
    if heading.note:
        head.comment = _comment(heading.note)
    return head


def _cell(sheet: Any, content: Value | Marked) -> Any:
    if not isinstance(content, Marked):
        return _text_cell(sheet, content) if isinstance(content, str) else content
    cell = _text_cell(sheet, content.value)
    cell.fill = FAULT_FILL
    if content.comment:
        cell.comment = _comment(content.comment)
    return cell


def _plain_cell(sheet: Any, content: Value | Marked) -> Any:
    """For long lists: a cell of its own, which costs ten times as much, only where a program may see a formula."""
    return _cell(sheet, content) if isinstance(content, Marked) or str(content).startswith(TRIGGERS) else content


def _write_lists(book: Workbook, hidden: str, version: str, lists: Sequence[tuple[str, ...]]) -> None:
    """A list longer than 255 characters must lie in cells; all of them do, one column a list."""
    sheet: Any = book.create_sheet(hidden)
    sheet.sheet_state = "hidden"
    for number, row in enumerate(zip_longest(*lists) if lists else [()]):
        first = version if number == 0 else None
        sheet.append([_text_cell(sheet, value) if value is not None else None for value in (first, *row)])


def _comment(text: str) -> Comment:
    comment = Comment(text, "精准")
    comment.width, comment.height = 300, 40 + 18 * (len(text) // 20 + text.count("\n"))
    return comment
