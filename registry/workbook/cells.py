"""Cells as they pass from the reading process to ours: one JSON line a row, so that nothing but data comes over."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

EXACT = 10**15  # beyond this a number cell has lost digits


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


@dataclass(frozen=True)
class Sheet:
    """A sheet's rows that hold anything, with their numbers as Excel shows them."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def plain(value: object) -> Any:
    """A value of the reading library as JSON can carry it; texts pass as they are, an empty cell as an empty one."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if isinstance(value, date):
        return {"d": (value.date() if isinstance(value, datetime) else value).isoformat()}
    return str(value)  # a time of day or a duration


def revive(carried: dict[str, Any]) -> "Cell | dict[str, Any]":
    """What `plain` and the reader wrapped in an object, as a cell."""
    if "d" in carried:
        return date.fromisoformat(carried["d"])
    if "f" in carried:
        return Formula(carried["f"])
    return ErrorCell(carried["e"]) if "e" in carried else carried


DECODER = json.JSONDecoder(object_hook=revive)


def decode(line: bytes) -> Any:
    """A line of the reading process."""
    return DECODER.decode(line.decode())
