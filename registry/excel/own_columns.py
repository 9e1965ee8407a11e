"""The sheets of an area and year: the national columns, and behind them those of the province's own fields."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, cast

from django.db import models

from registry.choices import ExtraKind, ExtraSubject
from registry.models import ExtraField
from registry.queries.extras import extra_fields

from .baseline_sheets import NATIONAL_HOUSEHOLDS, NATIONAL_MEMBERS
from .columns import Choices, Column, Kind, Table
from .household_sheet import HOUSEHOLDS
from .member_sheet import MEMBERS

KINDS = {
    ExtraKind.TEXT: Kind.TEXT,
    ExtraKind.NUMBER: Kind.NUMBER,
    ExtraKind.YES_NO: Kind.YES_NO,
    ExtraKind.DATE: Kind.DATE,
    ExtraKind.CHOICE: Kind.CHOICE,
}
OWN = "extra."


@dataclass(frozen=True)
class Tables:
    """The two sheets of a workbook of households with members."""

    households: Table
    members: Table

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Columns of both by their field."""
        return self.households.by_field | self.members.by_field

    @cached_property
    def own_names(self) -> list[str]:
        """Names of the province's own fields within their parts."""
        return [column.name for column in self.by_field.values() if column.name.startswith(OWN)]

    @cached_property
    def own_required(self) -> dict[str, list[Column]]:
        """The province's own columns that must be filled in with the yearly record, by its part."""
        return {part: [c for c in self.by_field.values() if c.part == part and c.own_required] for part in PARTS}


PARTS = {"survey": ExtraSubject.HOUSEHOLD, "member_year": ExtraSubject.MEMBER}


ORDINARY = Tables(HOUSEHOLDS, MEMBERS)
NATIONAL = Tables(NATIONAL_HOUSEHOLDS, NATIONAL_MEMBERS)


def tables_of(code: int, year: int, sheets: Tables = ORDINARY) -> Tables:
    """The sheets of the area `code` in `year`."""
    return Tables(
        _with_own(sheets.households, "survey", extra_fields(code, year, PARTS["survey"])),
        _with_own(sheets.members, "member_year", extra_fields(code, year, PARTS["member_year"])),
    )


def _with_own(table: Table, part: str, fields: Iterable[ExtraField]) -> Table:
    taken = {name for column in table.columns for name in column.names}
    return replace(table, columns=(*table.columns, *(_column(part, field, taken) for field in fields)))


def _column(part: str, field: ExtraField, taken: set[str]) -> Column:
    label = f"{field.label}（{field.unit}）" if field.unit else field.label
    return Column(
        field=f"{part}.{OWN}{field.key}",
        label=f"{label}（自定义）" if label in taken else label,
        kind=KINDS[ExtraKind(field.kind)],
        aliases=tuple(name for name in (field.label, field.key) if name not in taken),
        choices=_choices(tuple(field.options)) if field.kind == ExtraKind.CHOICE else None,
        length=100,
        digits=14,
        places=2,
        signed=True,
        own_required=field.required,
        clearable=not field.required,
        hint="本省自定义项",
    )


@lru_cache(maxsize=500)
def _choices(options: tuple[str, ...]) -> Choices:
    listed: Any = [(f"OPTION_{number}", (one, one)) for number, one in enumerate(options)]
    made: Any = models.TextChoices("Options", listed)
    return cast(Choices, made)
