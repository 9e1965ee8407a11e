"""What was carried forward and nobody has confirmed: person-years and conditions of the open year (§13.8)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import REGISTERED, Status
from registry.models import Household, Membership, MemberYear, Survey
from registry.regions.models import Region

from .households import head_names

PERSONS, SURVEYS = "persons", "surveys"
STATUSES = (*REGISTERED, Status.CANDIDATE)


@dataclass(frozen=True)
class UnconfirmedFilter:
    """The query form above the list: persons, or conditions of households."""

    region: Region | None = None
    group: str = ""
    kind: str = PERSONS


@dataclass(frozen=True)
class Line:
    """A household, whose years nobody has confirmed yet, and whether the viewer may do it. No members: conditions."""

    household: Household
    head: str
    members: Sequence[Membership]
    may_confirm: bool


def unconfirmed(viewer: Viewer, chosen: UnconfirmedFilter, year: int) -> QuerySet[Household]:
    """Households with something unconfirmed, by village, group and number."""
    if chosen.kind == SURVEYS:
        waiting = Exists(Survey.objects.filter(household=OuterRef("pk"), year=year, confirmed=False))
    else:
        waiting = Exists(_members(year).filter(household=OuterRef("pk")))
    found = Household.objects.visible_to(viewer).filter(waiting, status__in=STATUSES).select_related("village")
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.group:
        found = found.filter(group=chosen.group)
    return found.order_by("village_code", "group", "pk")


def lines(viewer: Viewer, shown: Sequence[Household], chosen: UnconfirmedFilter, year: int) -> list[Line]:
    """The households of a page with whom of their members nobody has confirmed."""
    numbers = [household.pk for household in shown]
    heads, spans = head_names(numbers), viewer.spans(Permission.HOUSEHOLD_EDIT)
    members: dict[int, list[Membership]] = defaultdict(list)
    if chosen.kind != SURVEYS:
        for member in _members(year).filter(household__in=numbers).select_related("person").order_by("pk"):
            members[member.household_id].append(member)
    return [
        Line(
            household,
            heads.get(household.pk, ""),
            members[household.pk],
            any(span.covers(household.village_code) for span in spans),
        )
        for household in shown
    ]


def _members(year: int) -> QuerySet[Membership]:
    rows = MemberYear.objects.filter(person=OuterRef("person"), year=year, confirmed=False)
    return Membership.objects.filter(Exists(rows), counted_until__isnull=True)
