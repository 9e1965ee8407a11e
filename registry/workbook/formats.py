"""The kinds of files that are read, told by their content and never by their name: .xlsx, .xls and .et, .ods, .csv."""

import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from .binary import count_binary
from .cells import plain
from .container import (
    OLE_SIGNATURE,
    ZIP_SIGNATURE,
    is_open_document,
    open_container,
    read_xml,
    refuse_old_hazards,
    sheet_members,
    stream_xml,
)
from .counting import SheetCount, blank_shared_strings, count_sheet
from .open_document import count_tables
from .problems import Problem
from .text import read_text

SHARED_STRINGS = "xl/sharedStrings.xml"
Limits = dict[str, int]


def read(data: bytes, limits: Limits) -> Iterator[list[Any]]:
    """For each sheet a line `[0, name, hidden rows, merged areas]`, then its rows `[number, cell, …]`; at the end
    `[-1]`."""
    try:
        yield from _read(data, limits)
    except PasswordError as error:
        raise Problem("encrypted") from error
    except CalamineError as error:
        raise Problem("damaged") from error
    yield [-1]


def _read(data: bytes, limits: Limits) -> Iterator[list[Any]]:
    if data.startswith(OLE_SIGNATURE):
        refuse_old_hazards(data)
        yield from _read_old(data, limits)
    elif not data.startswith(ZIP_SIGNATURE):
        yield from read_text(data, max_rows=limits["rows"])
    else:
        container = open_container(data, max_members=limits["members"], max_unpacked=limits["unpacked"])
        reader = _read_open_document if is_open_document(container) else _read_open_xml
        yield from reader(data, container, limits)


def _read_open_xml(data: bytes, container: ZipFile, limits: Limits) -> Iterator[list[Any]]:
    members = sheet_members(container)
    _refuse_many_sheets(members, limits)
    blank = (
        blank_shared_strings(read_xml(container, SHARED_STRINGS))
        if SHARED_STRINGS in container.namelist()
        else frozenset[int]()
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and "worksheets/" in members.get(sheet.name, "")
    ]
    # The library reads a sheet on another processor while we count it, and the next one while rows go out.
    with ThreadPoolExecutor(max_workers=1) as thread:
        reading = deque(thread.submit(book.get_sheet_by_name, name) for name in names[:1])
        for name, following in zip_longest(names, names[1:]):
            counted = count_sheet(stream_xml(container, members[name]), blank, max_rows=limits["rows"])
            sheet = reading.popleft().result()
            if following:
                reading.append(thread.submit(book.get_sheet_by_name, following))
            yield [0, name, counted.hidden, counted.merged]
            yield from _rows(sheet, name, counted)


def _read_open_document(data: bytes, container: ZipFile, limits: Limits) -> Iterator[list[Any]]:
    counts = count_tables(read_xml(container, "content.xml"), max_rows=limits["rows"])
    _refuse_many_sheets(counts, limits)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name, counted in counts.items():
        yield [0, name, counted.hidden, counted.merged]
        yield from _rows(book.get_sheet_by_name(name), name, counted)


def _read_old(data: bytes, limits: Limits) -> Iterator[list[Any]]:
    """.xls, and .et of the same make."""
    counts = count_binary(data)
    _refuse_many_sheets(counts, limits)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(book.sheets_metadata) != len(counts):
        raise Problem("damaged")
    for sheet, counted in zip(book.sheets_metadata, counts, strict=True):
        if sheet.typ is SheetTypeEnum.WorkSheet:
            shown = {number for number, values in _read_rows(book.get_sheet_by_name(sheet.name)) if _shows(values)}
            counted.numbers = [number for number in counted.numbers if number in shown or number not in counted.texts]
            yield [0, sheet.name, counted.hidden, counted.merged]
            yield from _rows(book.get_sheet_by_name(sheet.name), sheet.name, counted)


def _refuse_many_sheets(sheets: Iterable[object], limits: Limits) -> None:
    if len(list(sheets)) > limits["sheets"]:
        raise Problem("too_many_sheets", limit=limits["sheets"])


def _rows(sheet: CalamineSheet, name: str, counted: SheetCount) -> Iterator[list[Any]]:
    """Rows that hold anything, as counted. Raises `Problem` when the two readers do not see the same rows."""
    special: dict[int, dict[int, str | None]] = {}
    for (number, column), error in counted.special.items():
        special.setdefault(number, {})[column] = error
    expected = dict.fromkeys(counted.numbers, False)
    if len(expected) != len(counted.numbers):
        raise Problem("rows_differ", sheet=name, row=0)  # a number twice: one of the rows would be lost
    for number, values in _read_rows(sheet):
        if number not in expected:
            if _shows(values):
                raise Problem("rows_differ", sheet=name, row=number)
            continue
        expected[number] = True
        row = [value if type(value) is str else plain(value) for value in values]
        _overlay(row, special.get(number, {}))
        yield [number, *row]
    for number in (number for number, seen in expected.items() if not seen):
        if number not in special:
            raise Problem("rows_differ", sheet=name, row=number)
        row = []  # nothing but formulas without a value
        _overlay(row, special[number])
        yield [number, *row]


def _shows(values: Iterable[Any]) -> bool:
    return any(str(value).strip() for value in values)


def _read_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """Rows with their numbers, one at a time; the library leaves out empty columns to the left."""
    if sheet.start is not None:
        indent: list[Any] = [""] * sheet.start[1]
        for number, values in enumerate(sheet.iter_rows(), 1):
            yield number, indent + values


def _overlay(row: list[Any], special: dict[int, str | None]) -> None:
    """Put the formulas and errors of a row, which the reading library shows as plain values, back in their places."""
    for column, error in special.items():
        row.extend([None] * (column + 1 - len(row)))
        shown = None if row[column] == "" else row[column]
        row[column] = ("f", shown) if error is None else ("e", error)
