"""What was carried forward and nobody has confirmed: person-years and conditions of the open year (§13.8)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from registry.accounts.scope import Viewer
from registry.choices import REGISTERED, Status
from registry.models import Membership, MemberYear, Survey
from registry.regions.models import Region

PERSONS, SURVEYS = "persons", "surveys"
STATUSES = (*REGISTERED, Status.CANDIDATE)


@dataclass(frozen=True)
class UnconfirmedFilter:
    """The query form above the list: persons, or conditions of households."""

    region: Region | None = None
    group: str = ""
    kind: str = PERSONS


def unconfirmed(viewer: Viewer, chosen: UnconfirmedFilter, year: int) -> QuerySet[Any]:
    """Memberships or surveys, by village, group and household."""
    if chosen.kind == SURVEYS:
        found: QuerySet[Any] = Survey.objects.visible_to(viewer).filter(year=year, confirmed=False)
    else:
        rows = MemberYear.objects.filter(person=OuterRef("person"), year=year, confirmed=False)
        found = Membership.objects.visible_to(viewer).filter(Exists(rows), counted_until__isnull=True)
        found = found.select_related("person")
    found = found.filter(household__status__in=STATUSES).select_related("household__village")
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.group:
        found = found.filter(household__group=chosen.group)
    return found.order_by("village_code", "household__group", "household", "pk")
