"""Cells as they pass from the reading process to ours: as JSON, so that nothing but data comes over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, TypeAlias

CSV = "CSV"  # the one sheet of a .csv file
EXACT = 10**15  # beyond this a number cell has lost digits
# What no workbook may hold and no database takes; some programs leave it in a text, written as _x0007_.
ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Formula:
    """A cell with a formula; `shown` is the value the last program to save it had worked out, if any."""

    shown: str | int | float | date | None


@dataclass(frozen=True)
class ErrorCell:
    """A cell that holds an error such as #N/A."""

    text: str


# Whole numbers come as int; a yes/no cell as the text TRUE or FALSE, as Excel shows it; an empty cell as None.
Cell: TypeAlias = str | int | float | date | Formula | ErrorCell | None


Area: TypeAlias = tuple[int, int, int, int]  # row, column, row, column; columns from 0


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows that hold anything, with their numbers as Excel shows them; which of them are `hidden`, and the
    `merged` areas."""

    name: str
    rows: list[tuple[int, list[Cell]]]
    hidden: frozenset[int] = frozenset()
    merged: Sequence[Area] = ()


def plain(value: object) -> Any:
    """A value of the reading library as JSON can carry it, in a form that can be looked up; texts pass as they are."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if not isfinite(value):
            return str(value)  # JSON would make nothing of it
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if isinstance(value, date):
        return ("d", (value.date() if isinstance(value, datetime) else value).isoformat())
    return str(value)  # a time of day or a duration


def revive(carried: Any) -> Cell:
    """What `plain` and the reader made, after its way through JSON, as a cell."""
    if not isinstance(carried, list):
        return carried  # type: ignore[no-any-return]
    kind, value = carried
    if kind == "d":
        return date.fromisoformat(value)
    return Formula(revive(value)) if kind == "f" else ErrorCell(value)  # type: ignore[arg-type]
