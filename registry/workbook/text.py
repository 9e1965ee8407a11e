"""Tables kept as text (.csv): in UTF-8 with or without a mark, in UTF-16 with one, or in GB18030."""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from typing import Any

from .cells import CSV
from .container import MOST_COLUMNS
from .counting import column_letters
from .problems import Problem

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SEPARATORS = ",\t;"
# Of control characters, those that text may hold.
WHITE = frozenset("\t\n\r\f\v")
LOOKED_AT = 4096
MOST_CHARACTERS = 1_000_000  # of a cell, before the limit that names its place


def read_text(data: bytes, *, max_rows: int) -> Iterator[list[Any]]:
    """One sheet: a line `[0, name, [], []]`, then rows `[number, cell, …]`. Raises `Problem` for what is no table."""
    text = _decoded(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    if not first.count(separator) or first.lstrip().startswith("<"):
        raise Problem("not_a_workbook")
    yield [0, CSV, [], []]
    csv.field_size_limit(MOST_CHARACTERS)
    try:
        for number, row in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=separator), 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if number > max_rows:
                raise Problem("too_many_rows", row=number, limit=max_rows)
            if any(cells[MOST_COLUMNS:]):
                raise Problem("too_many_columns", column=column_letters(MOST_COLUMNS))
            yield [number, *(("f", None) if cell.startswith("=") else cell for cell in cells[:MOST_COLUMNS])]
    except csv.Error as error:
        raise Problem("damaged") from error


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in WHITE


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise Problem("empty_file")
    marked = [encoding for mark, encoding in MARKS.items() if data.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not any(_is_control(char) for char in text[:LOOKED_AT]):
            return text
    raise Problem("not_a_workbook")
