"""Accounts of stock and flow: as a run reported them, or counted from closing rows where no run made a balance.

A run writes its balance for every area (§13.6), so a year closed here is read, not counted; and what was reported
stays, whatever is recoded or comes in later. Years that came in with an import have closing rows and no balance.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import structlog
from django.core.cache import cache
from django.db.models import Q
from redis.exceptions import RedisError

from registry.choices import Stock
from registry.models import Balance, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.queries import predecessors
from registry.regions.spans import Span
from registry.rules.flows import FIELDS, Account, count_leavers, count_rows
from registry.sqlfile import rows_of

from .figures_tallies import units_below

SQL = Path(__file__).parent / "sql"
KEPT = timedelta(days=1)
log = structlog.get_logger("figures")
T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """One of the four accounts of an area: which stock, in persons or in households."""

    stock: Stock
    persons: bool


def areas_meant(area: Region) -> list[Region]:
    """The area and those that became it: a closed year keeps the codes it had."""
    return [area, *predecessors(area)]


def spans_of(area: Region) -> list[Span]:
    """The codes of the area and of those that became it."""
    return [Span(region.code, region.last) for region in areas_meant(area)]


def reported(runs: Sequence[Run], area: Region, side: Side, *, rehearsed: bool) -> dict[int, Account]:
    """The area's own line of each of the runs that has one, by the run's id."""
    own = Q(pk__in=[])
    for region in areas_meant(area):
        own |= Q(level=region.level, region_code=region.code)
    found: dict[int, Account] = defaultdict(Counter)
    for line in _lines(runs, side, rehearsed=rehearsed).filter(own).values("run", *FIELDS):
        found[line["run"]].update({field: line[field] for field in FIELDS})
    return dict(found)


def reported_by_unit(run: Run, area: Region, side: Side, *, rehearsed: bool) -> dict[int, Account]:
    """The lines of the units right below the area, by code."""
    inside = Q(pk__in=[])
    for span in spans_of(area):
        inside |= Q(region_code__gte=span.first, region_code__lte=span.last)
    lines = _lines([run], side, rehearsed=rehearsed).filter(inside, level=units_below(area))
    return {
        line["region_code"]: Counter({field: line[field] for field in FIELDS})
        for line in lines.values("region_code", *FIELDS)
    }


def _lines(runs: Sequence[Run], side: Side, *, rehearsed: bool) -> Any:
    return Balance.objects.filter(run__in=runs, rehearsed=rehearsed, stock=side.stock, persons=side.persons)


def counted_by_unit(run: Run, area: Region, side: Side) -> dict[int, Account]:
    """The same from closing rows. Of a wide area this takes a second for a million, and is kept."""
    units: dict[int, Account] = defaultdict(Counter)
    rows, leavers = _counts(run, area)
    for row in rows:
        count_rows(units[row["unit"]], row, side.stock, persons=side.persons)
    for row in leavers:
        count_leavers(units[row["unit"]], row, side.stock, persons=side.persons)
    return dict(units)


Counts = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def _counts(run: Run, area: Region) -> Counts:
    # A year that was taken back and closed again is another one to the cache.
    stand = f"{run.finished_at.timestamp():.0f}" if run.finished_at else "0"
    return kept(f"flows:{area.level}:{area.code}:{run.year}:{stand}", area, lambda: _count(run, area))


def kept(key: str, area: Region, count: Callable[[], T]) -> T:
    """What `count` gives, of a wide area once a day; a cache that does not answer keeps nobody from it."""
    if area.level >= Level.COUNTY:
        return count()
    try:
        found: T | None = cache.get(key)
        if found is None:
            found = count()
            cache.set(key, found, KEPT.total_seconds())
    except RedisError as error:
        log.warning("cache does not answer", error=str(error))
        return count()
    return found


def _count(run: Run, area: Region) -> Counts:
    spans = spans_of(area)
    asked = {
        "width": 10 ** (Level.VILLAGE.digits - units_below(area).digits),
        "firsts": [span.first for span in spans],
        "lasts": [span.last for span in spans],
        "year": run.year,
    }
    return rows_of(SQL / "figures_flows.sql", **asked), rows_of(SQL / "figures_leavers.sql", **asked)
