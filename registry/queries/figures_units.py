"""What others publish of units: poor villages (N3), rural population and published rates (N23)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from registry.accounts.scope import Viewer
from registry.models import PoorVillage, UnitYear
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.queries import children
from registry.rules.figures import poverty_rate, whole_sum


@dataclass(frozen=True)
class Villages:
    """N3 of an area: villages identified until a year, and how many of them had left by its end."""

    identified: int
    exited: int


@dataclass(frozen=True)
class Denominator:
    """农业户籍人口 of an area and year, entered for the area itself or added up over its counties; or what lacks."""

    population: int | None
    published_rate: Decimal | None = None
    source: str = ""
    counties: int = 0
    counties_missing: int = 0


def poor_villages(viewer: Viewer, area: Region, year: int) -> Villages:
    """N3."""
    inside = PoorVillage.objects.visible_to(viewer).filter(village_code__gte=area.code, village_code__lte=area.last)
    identified = inside.filter(identified_year__lte=year)
    return Villages(identified.count(), identified.filter(exit_year__lte=year).count())


def villages_by_unit(viewer: Viewer, area: Region, width: int, year: int) -> dict[int, int]:
    """Poor villages of the units below an area, by padded code."""
    inside = PoorVillage.objects.visible_to(viewer).filter(village_code__gte=area.code, village_code__lte=area.last)
    counts: dict[int, int] = {}
    for code in inside.filter(identified_year__lte=year).values_list("village_code", flat=True):
        unit = code // width * width
        counts[unit] = counts.get(unit, 0) + 1
    return counts


def denominator_of(viewer: Viewer, area: Region, year: int) -> Denominator:
    """The area's own row of the year; above the county, else the sum over its counties if every one has a row."""
    own = UnitYear.objects.visible_to(viewer).filter(region=area, year=year).first()
    if own is not None:
        return Denominator(own.rural_population, own.published_rate, own.source)
    if area.level >= Level.COUNTY:
        return Denominator(None)
    counties = list(children(area, Level.COUNTY).values_list("pk", flat=True))
    rows = dict(
        UnitYear.objects.visible_to(viewer)
        .filter(region__in=counties, year=year)
        .values_list("region", "rural_population")
    )
    missing = sum(1 for county in counties if county not in rows)
    return Denominator(
        whole_sum([rows.get(county) for county in counties]), counties=len(counties), counties_missing=missing
    )


def unit_rows(viewer: Viewer, area: Region, level: Level, year: int) -> dict[int, UnitYear]:
    """Rows of the units of a level below an area, by code."""
    rows = UnitYear.objects.visible_to(viewer).filter(
        Q(region_code__gte=area.code, region_code__lte=area.last), region__level=level, year=year
    )
    return {row.region_code: row for row in rows}


def rate_of(poor_persons: int, row: UnitYear | None) -> Decimal | None:
    """贫困发生率 of a unit with a row."""
    return poverty_rate(poor_persons, row.rural_population) if row is not None else None
