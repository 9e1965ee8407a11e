"""Tallies of an area's units for the figures: from closing rows of a closed year, from the register of the open one.

A county takes the database a tenth of a second, a prefecture one, a province ten. Wide areas are therefore kept in the
cache with the moment they were counted, and those too large to count while somebody waits are counted by beat alone.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.models import Household
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.figures import AGES, COUNTED, FIRST_ROUND, Tally, count_households, count_members
from registry.sqlfile import rows_of

SQL = Path(__file__).parent / "sql"
KEPT_OPEN, KEPT_CLOSED = timedelta(minutes=10), timedelta(days=1)
# Counted by beat every quarter of an hour: the next count comes before the last one is forgotten.
KEPT_OF_LARGE = timedelta(hours=12)
LARGE = 200_000
log = structlog.get_logger("figures")


@dataclass(frozen=True)
class Year:
    """A year of the figures: closed ones are as reported, the open one is as the register stands."""

    year: int
    closed: bool
    # A year that was taken back and closed again is another one to the cache.
    closed_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Counted:
    """Tallies of the units right below an area, by padded code, and when they were counted."""

    at: datetime
    units: dict[int, Tally]


def counted(viewer: Viewer, area: Region, year: Year) -> Counted | None:
    """The tallies of `area`; None while a large one has not been counted yet. 404 outside the viewer's areas."""
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.code)
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.last)
    if area.level >= Level.COUNTY:
        return _count(area, year)
    kept = _kept(area, year)
    if kept is None and not _is_large(area):
        kept = _count(area, year)
        _keep(area, year, kept, KEPT_CLOSED if year.closed else KEPT_OPEN)
    return kept


def gather(area: Region, year: Year) -> None:
    """Count an area that is too large to be counted while somebody waits; a closed year only once in a while."""
    if _is_large(area) and not (year.closed and _kept(area, year)):
        _keep(area, year, _count(area, year), KEPT_OF_LARGE)


def units_below(area: Region) -> Level:
    """The level of an area's units; a village is its own."""
    return Level(min(area.level + 1, Level.VILLAGE))


def _count(area: Region, year: Year) -> Counted:
    at, kind = timezone.now(), "closed" if year.closed else "open"
    asked = {
        "width": 10 ** (Level.VILLAGE.digits - units_below(area).digits),
        "first": area.code,
        "last": area.last,
        "year": year.year,
        "first_round": FIRST_ROUND,
        "statuses": [str(status) for status in COUNTED],
    }
    units: dict[int, Tally] = defaultdict(Counter)
    for row in rows_of(SQL / f"figures_households_{kind}.sql", **asked):
        count_households(units[row["unit"]], row)
    for row in rows_of(SQL / f"figures_persons_{kind}.sql", **asked, ages=AGES):
        count_members(units[row["unit"]], row)
    return Counted(at, dict(units))


def _is_large(area: Region) -> bool:
    inside = Household.objects.filter(village_code__gte=area.code, village_code__lte=area.last)
    return inside.order_by().values("pk")[: LARGE + 1].count() > LARGE


def _key(area: Region, year: Year) -> str:
    stand = f"closed-{year.closed_at.timestamp():.0f}" if year.closed_at else ("closed" if year.closed else "open")
    return f"figures:{area.level}:{area.code}:{year.year}:{stand}"


def _kept(area: Region, year: Year) -> Counted | None:
    try:
        kept: Counted | None = cache.get(_key(area, year))
    except RedisError as error:
        log.warning("cache does not answer", error=str(error))
        return None
    return kept


def _keep(area: Region, year: Year, found: Counted, length: timedelta) -> None:
    try:
        cache.set(_key(area, year), found, length.total_seconds())
    except RedisError as error:
        log.warning("cache does not answer", error=str(error))
