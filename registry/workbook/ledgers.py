"""Long plain lists, row by row: nothing of them is ever whole in memory. Text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from rustpy_xlsxwriter import Format, write_worksheet

from .properties import add_properties

Value = str | int | float | Decimal | date | None
A4 = 9
# What a program may take for a formula, as a sheet would read it, the wide forms of a Chinese keyboard included.
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A sheet shows longer numbers rounded, and keeps them so.
EXACT_DIGITS = 11
HEADER_LENGTH = 250


@dataclass(frozen=True)
class Head:
    """The head of a column. What `text` is none of can be added up."""

    label: str
    width: float = 12
    text: bool = True


@dataclass(frozen=True)
class Ledger:
    """A list to write: its rows are read once. `mark` stands on every printed page, `properties` are hidden."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Value]]
    mark: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


def write_ledger(file: BinaryIO, ledger: Ledger) -> None:
    """An .xlsx file of one sheet, into an open file that needs no name: a kill leaves nothing behind."""
    labels = [head.label for head in ledger.heads]
    formats = [Format().set_num_format("@") if head.text else Format() for head in ledger.heads]
    write_worksheet(
        (dict(zip(labels, row, strict=True)) for row in ledger.rows),
        f"/dev/fd/{file.fileno()}",
        sheet_name=ledger.name,
        header_format=Format().set_bold().set_num_format("@"),
        freeze_row=1,
        column_widths=[head.width for head in ledger.heads],
        column_formats=formats,
        autofilter=True,
        page_setup={
            "paper_size": A4,
            "landscape": True,
            "repeat_rows": 0,
            "fit_to_pages": (1, 0),
            "header": "&L" + ledger.mark.replace("&", "&&")[:HEADER_LENGTH],
            "footer": "&C&P / &N",
        },
    )
    with ZipFile(file, "a", ZIP_DEFLATED) as book:
        add_properties(book, ledger.properties)


def write_csv(file: BinaryIO, ledger: Ledger, encoding: str) -> None:
    """The same as text. What could be read as a formula begins with an apostrophe, what would be rounded with a tab."""
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    lines = chain([[head.label for head in ledger.heads]], ledger.rows)
    csv.writer(text).writerows([_as_text(value) for value in row] for row in lines)
    text.detach()


def _as_text(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if value.startswith(TRIGGERS):
        return f"'{value}"
    return f"\t{value}" if len(value) > EXACT_DIGITS and value[:-1].isdecimal() else value
