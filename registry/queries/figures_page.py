"""The page of figures: N1–N4 and N23 of an area and year, each with all that stands behind it (domain.md §10)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from registry.accounts.scope import Viewer
from registry.choices import Dimension, Population
from registry.models import UnitYear
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.figures import (
    HOUSEHOLDS,
    OF_MEMBERS,
    PERSONS,
    WORDS,
    Tally,
    number_of,
    poverty_rate,
    share,
    total_of,
)

from .figures_tallies import Counted, Year, counted, units_below
from .figures_units import Denominator, Villages, denominator_of, poor_villages, rate_of, unit_rows, villages_by_unit
from .figures_years import above, closed_on, node_of_first_round, years_of


@dataclass(frozen=True)
class Line:
    """A line of a distribution: `households` is None where only members are told apart."""

    word: str
    label: str
    households: int | None
    persons: int
    share: Decimal | None

    @property
    def counted(self) -> int:
        """What the chart draws: households, or persons where only they are told apart."""
        return self.persons if self.households is None else self.households


@dataclass(frozen=True)
class Distribution:
    """N4 by one dimension; shares are of households, or of persons where members are told apart."""

    dimension: Dimension
    lines: list[Line]
    total: Line

    @property
    def of_members(self) -> bool:
        """Whether it tells members apart."""
        return self.dimension in OF_MEMBERS


@dataclass(frozen=True)
class Unit:
    """A line of the table by unit."""

    region: Region
    first_households: int | None
    first_persons: int | None
    poor_villages: int
    households: int
    persons: int
    poor_persons: int
    share: Decimal | None
    entered: UnitYear | None
    rate: Decimal | None


@dataclass(frozen=True)
class Figures:
    """Everything on the page. `counted_at` is None while the area is too large and not counted yet."""

    area: Region
    trail: list[Region]
    year: Year
    node: Year
    population: Population
    as_of: date | datetime
    node_as_of: date | datetime
    frozen_at: datetime | None
    first: Tally | None
    total: Tally | None
    villages: Villages
    denominator: Denominator
    distributions: list[Distribution] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    @property
    def waiting(self) -> bool:
        """Whether the area is large and beat has not counted it yet."""
        return self.total is None or self.first is None

    @property
    def first_households(self) -> int:
        """N1."""
        return number_of(self.first, Population.FIRST_ROUND, HOUSEHOLDS)

    @property
    def first_persons(self) -> int:
        """N2."""
        return number_of(self.first, Population.FIRST_ROUND, PERSONS)

    @property
    def poor_households(self) -> int:
        """未脱贫与返贫 in households."""
        return number_of(self.total, Population.POOR, HOUSEHOLDS)

    @property
    def poor_persons(self) -> int:
        """The numerator of N23."""
        return number_of(self.total, Population.POOR, PERSONS)

    @property
    def rate(self) -> Decimal | None:
        """N23."""
        return poverty_rate(self.poor_persons, self.denominator.population)


def figures_of_area(viewer: Viewer, area: Region, year: Year, population: Population) -> Figures:
    """The page for `area`, one of the viewer's own."""
    node = node_of_first_round(years_of(area.code))
    now = counted(viewer, area, year)
    then = now if node == year else counted(viewer, area, node)
    run = closed_on(area.code, year.year) if year.closed else None
    total = total_of(now.units.values()) if now else None
    return Figures(
        area=area,
        trail=above(viewer, area),
        year=year,
        node=node,
        population=population,
        as_of=_as_of(year, now),
        node_as_of=_as_of(node, then),
        frozen_at=run.frozen_at or run.finished_at if run else None,
        first=total_of(then.units.values()) if then else None,
        total=total,
        villages=poor_villages(viewer, area, year.year),
        denominator=denominator_of(viewer, area, year.year),
        distributions=[distribution_of(total, population, dimension) for dimension in Dimension] if total else [],
        units=_units(viewer, area, year, population, (now, then)) if now else [],
    )


def distribution_of(total: Tally, population: Population, dimension: Dimension) -> Distribution:
    """N4 by one dimension: every word of its list that occurs, in the order of the list, then what is not known."""
    measure = PERSONS if dimension in OF_MEMBERS else HOUSEHOLDS
    whole = total[population, measure, "", ""]
    households: Callable[[str], int | None] = (
        (lambda word: None)
        if dimension in OF_MEMBERS
        else (lambda word: total[population, HOUSEHOLDS, dimension, word])
    )
    lines = [
        Line(word, str(label), households(word), persons, share(total[population, measure, dimension, word], whole))
        for word, label in [*WORDS[dimension].items(), ("", _("未填"))]
        if (persons := total[population, PERSONS, dimension, word]) or households(word)
    ]
    everybody = total[population, PERSONS, "", ""]
    sum_line = Line("", _("合计"), whole if measure == HOUSEHOLDS else None, everybody, share(whole, whole))
    return Distribution(dimension, lines, sum_line)


def _units(
    viewer: Viewer, area: Region, year: Year, population: Population, tallies: tuple[Counted, Counted | None]
) -> list[Unit]:
    """The areas right below, by code."""
    now, then = tallies
    level = units_below(area)
    width = 10 ** (Level.VILLAGE.digits - level.digits)
    villages = villages_by_unit(viewer, area, width, year.year)
    entered = unit_rows(viewer, area, level, year.year)
    whole = total_of(now.units.values())[population, PERSONS, "", ""]
    codes = sorted({*now.units, *(then.units if then else ()), *villages})
    regions = {region.code: region for region in Region.objects.filter(level=level, code__in=codes)}
    lines = []
    for code in (code for code in codes if code in regions):
        tally, first = now.units.get(code, Tally()), then.units.get(code) if then else None
        persons, poor = tally[population, PERSONS, "", ""], tally[Population.POOR, PERSONS, "", ""]
        lines.append(
            Unit(
                region=regions[code],
                first_households=number_of(first, Population.FIRST_ROUND, HOUSEHOLDS) if then else None,
                first_persons=number_of(first, Population.FIRST_ROUND, PERSONS) if then else None,
                poor_villages=villages.get(code, 0),
                households=tally[population, HOUSEHOLDS, "", ""],
                persons=persons,
                poor_persons=poor,
                share=share(persons, whole),
                entered=entered.get(code),
                rate=rate_of(poor, entered.get(code)),
            )
        )
    return lines


def _as_of(year: Year, found: Counted | None) -> date | datetime:
    """The node of a closed year; of the open one the moment it was counted."""
    end = date(year.year, 12, 31)
    return end if year.closed or found is None else found.at
