"""The list of households: which, in which order, how many.

At most FOUND_MOST are read and leafed through: to count a province takes a second, and nobody reads that far.
Conditions that read the year's rows of every household are asked of an area of at most a county (`too_wide`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.models import Household, Membership
from registry.regions.models import Region

from .conditions import clauses, is_costly
from .guarantee_conditions import Setting, setting_of
from .searching import Sought
from .sorting import USUAL, sorted_by

FOUND_MOST = 3000
COUNTY_CODES = 10**6
# Conditions that depend on the line and the parameters of a province.
JUDGED = frozenset({"income_from", "income_to", "guarantee"})


class AnyOf(Func):
    """Whether a value is among those of an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True)
class Filter:
    """The query form above the list: an area, conditions by their names, and whom the words found."""

    region: Region | None = None
    conditions: Mapping[str, Any] = field(default_factory=dict)
    sought: Sought | None = None


@dataclass(frozen=True)
class Found:
    """The numbers of the households found, in order; with `more` there are more than these."""

    numbers: Sequence[int]
    more: bool = False


def filtered(
    viewer: Viewer, chosen: Filter, year: int, *, sort: str = "", permission: str = Permission.HOUSEHOLD_VIEW
) -> QuerySet[Household]:
    """The list's households, by village and number unless sorted otherwise."""
    found = Household.objects.visible_to(viewer, permission)
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.sought is not None:
        found = found.filter(pk__in=chosen.sought.households)
    if not (chosen.conditions or sort):
        return found.order_by(*USUAL)
    judged = bool(sort) or not JUDGED.isdisjoint(chosen.conditions)
    setting = setting_of(_code(viewer, chosen.region), year) if judged else Setting(year)
    return sorted_by(found.filter(*clauses(chosen.conditions, setting)), sort, setting)


def too_wide(viewer: Viewer, region: Region | None, conditions: Mapping[str, Any]) -> bool:
    """Whether costly conditions are asked of more than a county."""
    return _beyond_county(viewer, region) and any(is_costly(name) for name in conditions)


def sortable(viewer: Viewer, chosen: Filter) -> bool:
    """Whether the list may be put into another order: to sort a province takes as long as to read it."""
    return chosen.sought is not None or not _beyond_county(viewer, chosen.region)


def found_in(listed: QuerySet[Household], most: int = FOUND_MOST) -> Found:
    """Read once: the length, the pages and what a batch changes all come from the same numbers."""
    numbers = list(listed.values_list("pk", flat=True)[: most + 1])
    return Found(numbers[:most], more=len(numbers) > most)


def page_of(numbers: Sequence[int]) -> list[Household]:
    """The households of a page, in order."""
    households = Household.objects.select_related("village__parent").in_bulk(numbers)
    return [households[number] for number in numbers if number in households]


def with_villages(listed: QuerySet[Household]) -> QuerySet[Household]:
    """The list with what each household's village is called, in the order of the numbers."""
    return listed.select_related("village").order_by("pk")


def count_persons(numbers: Sequence[int]) -> int:
    """Active members of the households."""
    # One array, not a list of a thousand values that Django looks at one by one.
    members = Membership.objects.filter(AnyOf(F("household_id"), Value(list(numbers), ArrayField(BigIntegerField()))))
    return members.filter(counted_until__isnull=True).count()


def count_all(listed: QuerySet[Household]) -> tuple[int, int]:
    """Households and persons, however long it takes: only when somebody asks for it."""
    households = listed.order_by().values("pk")
    persons = Membership.objects.filter(household__in=households, counted_until__isnull=True)
    return households.count(), persons.count()


def _beyond_county(viewer: Viewer, region: Region | None) -> bool:
    # Of several spans the widest: that of a county may have those of its predecessors beside it.
    widths = [region.last - region.code] if region else [span.last - span.first for span in viewer.spans()]
    return max(widths, default=0) >= COUNTY_CODES


def _code(viewer: Viewer, region: Region | None) -> int:
    """Whose province's line and parameters hold."""
    return region.code if region else next((span.first for span in viewer.spans()), 0)
