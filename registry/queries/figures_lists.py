"""The households and persons behind a number of the figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, REGISTERED, AgeBand, Attribute, Dimension, Health, Population
from registry.models import Closing, Household, Membership, MemberYear
from registry.models.closing import ResultQuerySet
from registry.regions.models import Region
from registry.rules.figures import AGES, FIRST_ROUND

from .figures_tallies import Year
from .households import head_names


@dataclass(frozen=True)
class Behind:
    """Which number: of whom, where and when; by one word of one dimension, or of them all."""

    area: Region
    year: Year
    population: Population
    dimension: Dimension | None = None
    word: str = ""


@dataclass(frozen=True)
class HouseholdLine:
    """A household behind a number: as the year's closing row says, or as it stands."""

    household: Household
    head: str
    status: str
    attribute: str
    members: int | None

    @property
    def attribute_label(self) -> str:
        """户属性."""
        return str(Attribute(self.attribute).label)


@dataclass(frozen=True)
class PersonLine:
    """A member behind a number, with what the year says of the person."""

    membership: Membership
    own: MemberYear | None
    age: int | None

    @property
    def health(self) -> list[str]:
        """健康状况 in words."""
        return [str(Health(word).label) for word in self.own.health] if self.own else []


def closings_behind(viewer: Viewer, behind: Behind) -> ResultQuerySet:
    """Closing rows of a closed year."""
    found = Closing.objects.visible_to(viewer).filter(
        _of(behind.population, "closing_status", "household__"), _inside(behind), year=behind.year.year
    )
    if behind.dimension:
        own = "attribute" if behind.dimension == Dimension.ATTRIBUTE else "household__main_cause"
        found = found.filter(**{own: behind.word})
    return found.select_related("household__village").order_by("village_code", "household")


def households_behind(viewer: Viewer, behind: Behind) -> QuerySet[Household]:
    """Households of the open year."""
    found = Household.objects.visible_to(viewer).filter(_of(behind.population, "status"), _inside(behind))
    if behind.dimension:
        own = "attribute" if behind.dimension == Dimension.ATTRIBUTE else "main_cause"
        found = found.filter(**{own: behind.word})
    return found.select_related("village").order_by("village_code", "pk")


def lines_of_closings(rows: Collection[Any]) -> list[HouseholdLine]:
    """A page of them."""
    heads = head_names([row.household_id for row in rows])
    return [
        HouseholdLine(
            row.household, heads.get(row.household_id, ""), row.closing_status, row.attribute, row.members_closing
        )
        for row in rows
    ]


def lines_of_households(rows: Collection[Household]) -> list[HouseholdLine]:
    """A page of them; their members are on their own pages."""
    heads = head_names([row.pk for row in rows])
    return [HouseholdLine(row, heads.get(row.pk, ""), row.status, row.attribute, None) for row in rows]


def persons_behind(viewer: Viewer, behind: Behind) -> QuerySet[Membership]:
    """Members at the end of a closed year, or as they stand."""
    if behind.year.closed:
        whole = Behind(behind.area, behind.year, behind.population)
        year = behind.year.year
        found = Membership.objects.filter(
            Q(counted_until__isnull=True) | Q(counted_until__gt=year),
            counted_from__lte=year,
            household__in=closings_behind(viewer, whole).order_by().values("household"),
        )
    else:
        found = Membership.objects.visible_to(viewer).filter(
            _of(behind.population, "household__status", "household__"), _inside(behind), counted_until__isnull=True
        )
    if behind.dimension:
        found = found.filter(_told_apart(behind))
    return found.select_related("person", "household__village").order_by("village_code", "household", "pk")


def lines_of_persons(rows: Collection[Membership], year: int) -> list[PersonLine]:
    """A page of them, with their person-years."""
    owns = MemberYear.objects.filter(person__in=[row.person_id for row in rows], year=year)
    by_person = {own.person_id: own for own in owns}
    return [
        PersonLine(row, by_person.get(row.person_id), year - row.person.born.year if row.person.born else None)
        for row in rows
    ]


def _inside(behind: Behind) -> Q:
    return Q(village_code__gte=behind.area.code, village_code__lte=behind.area.last)


def _of(population: Population, status: str, household: str = "") -> Q:
    if population == Population.POOR:
        return Q(**{f"{status}__in": POOR_STOCK})
    registered = Q(**{f"{status}__in": REGISTERED})
    if population == Population.REGISTERED:
        return registered
    return registered & Q(**{f"{household}first_identified__lte": FIRST_ROUND})


def _told_apart(behind: Behind) -> Q:
    if behind.dimension == Dimension.AGE:
        return _of_age(behind.word, behind.year.year)
    own = MemberYear.objects.filter(person=OuterRef("person"), year=behind.year.year)
    if behind.dimension == Dimension.HEALTH:
        return (
            Q(Exists(own.filter(health__contains=[behind.word]))) if behind.word else ~Q(Exists(own.exclude(health=[])))
        )
    return Q(Exists(own.filter(labour=behind.word))) if behind.word else ~Q(Exists(own.exclude(labour="")))


def _of_age(word: str, year: int) -> Q:
    """Born in the years that make the band on 31 December; an empty word: no birth date, or born later."""
    if not word:
        return Q(person__born__isnull=True) | Q(person__born__gt=date(year, 12, 31))
    place = AgeBand.values.index(word)
    born = Q(person__born__lte=date(year - AGES[place], 12, 31))
    older = AGES[place + 1] if place + 1 < len(AGES) else None
    return born & Q(person__born__gt=date(year - older, 12, 31)) if older else born
