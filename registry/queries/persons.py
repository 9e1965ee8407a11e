"""Persons of the register: who is behind an ID number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Leaving
from registry.models import Membership, Person
from registry.parameters.choices import Name
from registry.parameters.queries import value_of
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import province_of

COUNTY_SPAN = 10**6
WARNING_DAYS = 60


@dataclass(frozen=True)
class KnownPerson:
    """What is known of an ID number. All that the asker may be told: that it is registered, and in which county."""

    person_id: int
    county: str
    membership_id: int | None
    household_id: int | None
    household_status: str
    village_code: int
    dead: bool


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
    deaths = Membership.objects.filter(person__in=people.values(), reason_out=Leaving.DEATH)
    dead = set(deaths.values_list("person_id", flat=True))
    counties = _county_names({person.village_code for person in people.values()})
    return {
        index: _known(person, open_ones.get(person.pk), counties, person.pk in dead) for index, person in people.items()
    }


def _known(person: Person, membership: Membership | None, counties: dict[int, str], dead: bool) -> KnownPerson:
    return KnownPerson(
        person_id=person.pk,
        county=counties.get(person.village_code // COUNTY_SPAN * COUNTY_SPAN, ""),
        membership_id=membership.pk if membership else None,
        household_id=membership.household_id if membership else None,
        household_status=membership.household.status if membership else "",
        village_code=person.village_code,
        dead=dead,
    )


def _county_names(village_codes: Collection[int]) -> dict[int, str]:
    codes = {code // COUNTY_SPAN * COUNTY_SPAN for code in village_codes}
    return dict(Region.objects.filter(level=Level.COUNTY, code__in=codes).values_list("code", "shown_name"))


def namesakes(village_code: int, key: str, born: date) -> list[Membership]:
    """Members of a village's households with this name and birth date: perhaps the person who has no number yet."""
    return list(
        Membership.objects.filter(
            person__village_code=village_code,
            person__name_key=key,
            person__born=born,
            counted_until__isnull=True,
        ).select_related("person")
    )


@dataclass(frozen=True)
class NumberDue:
    """A member under a temporary number, and until when that may be."""

    membership: Membership
    due: date
    days_left: int

    @property
    def overdue(self) -> bool:
        """Whether the time is over."""
        return self.days_left < 0

    @property
    def soon(self) -> bool:
        """Whether it will be over soon."""
        return 0 <= self.days_left <= WARNING_DAYS

    @property
    def days_late(self) -> int:
        """Days since it was over."""
        return max(0, -self.days_left)


def without_number(viewer: Viewer) -> QuerySet[Membership]:
    """Members under a temporary number in the viewer's areas, the longest waiting first."""
    found = Membership.objects.visible_to(viewer).filter(counted_until__isnull=True).exclude(person__number_missing="")
    return found.select_related("person", "household__village").order_by("person__number_missing_since", "pk")


def due_of(memberships: Collection[Membership], today: date) -> list[NumberDue]:
    """Each with the day on which the temporary number ends."""
    days = {
        province: value_of(Name.NUMBER_MISSING_DAYS, province, today.year)
        for province in {province_of(membership.village_code) for membership in memberships}
    }
    dues = []
    for membership in memberships:
        since = membership.person.number_missing_since or today
        due = since + timedelta(days=days[province_of(membership.village_code)])
        dues.append(NumberDue(membership, due, (due - today).days))
    return dues


def numbers_due(viewer: Viewer, today: date) -> int:
    """How many whose temporary number is over or ends soon wait for somebody who may enter the number."""
    spans = viewer.spans(Permission.HOUSEHOLD_EDIT)
    if not spans:
        return 0
    days = value_of(Name.NUMBER_MISSING_DAYS, province_of(spans[0].first), today.year)
    before = today + timedelta(days=WARNING_DAYS - days)
    found = Membership.objects.visible_to(viewer, Permission.HOUSEHOLD_EDIT).filter(counted_until__isnull=True)
    return found.exclude(person__number_missing="").filter(person__number_missing_since__lte=before).count()
