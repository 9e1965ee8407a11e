"""The list of poor villages and what is entered of units' years, for the pages that keep them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.models import PoorVillage, UnitYear
from registry.regions.choices import Level, RegionKind
from registry.regions.models import Region

from .figures_years import areas
from .history import events_of


@dataclass(frozen=True)
class VillageLine:
    """A village with its entry, if it is or was a poor one."""

    region: Region
    township: str
    entry: PoorVillage | None


@dataclass(frozen=True)
class YearLine:
    """A county or township with what is entered of the year."""

    region: Region
    entry: UnitYear | None


@dataclass(frozen=True)
class Recorded:
    """What an act left of an entry: the event holds the values."""

    act: Act
    event: Any

    @property
    def removed(self) -> bool:
        """Whether the act took the entry away."""
        return bool(self.event.pgh_label == "delete")


def villages(viewer: Viewer, area: Region | None, state: str) -> QuerySet[Region]:
    """Villages in the viewer's areas: all, or by what the list of poor villages says of them."""
    found = areas(viewer).filter(level=Level.VILLAGE).select_related("parent")
    if area is not None:
        found = found.filter(code__gte=area.code, code__lte=area.last)
    entered = PoorVillage.objects.filter(village=OuterRef("pk"))
    conditions = {
        "poor": Q(Exists(entered)),
        "now": Q(Exists(entered.filter(exit_year__isnull=True))),
        "exited": Q(Exists(entered.filter(exit_year__isnull=False))),
        "none": ~Q(Exists(entered)),
    }
    return found.filter(conditions[state]) if state else found


def lines_of_villages(regions: list[Region]) -> list[VillageLine]:
    """A page of them."""
    entries = {entry.village_id: entry for entry in PoorVillage.objects.filter(village__in=regions)}
    return [
        VillageLine(region, region.parent.name if region.parent else "", entries.get(region.pk)) for region in regions
    ]


def village(viewer: Viewer, pk: int) -> QuerySet[Region]:
    """One village whose entry the viewer may change."""
    return areas(viewer, Permission.UNIT_EDIT).filter(pk=pk, level=Level.VILLAGE)


def poor_village(region: Region) -> PoorVillage | None:
    """The entry of a village that came from `village`."""
    return PoorVillage.objects.filter(village=region).first()


def recorded_of_village(region: Region) -> list[Recorded]:
    """Every version of a village's entry, the latest first."""
    return _recorded(events_of(PoorVillage).filter(village_id=region.pk))


def recorded_of_unit(region: Region, year: int) -> list[Recorded]:
    """Every version of a unit's year, the latest first."""
    return _recorded(events_of(UnitYear).filter(region_id=region.pk, year=year))


def _recorded(events: QuerySet[Any]) -> list[Recorded]:
    versions = list(events.order_by("-pgh_id"))
    acts = Act.objects.in_bulk({event.pgh_context_id for event in versions})
    return [Recorded(acts[event.pgh_context_id], event) for event in versions if event.pgh_context_id in acts]


def units(viewer: Viewer, area: Region | None) -> QuerySet[Region]:
    """Counties and townships in the viewer's areas: of these a year can be entered."""
    found = areas(viewer).filter(level__in=(Level.COUNTY, Level.TOWNSHIP)).exclude(kind=RegionKind.PSEUDO)
    return found if area is None else found.filter(code__gte=area.code, last__lte=area.last)


def unit(viewer: Viewer, pk: int) -> QuerySet[Region]:
    """One of them whose years the viewer may enter."""
    return areas(viewer, Permission.UNIT_EDIT).filter(pk=pk, level__in=(Level.COUNTY, Level.TOWNSHIP))


def lines_of_units(regions: list[Region], year: int) -> list[YearLine]:
    """A page of units with what is entered of the year."""
    entries = {entry.region_id: entry for entry in UnitYear.objects.filter(region__in=regions, year=year)}
    return [YearLine(region, entries.get(region.pk)) for region in regions]


def unit_year(region: Region, year: int) -> UnitYear | None:
    """The entry of a unit that came from `unit`."""
    return UnitYear.objects.filter(region=region, year=year).first()
