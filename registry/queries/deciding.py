"""The register as an import of decisions looks at it: households, their heads, and what is decided on them already."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from registry.choices import DecisionState, Relation
from registry.models import Decision, Membership
from registry.regions.spans import Span, within

STANDING = (DecisionState.PROPOSED, DecisionState.APPROVED, DecisionState.APPLIED, DecisionState.REFUSED)


@dataclass(frozen=True)
class Headed:
    """A household with its head. `index` is the blind index of the head's ID number, empty without one."""

    household_id: int
    status: str
    village_code: int
    head_name: str
    index: bytes


def headed_households(spans: Iterable[Span], ids: Collection[int], indexes: Collection[bytes]) -> list[Headed]:
    """Households of an area by number, and those whose head has one of these ID numbers."""
    heads = Membership.objects.filter(
        within(spans, "household__village_code"), relation=Relation.HEAD, counted_until__isnull=True
    )
    columns = ("household_id", "household__status", "household__village_code", "person__name", "person__id_index")
    found = {
        number: Headed(number, status, code, name, bytes(index or b""))
        for chosen in (heads.filter(household__in=ids), heads.filter(person__id_index__in=list(indexes)))
        for number, status, code, name, index in chosen.values_list(*columns)
    }
    return list(found.values())


def standing_decisions(household_ids: Collection[int], year: int) -> dict[int, list[Decision]]:
    """Decisions of the year that were not taken back, by household."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(household__in=household_ids, year=year, state__in=STANDING):
        found[decision.household_id].append(decision)
    return found
