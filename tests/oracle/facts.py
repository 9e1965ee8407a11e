"""The register at the cut: one dataclass per file of the exchange format, its fields the file's columns."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias, get_type_hints

Rows: TypeAlias = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Household:
    household: int
    village: str
    status: str
    attribute: str
    first_identified: int | None
    registered_year: int | None
    exit_year: int | None
    relapse_year: int | None
    relapse_cause: str
    split_from: int | None
    split_year: int | None


@dataclass(frozen=True, slots=True)
class Person:
    person: int
    born: dt.date | None


@dataclass(frozen=True, slots=True)
class Membership:
    membership: int
    person: int
    household: int
    counted_from: int
    counted_until: int | None
    kind_in: str
    kind_out: str
    joined_on: dt.date | None
    left_on: dt.date | None


@dataclass(frozen=True, slots=True)
class MemberYear:
    person: int
    year: int
    school: str
    reason: str
    education: str
    soldier: bool | None
    employee_insurance: bool | None
    resident_insurance: bool | None
    serious_insurance: bool | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Yuan; an empty item is 0 (§13.8)."""

    household: int
    year: int
    wage: Decimal
    business: Decimal
    asset_dividend: Decimal
    other_property: Decimal
    family_planning: Decimal
    dibao: Decimal
    destitute_support: Decimal
    pension: Decimal
    ecological: Decimal
    other_transfer: Decimal
    business_cost: Decimal


@dataclass(frozen=True, slots=True)
class Survey:
    household: int
    year: int
    confirmed: bool | None
    food: bool | None
    clothing: bool | None
    water: bool | None
    housing_grade: str
    housing_remedy: str
    remedy_on: dt.date | None


@dataclass(frozen=True, slots=True)
class PreviousClosing:
    household: int
    year: int
    village: str
    closing_status: str
    members_closing: int


@dataclass(frozen=True, slots=True)
class Decision:
    decision: int
    household: int
    year: int
    kind: str
    state: str
    reason: str
    date: dt.date | None
    campaign: int | None
    procedure_complete: bool | None
    announced_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Campaign:
    campaign: int
    opens: dt.date
    closes: dt.date
    allows: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    year: int | None
    province: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    successor: str
    replaced_on: dt.date | None


FILES: dict[str, type] = {
    "households": Household,
    "persons": Person,
    "memberships": Membership,
    "member_years": MemberYear,
    "statements": Statement,
    "surveys": Survey,
    "previous_closings": PreviousClosing,
    "decisions": Decision,
    "campaigns": Campaign,
    "parameters": Parameter,
    "regions": Region,
}


READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    int | None: lambda cell: int(cell) if cell else None,
    bool | None: {"1": True, "0": False, "": None}.__getitem__,
    dt.date: dt.date.fromisoformat,
    dt.date | None: lambda cell: dt.date.fromisoformat(cell) if cell else None,
    Decimal: lambda cell: Decimal(cell or "0"),
    tuple[str, ...]: lambda cell: tuple(cell.split()),
}
"""The value of a cell by the field's type; an empty one is none, not known, nothing, or 0 yuan."""


def read_rows(kind: type, rows: Iterable[Mapping[str, str]]) -> list[Any]:
    """Rows as dataclasses; a column that is left out is empty, extra columns are allowed."""
    hints = get_type_hints(kind)
    columns = [(field.name, READERS[hints[field.name]]) for field in fields(kind)]
    return [kind(*(read(row.get(name, "")) for name, read in columns)) for row in rows]


def read_folder(folder: Path) -> dict[str, Rows]:
    """DIR/in as rows of strings, by file stem; a file that is left out has no rows."""
    case: dict[str, Rows] = {}
    for stem in FILES:
        path = folder / f"{stem}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                case[stem] = list(csv.DictReader(lines))
    return case
