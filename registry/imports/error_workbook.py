"""The refused households as they were uploaded: red cells, comments, columns 错误说明 and 原行号; ready to be corrected
and uploaded as it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.utils.translation import gettext as _

from registry.choices import RowVerdict
from registry.cipher import unseal_bytes
from registry.excel import FAULTS_LABEL, OPTIONS_SHEET, ROW_LABEL, TEMPLATE_VERSION, Kind, tables_of
from registry.models import Batch, Fault
from registry.workbook.cells import Cell, ErrorCell, Formula
from registry.workbook.reading import read_workbook
from registry.workbook.writing import Heading, Marked, Page, Value, write_pages

from .headings import heading
from .layout import Layout, match_sheets
from .staging import content
from .words import compact

# Columns that we added to an earlier one, which this may be.
OURS = (FAULTS_LABEL, ROW_LABEL)
ByRow: TypeAlias = Mapping[int, list[Fault]]


def error_workbook(batch: Batch) -> bytes:
    """The refused rows of a batch of households. `batch` must have been read with its file."""
    tables = tables_of(batch.region_code, batch.year)
    layouts = match_sheets(read_workbook(unseal_bytes(batch.file_sealed)), (tables.households, tables.members))
    return refused_rows(batch, zip(("households", "members"), layouts, strict=True), TEMPLATE_VERSION)


def refused_rows(batch: Batch, layouts: Iterable[tuple[str, Layout]], version: str) -> bytes:
    """The refused rows of these sheets, each with the name that the staged content gives its rows."""
    rows: dict[str, set[int]] = defaultdict(set)
    for staged in batch.staged.filter(verdict=RowVerdict.REFUSED).iterator():
        for name, numbers in content(staged)["rows"].items():
            rows[name].update(numbers)
    silent = _unmarked(batch)
    pages = [_page(layout, rows[name], _faults(batch, layout.name), silent) for name, layout in layouts]
    return write_pages(pages, hidden=OPTIONS_SHEET, version=version)


def _faults(batch: Batch, sheet: str) -> ByRow:
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in batch.faults.filter(sheet=sheet, warning=False, row__isnull=False).order_by("pk"):
        by_row[fault.row or 0].append(fault)
    return by_row


def _unmarked(batch: Batch) -> str:
    """What to say of a row of which nothing is said."""
    if batch.faults.filter(sheet="").exists():
        return _("问题太多，没有逐条列出；先改正列出的，重新上传后再列出其余的")
    return _("这一行没有发现错误；同户（同组）的其他行有错，一并退回")


def _page(layout: Layout, refused: set[int], faults: ByRow, silent: str) -> Page:
    table, head = layout.table, layout.head
    if not head:  # the other sheet of a .csv file
        return Page(table.name, [heading(column) for column in table.columns if column.kind != Kind.IGNORED])
    kept = [index for index, cell in enumerate(head) if cell is not None and compact(str(cell)) not in OURS]
    headings = [_heading(layout, head, index) for index in kept]
    rows = ([*_row(layout, kept, cells, faults.get(n, []), silent), n] for n, cells in layout.rows if n in refused)
    return Page(table.name, [*headings, Heading(FAULTS_LABEL, width=60), Heading(ROW_LABEL, width=9)], rows)


def _heading(layout: Layout, head: list[Cell], index: int) -> Heading:
    """As the file calls the column, with the drop-down of the column it was found to be."""
    label = str(head[index])
    if index not in layout.columns:
        return Heading(label)
    ours = heading(layout.columns[index])
    return Heading(label, width=ours.width, choices=ours.choices, text=ours.text)


def _row(layout: Layout, kept: list[int], cells: list[Cell], faults: list[Fault], silent: str) -> list[Value | Marked]:
    """Each wrong cell red with its comment. What is about no cell of the row is said at the first."""
    places = {layout.columns[index].label: index for index in reversed(kept) if index in layout.columns}
    comments: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        comments[places.get(fault.column, kept[0])].append(fault.message)
    values = ((index, _value(cells[index]) if index < len(cells) else None) for index in kept)
    marked = [Marked(value, "\n".join(comments[index])) if index in comments else value for index, value in values]
    return [*marked, "；".join(fault.sentence for fault in faults) or silent]


def _value(cell: Cell) -> Value:
    """What stood there. A number stays a number: an ID number that lost its digits must be refused again."""
    if isinstance(cell, Formula):
        return cell.shown
    return cell.text if isinstance(cell, ErrorCell) else cell
