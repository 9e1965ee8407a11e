"""Reads of lines and parameters. `province_code` is the padded code: 430000000000."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.regions.models import Region
from registry.regions.spans import province_of

from .choices import LineKind, Name
from .definitions import DEFINITIONS
from .models import Parameter, PovertyLine
from .shapes import Definition


def poverty_line(province_code: int, year: int) -> Decimal | None:
    """The line that counts: the larger of the nation's and the province's own; None without the nation's (§13.2).

    The monitoring line plays no part.
    """
    return _in_force({line.kind: line for line in _lines(province_code).filter(year=year)})


def value_of(name: Name, province_code: int, year: int) -> Any:
    """The value that holds in a year: the province's before the nation's, the latest of each, else the default.

    Its shape is that of the name's definition.
    """
    found = _parameters(province_code).filter(name=name, from_year__lte=year).values_list("value", flat=True)[:1]
    return found[0] if found else DEFINITIONS[name].default


def values_of(names: Collection[Name], province_code: int, year: int) -> dict[Name, Any]:
    """The same of several, asked at once."""
    holding: dict[str, Any] = {}
    rows = _parameters(province_code).filter(name__in=names, from_year__lte=year)
    for name, value in rows.values_list("name", "value"):
        holding.setdefault(name, value)
    return {name: holding.get(name, DEFINITIONS[name].default) for name in names}


@dataclass(frozen=True)
class YearOfLines:
    """The lines of one year for one province."""

    year: int
    national: PovertyLine | None
    provincial: PovertyLine | None
    monitoring: PovertyLine | None
    in_force: Decimal | None


@dataclass(frozen=True)
class ShownParameter:
    """A parameter with what holds in a year, and the row that says so; without a row it is the default."""

    name: Name
    definition: Definition
    row: Parameter | None

    @property
    def words(self) -> str:
        """The value for people."""
        return self.definition.words(self.row.value if self.row else self.definition.default)


def province_for(viewer: Viewer, permission: str = Permission.PARAMETER_VIEW) -> Region | None:
    """The province whose parameters the viewer is shown or may change: that of the first of the areas."""
    spans = viewer.spans(permission)
    return Region.objects.filter(level=1, code=province_of(spans[0].first)).first() if spans else None


def lines_by_year(province_code: int) -> list[YearOfLines]:
    """Every year that has a line, the latest first."""
    years: dict[int, dict[str, PovertyLine]] = {}
    for line in _lines(province_code):
        years.setdefault(line.year, {})[line.kind] = line
    return [
        YearOfLines(
            year=year,
            national=lines.get(LineKind.NBS),
            provincial=lines.get(LineKind.PROVINCIAL),
            monitoring=lines.get(LineKind.MONITORING),
            in_force=_in_force(lines),
        )
        for year, lines in sorted(years.items(), reverse=True)
    ]


def parameters_in(province_code: int, year: int) -> list[ShownParameter]:
    """Every parameter with what holds in a year, in the order in which they are defined."""
    holding: dict[str, Parameter] = {}
    for row in _parameters(province_code).filter(from_year__lte=year):
        holding.setdefault(row.name, row)
    return [ShownParameter(name, definition, holding.get(name)) for name, definition in DEFINITIONS.items()]


def _lines(province_code: int) -> QuerySet[PovertyLine]:
    # The monitoring line of a province hides the nation's: the province's comes last.
    return PovertyLine.objects.filter(_here(province_code)).order_by("year", F("province_code").asc(nulls_first=True))


def _parameters(province_code: int) -> QuerySet[Parameter]:
    return Parameter.objects.filter(_here(province_code)).order_by(
        "name", F("province_code").asc(nulls_last=True), "-from_year"
    )


def _here(province_code: int) -> Q:
    return Q(province_code__isnull=True) | Q(province_code=province_code)


def _in_force(lines: dict[str, PovertyLine]) -> Decimal | None:
    if LineKind.NBS not in lines:
        return None
    return max(lines[kind].amount for kind in (LineKind.NBS, LineKind.PROVINCIAL) if kind in lines)
