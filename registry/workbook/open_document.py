"""A second look at an .ods file, independent of the reading library: which rows hold anything, which are
hidden, and which cells are merged, formulas or errors.

Rows and cells that are alike stand there once, with how often they repeat; a sheet ends in a million empty ones.
"""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .container import MOST_COLUMNS
from .counting import SheetCount, column_letters
from .problems import Problem

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
ERROR_SIGN = "#"


def count_tables(xml: bytes, *, max_rows: int) -> dict[str, SheetCount]:
    """Each sheet by its name. Raises `Problem` where something stands beyond `max_rows` rows or 702 columns."""
    counts: dict[str, SheetCount] = {}
    number, current = 0, SheetCount()
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
            if event == "start" and element.tag == f"{TABLE}table":
                number, current = 0, counts.setdefault(element.get(f"{TABLE}name", ""), SheetCount())
            elif event == "end" and element.tag == f"{TABLE}table-row":
                repeated = _times(element, "number-rows-repeated")
                _note_row(current, element, number, repeated, max_rows)
                number += repeated
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise Problem("damaged") from error
    return counts


def _times(element: Element, name: str) -> int:
    said = element.get(TABLE + name, "1")
    if not said.isdecimal():
        raise Problem("damaged")
    return int(said)


def _note_row(counted: SheetCount, row: Element, before: int, repeated: int, max_rows: int) -> None:
    special: dict[int, str | None] = {}
    shows = False
    for column, cell in _cells(row):
        text = "".join("".join(part.itertext()) for part in cell.iter(TEXT)).strip()
        formula = cell.get(f"{TABLE}formula") is not None
        if not (text or formula):
            continue
        shows = True
        if column >= MOST_COLUMNS:
            raise Problem("too_many_columns", column=column_letters(column))
        if formula:
            special[column] = None
        elif cell.get(EXTENDED) == "error" or (text.startswith(ERROR_SIGN) and text.endswith("!")):
            special[column] = text
    if not shows:
        return
    if before + repeated > max_rows:
        raise Problem("too_many_rows", row=before + repeated, limit=max_rows)
    _note_merged(counted, row, before)
    for number in range(before + 1, before + repeated + 1):
        counted.numbers.append(number)
        if row.get(f"{TABLE}visibility", "visible") != "visible":
            counted.hidden.append(number)
        counted.special.update({(number, at): said for at, said in special.items()})


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Column from 0 and cell; a cell that repeats comes once, at its first column."""
    column = 0
    for cell in row:
        if cell.tag in CELLS:
            yield column, cell
            column += _times(cell, "number-columns-repeated")


def _note_merged(counted: SheetCount, row: Element, before: int) -> None:
    for column, cell in _cells(row):
        across, down = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            counted.merged.append((before + 1, column, before + down, column + across - 1))
