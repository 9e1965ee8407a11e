"""Persons of the register: who is behind an ID number."""

from collections.abc import Collection
from dataclasses import dataclass

from registry.models import Membership, Person
from registry.regions.choices import Level
from registry.regions.models import Region

COUNTY_SPAN = 10**6


@dataclass(frozen=True)
class KnownPerson:
    """What is known of an ID number. All that the asker may be told: that it is registered, and in which county."""

    person_id: int
    county: str
    membership_id: int | None
    household_id: int | None
    household_status: str
    village_code: int


def known_persons(id_indexes: Collection[bytes]) -> dict[bytes, KnownPerson]:
    """The register-wide check for a duplicate ID number, by blind index.

    It looks across all areas, whoever asks, and therefore returns less than it reads: callers show the county alone.
    """
    people = {bytes(p.id_index or b""): p for p in Person.objects.filter(id_index__in=list(id_indexes))}
    open_ones = {
        membership.person_id: membership
        for membership in Membership.objects.filter(
            person__in=people.values(), counted_until__isnull=True
        ).select_related("household")
    }
    counties = _county_names({person.village_code for person in people.values()})
    return {index: _known(person, open_ones.get(person.pk), counties) for index, person in people.items()}


def _known(person: Person, membership: Membership | None, counties: dict[int, str]) -> KnownPerson:
    return KnownPerson(
        person_id=person.pk,
        county=counties.get(person.village_code // COUNTY_SPAN * COUNTY_SPAN, ""),
        membership_id=membership.pk if membership else None,
        household_id=membership.household_id if membership else None,
        household_status=membership.household.status if membership else "",
        village_code=person.village_code,
    )


def _county_names(village_codes: Collection[int]) -> dict[int, str]:
    codes = {code // COUNTY_SPAN * COUNTY_SPAN for code in village_codes}
    return dict(Region.objects.filter(level=Level.COUNTY, code__in=codes).values_list("code", "shown_name"))
