"""A second look at a sheet's XML, independent of the reading library: which rows hold anything, which are hidden, and
which cells are merged, formulas or errors.

It believes no declared dimension. The count must agree with what was read, or the file is sent back: a library that
trusts the dimension tag would lose rows without a word.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, islice

from .cells import Area
from .problems import Problem

PREFIX = re.compile(rb"<(?:(\w+):)?worksheet\b")
SHARED_STRING = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
TAG = re.compile(rb"<[^>]*>")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
ROW_NUMBER = re.compile(rb"""^[^>]*?\br=["'](\d+)["']""")
REFERENCE = re.compile(rb"""\br=["']([A-Z]+)\d+["']""")
TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
SHOWN = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
ERROR = re.compile(rb"""\bt=["']e["']""")
FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{3})\d""")  # beyond ZZ
HIDDEN = re.compile(rb"""^[^>]*?\bhidden=["'](?:1|true)["']""")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
MOST_MERGED = 10_000
AFTER_A_NAME = (b" ", b"\t", b"\r", b"\n", b"/", b">")


class SheetCount:
    """`numbers` of the rows that hold anything, and of those the `hidden` ones; `merged` areas as (row, column, row,
    column), columns from 0; `special` cells by (row, column from 0): a formula is None."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.hidden: list[int] = []
        self.merged: list[Area] = []
        self.special: dict[tuple[int, int], str | None] = {}


def blank_shared_strings(xml: bytes) -> frozenset[int]:
    """Indexes of the shared strings that show nothing."""
    return frozenset(
        index for index, match in enumerate(SHARED_STRING.finditer(xml)) if not _text(TAG.sub(b"", match[1] or b""))
    )


def count_sheet(xml: Iterable[bytes], blank: frozenset[int], *, max_rows: int) -> SheetCount:
    """Walk over the rows of a sheet, which comes in pieces. Raises `Problem` where something stands beyond `max_rows`
    rows or 702 columns."""
    counted, row, pieces = SheetCount(), b"", iter(xml)
    first = next(pieces, b"")
    prefix = b"<" + _prefix(first)
    for number, row in _rows(chain((first,), pieces), prefix + b"row"):
        special = _is_special(row, prefix + b"f")
        if not (special or any(_shows_anything(cell, blank) for cell in CELL.finditer(row))):
            continue
        if number > max_rows:
            raise Problem("too_many_rows", row=number, limit=max_rows)
        counted.numbers.append(number)
        if HIDDEN.match(row):
            counted.hidden.append(number)
        if special:
            _note_special(counted, number, row)
        if FAR_COLUMN.search(row, max(row.rfind(b"c "), 0)):  # cells stand in order: the last is the farthest
            _refuse_far_columns(row, blank)
    counted.merged = _merged(row)
    return counted


def _is_special(row: bytes, formula: bytes) -> bool:
    """Whether there is a formula or an error in a row; hardly ever there is anything that looks like one."""
    return (formula in row and FORMULA.search(row) is not None) or (
        (b't="e"' in row or b"t='e'" in row) and ERROR.search(row) is not None
    )


def _merged(last_row: bytes) -> list[Area]:
    found = MERGED.findall(last_row)[:MOST_MERGED]  # they stand behind the rows
    return [(int(top), column_index(left), int(bottom), column_index(right)) for left, top, right, bottom in found]


def _prefix(xml: bytes) -> bytes:
    """What stands before the names of elements; some programs write <x:row>."""
    found = PREFIX.search(xml)
    if found is None:
        raise Problem("damaged")
    return found[1] + b":" if found[1] else b""


def _rows(xml: Iterable[bytes], mark: bytes) -> Iterator[tuple[int, bytes]]:
    """Row number and the XML up to the next row. Rows may leave out their number: they follow the one before."""
    number = 0
    for row in islice(_cut(xml, mark), 1, None):
        if row[:1] not in AFTER_A_NAME:  # <rowBreaks>
            continue
        named = ROW_NUMBER.match(row)
        number = int(named[1]) if named else number + 1
        yield number, row


def _cut(xml: Iterable[bytes], mark: bytes) -> Iterator[bytes]:
    """What stands before the first mark, then what follows each of them."""
    rest = b""
    for piece in xml:
        *whole, rest = (rest + piece).split(mark)
        yield from whole
    yield rest


def _shows_anything(cell: re.Match[bytes], blank: frozenset[int]) -> bool:
    shown = SHOWN.search(cell[2]) if cell[2] else None
    if shown is None:
        return False
    kind = TYPE.search(cell[1])
    if kind is not None and kind[1] == b"s":
        return not blank or int(shown[1]) not in blank
    return bool(_text(shown[1]))


def _text(xml: bytes) -> str:
    return unescape(xml.decode(errors="replace")).strip()


def _note_special(counted: SheetCount, number: int, row: bytes) -> None:
    for cell in CELL.finditer(row):
        formula = FORMULA.search(cell[2] or b"") is not None
        if not formula and ERROR.search(cell[1]) is None:
            continue
        reference = REFERENCE.search(cell[1])
        if reference is None:
            raise Problem("damaged")
        shown = SHOWN.search(cell[2] or b"")
        counted.special[number, column_index(reference[1])] = None if formula or shown is None else _text(shown[1])


def _refuse_far_columns(row: bytes, blank: frozenset[int]) -> None:
    for cell in CELL.finditer(row):
        far = FAR_COLUMN.search(cell[1])
        if far and _shows_anything(cell, blank):
            raise Problem("too_many_columns", column=far[1].decode())


def column_index(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        letters, index = chr(ord("A") + letter) + letters, index - 1
    return letters
