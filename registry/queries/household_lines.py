"""The columns of the list of households for a hundred thousand at a time: one statement, no objects.

`columns.py` says what a column shows on a page; a test holds this to it, column by column.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from psycopg2.extensions import AsIs

from registry import cipher
from registry.choices import Attribute, Cause, CollectionState, ExtraSubject, Guarantee, Standard, Status
from registry.regions.spans import province_of
from registry.rules.income import COST, ITEMS
from registry.sqlfile import read_sql

from .columns import SEVEN
from .extras import extra_fields, shown_extras
from .facts import parameters_of
from .outcomes import GUARANTEES

SQL = Path(__file__).parent / "sql" / "household_lines.sql"
HEAD, MASK, SEPARATOR = "head", "···· ", "、"
# The column of the statement behind a column of the list; without one here, that of its own key.
NAMED = {"number": "id", "size": "members", "income": "per_head", "guarantees": "food", "extras": "extra"}
LABELS: dict[str, type[TextChoices]] = {
    "status": Status,
    "attribute": Attribute,
    "main_cause": Cause,
    "standard": Standard,
}

Row = Sequence[Any]
Read = Callable[[Row], Any]
# Number and village of a household, from a query that knows its viewer.
Known = tuple[int, int]


def household_lines(ids: Sequence[Known], keys: Sequence[str], year: int, *, whole: bool = False) -> list[list[Any]]:
    """The cells of each household in the order of `ids`, for the head and the columns named; `whole`: with the head's
    whole number."""
    by_province: dict[int, list[int]] = defaultdict(list)
    for pk, code in ids:
        by_province[province_of(code)].append(pk)
    read = [
        pair for province, numbers in by_province.items() for pair in _lines(province, numbers, keys, year, whole=whole)
    ]
    if len(by_province) == 1:
        return [cells for _pk, cells in read]
    lines = dict(read)
    return [lines[pk] for pk, _code in ids if pk in lines]


def parameters_of_lines(
    province: int, numbers: Sequence[int], keys: Sequence[str], year: int, *, whole: bool = False
) -> dict[str, Any]:
    """What the statement takes for households of one province."""
    line, stable, serious = parameters_of(province, year)
    return {
        "ids": list(numbers),
        "year": year,
        "line": line,
        "net_income": AsIs(_net_income(stable)),
        "serious_required": serious is not None and year >= serious,
        "whole": whole,
        "with_doubts": "doubts" in keys,
        "with_extras": "extras" in keys,
    }


def _lines(
    province: int, numbers: Sequence[int], keys: Sequence[str], year: int, *, whole: bool
) -> Iterator[tuple[int, list[Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(read_sql(SQL), parameters_of_lines(province, numbers, keys, year, whole=whole))
        place = {column.name: index for index, column in enumerate(cursor.description)}
        rows = cursor.fetchall()
    columns = (HEAD, *keys)
    pick = itemgetter(place["id"], *(place[_source(key)] for key in columns))
    labels = [(index, found) for index, key in enumerate(columns) if (found := _labels(key)) is not None]
    reads = [(index, read) for index, key in enumerate(columns) if (read := _read(key, place, province, year))]
    if whole and "last4" in keys:
        reads.append((columns.index("last4"), _whole_number(place["id_sealed"])))
    for row in rows:
        pk, *cells = pick(row)
        for index, words in labels:
            cells[index] = words.get(cells[index], "")
        for index, read in reads:
            cells[index] = read(row)
        yield pk, cells


def _net_income(stable_items: Any) -> str:
    """纯收入: the items that the province counts as stable less the cost, an empty one 0 (domain.md §13.2)."""
    stable = " + ".join(f"COALESCE({item}, 0)" for item in ITEMS if item in stable_items)
    return f"{stable or 0} - COALESCE({COST}, 0)"


def _source(key: str) -> str:
    """The column of the statement that a column of the list shows, or begins from."""
    return SEVEN[key][0] if key in SEVEN else NAMED.get(key, key)


def _labels(key: str) -> Mapping[Any, str] | None:
    """The words for what stands in the column, where it is a code."""
    if key in LABELS:
        return {word: str(label) for word, label in LABELS[key].choices}
    if key in SEVEN:
        return _states()
    return {True: _("是")} if key == "relocation" else None


def _read(key: str, place: Mapping[str, int], province: int, year: int) -> Read | None:
    """What a column shows of a row, where it is more than a value or a code."""
    special: dict[str, Callable[[], Read]] = {
        "last4": lambda: _masked(place["last4"]),
        "other_causes": lambda: _causes(place["other_causes"]),
        "guarantees": lambda: _guarantees([(place[name], str(label)) for name, label in GUARANTEES.items()]),
        "collection": lambda: _collection(place["collection"], place["collected"]),
        "doubts": lambda: _or_nothing(place["doubts"]),
        "extras": lambda: _extras(place["extra"], extra_fields(province, year, ExtraSubject.HOUSEHOLD)),
    }
    return special[key]() if key in special else None


def _states() -> dict[Any, str]:
    words = {True: Guarantee.MET, False: Guarantee.UNMET, None: Guarantee.UNKNOWN}
    return {answer: str(word.label) for answer, word in words.items()}


def _masked(index: int) -> Read:
    return lambda row: f"{MASK}{row[index]}" if row[index] else ""


def _whole_number(index: int) -> Read:
    return lambda row: cipher.unseal(row[index]) if row[index] else ""


def _or_nothing(index: int) -> Read:
    return lambda row: row[index] or None


def _causes(index: int) -> Read:
    labels = {word: str(label) for word, label in Cause.choices}
    return lambda row: SEPARATOR.join(labels[word] for word in row[index])


def _guarantees(seven: Sequence[tuple[int, str]]) -> Read:
    """In words what stands out, as `columns` says it of a page."""
    met, unknown = _("全部达标"), _("资料不全")

    def read(row: Row) -> str:
        unmet = next((title for index, title in seven if row[index] is False), None)
        if unmet is not None:
            return unmet
        return met if all(row[index] for index, _title in seven) else unknown

    return read


def _collection(state: int, collected: int) -> Read:
    labels = {word: str(label) for word, label in CollectionState.choices}
    done = {True: _("已采集"), False: _("未采集")}
    return lambda row: labels[row[state]] if row[state] else done[row[collected]]


def _extras(index: int, asked: Sequence[Any]) -> Read:
    return lambda row: "；".join(
        f"{label} {words}" for label, words in (shown_extras(asked, row[index] or {}) if asked else ()) if words
    )
