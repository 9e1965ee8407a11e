"""The refused households as they were uploaded: red cells, comments, columns 错误说明 and 原行号; ready to be corrected
and uploaded as it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

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
    pages = [_page(layout, rows[name], _faults(batch, layout.name)) for name, layout in layouts]
    return write_pages(pages, hidden=OPTIONS_SHEET, version=version)


def _faults(batch: Batch, sheet: str) -> ByRow:
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in batch.faults.filter(sheet=sheet, warning=False, row__isnull=False).order_by("pk"):
        by_row[fault.row or 0].append(fault)
    return by_row


def _page(layout: Layout, refused: set[int], faults: ByRow) -> Page:
    table, head = layout.table, layout.head
    if not head:  # the other sheet of a .csv file
        return Page(table.name, [heading(column) for column in table.columns if column.kind != Kind.IGNORED])
    kept = [index for index, cell in enumerate(head) if cell is not None and compact(str(cell)) not in OURS]
    headings = [_heading(layout, head, index) for index in kept]
    rows = (
        [*(_cell(layout, cells, index, found) for index in kept), "；".join(fault.sentence for fault in found), number]
        for number, cells in layout.rows
        if number in refused
        for found in [faults.get(number, [])]
    )
    return Page(table.name, [*headings, Heading(FAULTS_LABEL, width=60), Heading(ROW_LABEL, width=9)], rows)


def _heading(layout: Layout, head: list[Cell], index: int) -> Heading:
    """As the file calls the column, with the drop-down of the column it was found to be."""
    label = str(head[index])
    if index not in layout.columns:
        return Heading(label)
    ours = heading(layout.columns[index])
    return Heading(label, width=ours.width, choices=ours.choices, text=ours.text)


def _cell(layout: Layout, cells: list[Cell], index: int, faults: list[Fault]) -> Value | Marked:
    value = _value(cells[index]) if index < len(cells) else None
    column = layout.columns.get(index)
    comments = [fault.message for fault in faults if column is not None and fault.column == column.label]
    return Marked(value, "\n".join(comments)) if comments else value


def _value(cell: Cell) -> Value:
    """What stood there. A number stays a number: an ID number that lost its digits must be refused again."""
    if isinstance(cell, Formula):
        return cell.shown
    return cell.text if isinstance(cell, ErrorCell) else cell
