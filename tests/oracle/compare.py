"""Two outputs of a run, row by row: what differs, in words that find the household."""

from collections.abc import Mapping
from decimal import Decimal

from .exchange import COLUMNS
from .facts import Rows

KEYS = {
    "closings": ("household",),
    "households_out": ("household",),
    "decisions_out": ("decision",),
    "doubts": ("rule", "household", "year"),
    "balance": ("level", "area", "stock", "unit"),
}
MONEY = ("net_income", "income_per_head", "line")


def value(column: str, cell: str) -> str | Decimal:
    """Money as a number, so that 2952 and 2952.00 are the same."""
    return Decimal(cell) if column in MONEY and cell else cell


def comparable(stem: str, rows: Rows) -> dict[tuple[str, ...], dict[str, str | Decimal]]:
    """By key. A balance row in which nothing counts says nothing: an area may have it or not."""
    found = {}
    for row in rows:
        key = tuple(row[name] for name in KEYS[stem])
        values = {name: value(name, row[name]) for name in COLUMNS[stem]}
        if stem != "balance" or any(cell != "0" for name, cell in row.items() if name not in (*KEYS[stem], "balances")):
            assert key not in found, f"{stem}: {key} twice"
            found[key] = values
    return found


def difference(one: Mapping[str, object] | None, other: Mapping[str, object] | None) -> str:
    if one is None or other is None:
        return "only theirs" if one is None else "only ours"
    return ", ".join(f"{name} {one[name]} / {other[name]}" for name in one if one[name] != other[name])


def differences(ours: Mapping[str, Rows], theirs: Mapping[str, Rows]) -> list[str]:
    """One line a row that differs, as "file key: column ours / theirs"; none: the outputs are equal."""
    lines = []
    for stem in COLUMNS:
        one, other = comparable(stem, ours[stem]), comparable(stem, theirs[stem])
        lines += [
            f"{stem} {' '.join(key)}: {difference(one.get(key), other.get(key))}"
            for key in sorted(one.keys() | other.keys())
            if one.get(key) != other.get(key)
        ]
    return lines
