"""The process that opens a stranger's file: `python -m registry.workbook.child`, limits on the command line, the file
on standard input, rows as JSON lines on standard output.

It has no database, no keys and no network of ours, and the operating system holds it to memory and time.
"""

import gc
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from .cells import plain
from .container import open_container, read_xml, sheet_members
from .counting import SheetCount, blank_shared_strings, count_sheet
from .problems import Problem

SHARED_STRINGS = "xl/sharedStrings.xml"
ENCODER = json.JSONEncoder(ensure_ascii=False)


def main() -> None:
    """Read the workbook and print its rows, or one line that says what is wrong with it."""
    limits = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    gc.disable()  # millions of cells and no cycles among them
    try:
        for line in read(sys.stdin.buffer.read(), limits):
            sys.stdout.write(ENCODER.encode(line) + "\n")
    except Problem as problem:
        sys.stdout.write(json.dumps({"problem": problem.code, "details": problem.details}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"problem": "memory", "details": {}}) + "\n")


def read(data: bytes, limits: dict[str, int]) -> Iterator[list[Any]]:
    """For each sheet a line `[0, name]`, then its rows `[number, cell, …]`; at the end `[-1]`."""
    container = open_container(data, max_members=limits["members"], max_unpacked=limits["unpacked"])
    members = sheet_members(container)
    if len(members) > limits["sheets"]:
        raise Problem("too_many_sheets", limit=limits["sheets"])
    blank = (
        blank_shared_strings(read_xml(container, SHARED_STRINGS))
        if SHARED_STRINGS in container.namelist()
        else frozenset[int]()
    )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            member = members.get(sheet.name, "")
            if sheet.typ is SheetTypeEnum.WorkSheet and "worksheets/" in member:
                yield [0, sheet.name]
                counted = count_sheet(read_xml(container, member), blank, max_rows=limits["rows"])
                yield from _rows(book, sheet.name, counted, limits["text"])
    except CalamineError as error:
        raise Problem("damaged") from error
    yield [-1]


def _rows(book: CalamineWorkbook, name: str, counted: SheetCount, max_text: int) -> Iterator[list[Any]]:
    """Rows that hold anything, as counted. Raises `Problem` when the two readers do not see the same rows."""
    special: dict[int, dict[int, str | None]] = {}
    for (number, column), error in counted.special.items():
        special.setdefault(number, {})[column] = error
    expected = dict.fromkeys(counted.numbers, False)
    if len(expected) != len(counted.numbers):
        raise Problem("rows_differ", sheet=name, row=0)  # a number twice: one of the rows would be lost
    for number, values in _read_rows(book.get_sheet_by_name(name)):
        if number not in expected:
            if any(str(value).strip() for value in values):
                raise Problem("rows_differ", sheet=name, row=number)
            continue
        expected[number] = True
        row = [value if type(value) is str else plain(value) for value in values]
        if any(isinstance(cell, str) and len(cell) > max_text for cell in row):
            raise Problem("text_too_long", sheet=name, row=number, limit=max_text)
        _overlay(row, special.get(number, {}))
        yield [number, *row]
    for number in (number for number, seen in expected.items() if not seen):
        if number not in special:
            raise Problem("rows_differ", sheet=name, row=number)
        row = []  # nothing but formulas without a value
        _overlay(row, special[number])
        yield [number, *row]


def _read_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """Rows with their numbers; the library leaves out empty rows above and empty columns to the left."""
    if sheet.start is not None:
        indent: list[Any] = [""] * sheet.start[1]
        for number, values in enumerate(sheet.to_python(skip_empty_area=True), sheet.start[0] + 1):
            yield number, indent + values


def _overlay(row: list[Any], special: dict[int, str | None]) -> None:
    """Put the formulas and errors of a row, which the reading library shows as plain values, back in their places."""
    for column, error in special.items():
        row.extend([None] * (column + 1 - len(row)))
        shown = None if row[column] == "" else row[column]
        row[column] = {"f": shown} if error is None else {"e": error}


if __name__ == "__main__":
    main()
