"""Which areas and years somebody may see figures of."""

from django.db.models import Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.models import Run
from registry.regions.models import Region
from registry.regions.spans import province_of
from registry.rules.runs import CLOSED

from .figures_tallies import Year
from .years import open_year

NODE_FROM = 2013  # the standard moment of 首次建档 is its 31 December


def areas(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Region]:
    """Areas that lie wholly inside the viewer's, the widest first."""
    inside = Q(pk__in=[])
    for span in viewer.spans(permission):
        inside |= Q(code__gte=span.first, last__lte=span.last)
    return Region.objects.filter(inside, valid_to__isnull=True).order_by("level", "code")


def above(viewer: Viewer, area: Region) -> list[Region]:
    """Areas around `area` that the viewer may open, the widest first."""
    found = areas(viewer).filter(level__lt=area.level, code__lte=area.code, last__gte=area.last)
    return list(found)


def years_of(code: int) -> list[Year]:
    """Years of the province of `code`, the open one first. A year that is just being closed has no figures yet."""
    closed = Run.objects.filter(region_code=province_of(code), state__in=CLOSED).order_by("-year")
    past = (Year(run.year, closed=True, closed_at=run.finished_at) for run in closed)
    return [Year(open_year(code), closed=False), *past]


def closed_on(code: int, year: int) -> Run | None:
    """The run that closed a year. It names no household, so it asks for no viewer."""
    return Run.objects.filter(region_code=province_of(code), state__in=CLOSED, year=year).first()


def node_of_first_round(years: list[Year]) -> Year:
    """The first node of which the register knows how many belonged to a household (N2)."""
    return min((year for year in years if year.closed and year.year >= NODE_FROM), key=_by_year, default=years[0])


def _by_year(year: Year) -> int:
    return year.year
