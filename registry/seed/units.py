"""Poor villages and rural population of a seeded county: what the figures of a demonstration divide by."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from registry.accounts.scope import Viewer
from registry.actions.units import NEW, set_poor_village, set_unit_year
from registry.choices import Population
from registry.queries.figures_tallies import Counted, counted
from registry.queries.figures_years import node_of_first_round, years_of
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.queries import children
from registry.rules.figures import HOUSEHOLDS, PERSONS, Tally, number_of, poverty_rate, total_of

PERSONS_A_VILLAGE = 700  # N2 ÷ N3 of the country (domain.md §10)
FIRST_RATE = Decimal("0.30")  # of the rural people were poor when the registers began
EXITED_EVERY = 6  # of the poor villages one in so many has left already
SURVEYED = Decimal("0.94")  # the statisticians' sample finds a little less


def make_units(county: Region, *, by: Viewer) -> None:
    """Enter both by the same acts as an office would."""
    years = years_of(county.code)
    node = node_of_first_round(years)
    first = counted(by, county, node)
    persons = number_of(total_of(first.units.values()), Population.FIRST_ROUND, PERSONS) if first else 0
    _villages(county, round(persons / PERSONS_A_VILLAGE), node.year, by)
    for year in years:
        now = counted(by, county, year)
        for unit in (county, *children(county, Level.TOWNSHIP)):
            then = _of(first, unit, county)
            population = round(number_of(then, Population.FIRST_ROUND, PERSONS) / FIRST_RATE, -1)
            poor = number_of(_of(now, unit, county), Population.POOR, PERSONS)
            if population:
                _enter(unit, year.year, int(population), poor if unit == county else None, by)


def _villages(county: Region, number: int, year: int, by: Viewer) -> None:
    """The villages with most poor households, as many as the country had for so many people."""
    found: Counter[Region] = Counter()
    now = years_of(county.code)[0]
    for township in children(county, Level.TOWNSHIP):
        tallies = counted(by, township, now)
        for village in children(township, Level.VILLAGE):
            tally = tallies.units.get(village.code) if tallies else None
            found[village] = number_of(tally, Population.REGISTERED, HOUSEHOLDS)
    for place, (village, _households) in enumerate(found.most_common(max(number, 1))):
        fields = {
            "identified_year": max(year, 2014),
            "exit_year": max(year, 2014) + 1 if place % EXITED_EVERY == EXITED_EVERY - 1 else None,
            "campaign": None,
            "source": _("演示数据：贫困村名单"),
        }
        set_poor_village(village=village, version=NEW, fields=fields, by=by)


def _enter(unit: Region, year: int, population: int, poor: int | None, by: Viewer) -> None:
    rate = poverty_rate(poor, population) if poor is not None else None
    published = (rate * SURVEYED).quantize(Decimal("0.1")) if rate is not None else None
    fields = {"rural_population": population, "published_rate": published, "source": _("演示数据：统计公报")}
    set_unit_year(unit=unit, year=year, version=NEW, fields=fields, by=by)


def _of(found: Counted | None, unit: Region, county: Region) -> Tally | None:
    if found is None:
        return None
    return total_of(found.units.values()) if unit == county else found.units.get(unit.code)
