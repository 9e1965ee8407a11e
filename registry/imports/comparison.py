"""What a row of a workbook would change, field by field. Empty cells change nothing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from registry.excel import Column, Kind

Values = Mapping[str, Any]

Columns = Mapping[str, Column]
SECRET = frozenset({"household.phone", "household.card", "person.id_number"})
# Parts that are carried forward unconfirmed when a year opens: to enter one is to confirm it.
CARRIED = frozenset({"survey", "member_year"})
NOTHING = "—"


def changes(part: str, given: Values, stored: Values | None, columns: Columns) -> dict[str, Any]:
    """The values given that are not the stored ones; `stored` is None where the row does not exist yet."""
    if stored is None:
        return dict(given)
    changed = {
        name: value
        for name, value in given.items()
        if not _same(value, stored.get(name), columns.get(f"{part}.{name}"))
    }
    if part in CARRIED and given and not stored.get("confirmed", True):
        changed["confirmed"] = True
    return changed


def emptied(part: str, empty: Mapping[str, list[str]], stored: Values | None) -> list[str]:
    """The fields whose cells are empty although the register holds something."""
    return [name for name in empty.get(part, ()) if name in (stored or {})]


def standing(part: str, given: Mapping[str, Values], empty: Mapping[str, list[str]], stored: Values | None) -> Values:
    """The row as it would be after the merge."""
    said, gone = given.get(part, {}), empty.get(part, ())
    return {**{name: value for name, value in stored.items() if name not in gone}, **said} if stored else said


def differences(where: str, part: str, changed: Values, stored: Values | None, columns: Columns) -> list[list[str]]:
    """`[where, label, before, after]` for each change, as a person reads it; ID and card numbers by their end alone."""
    rows = []
    for name, value in changed.items():
        column = columns.get(f"{part}.{name}")
        before = (stored or {}).get(name)
        if column is None:  # confirmed
            rows.append([where, _("本年资料"), _("未确认"), _("已确认")])
        else:
            rows.append([where, column.label, shown(column, before), shown(column, value)])
    return rows


def shown(column: Column, value: Any) -> str:
    """A value in words."""
    if value is None:
        return NOTHING
    if column.field in SECRET:
        return f"···· {str(value)[-4:]}"
    if column.kind == Kind.YES_NO:
        return _("是") if value else _("否")
    if column.choices:
        words = value if isinstance(value, list) else [value]
        return "、".join(str(column.choices(word).label) for word in words)
    return str(value)


def _same(given: Any, stored: Any, column: Column | None) -> bool:
    if given == stored:
        return True
    if isinstance(given, list):
        return set(given) == set(stored or ())
    # Columns of the database keep all their places, a province's own fields what was typed.
    is_number = column is not None and column.kind == Kind.NUMBER and stored is not None
    return is_number and Decimal(given) == Decimal(stored)
