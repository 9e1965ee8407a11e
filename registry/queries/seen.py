"""Households as the doubt rules look at them, read for many in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry import cipher
from registry.models import Closing, Household, Membership, MemberYear, Person, Statement, Survey
from registry.parameters.definitions import THRESHOLDS
from registry.parameters.queries import poverty_line, values_of
from registry.regions.spans import province_of
from registry.rules.doubts import HouseholdSeen, MemberSeen, Thresholds

from .facts import amounts_of, members_of

# Villages of a county and of a prefecture share their code's first 6 and 4 of 12 digits.
COUNTY, PREFECTURE = 10**6, 10**8
MOST_TWINS = 5
YEARLY = (
    *("education", "school", "labour", "work_area", "work_months", "dibao", "destitute", "resident_insurance"),
    *("employee_insurance", "serious_insurance", "resident_pension", "employee_pension"),
)
SURVEYED = (
    *("farmland", "irrigated", "woodland", "returned_forest", "orchard", "pasture", "water_surface", "housing_area"),
    *("production_power", "household_power", "broadcast", "cooperative", "road_distance", "road", "water_difficult"),
    *("safe_water", "fuel", "toilet"),
)


def households_seen(
    households: Collection[Household], year: int, memberships: Collection[Membership] | None = None
) -> dict[int, HouseholdSeen]:
    """What the rules look at, by household id. The households come from a query or act that knows its viewer.

    Members are those open now, as `members_of` gives them; a survey that was only carried forward is not looked at.
    """
    ids = [household.pk for household in households]
    members = _members(members_of(households) if memberships is None else memberships, year)
    statements = {row.household_id: amounts_of(row) for row in Statement.objects.filter(household__in=ids, year=year)}
    before = Closing.objects.filter(household__in=ids, year=year - 1).values_list("household", "income_per_head")
    per_head_before = dict(before)
    surveys = {row.household_id: row for row in Survey.objects.filter(household__in=ids, year=year, confirmed=True)}
    provinces = {province_of(household.village_code) for household in households}
    lines = {code: poverty_line(code, year) for code in provinces}
    thresholds = {code: thresholds_of(code, year) for code in provinces}
    return {
        household.pk: HouseholdSeen(
            year=year,
            status=household.status,
            main_cause=household.main_cause,
            members=tuple(members[household.pk]),
            amounts=statements.get(household.pk),
            survey=_answers(surveys.get(household.pk)),
            line=lines[province_of(household.village_code)],
            thresholds=thresholds[province_of(household.village_code)],
            previous_per_head=per_head_before.get(household.pk),
        )
        for household in households
    }


def thresholds_of(province_code: int, year: int) -> Thresholds:
    """Where the rules begin to find something, as the province has set it for the year."""
    values = values_of(THRESHOLDS, province_code, year)
    return Thresholds(**{name.value: value for name, value in values.items()})


def _answers(survey: Survey | None) -> dict[str, Any] | None:
    return None if survey is None else {name: getattr(survey, name) for name in SURVEYED}


def _members(memberships: Collection[Membership], year: int) -> dict[int, list[MemberSeen]]:
    persons = [membership.person for membership in memberships]
    rows = {row.person_id: row for row in MemberYear.objects.filter(person__in=persons, year=year)}
    twins = _twins([person for person in persons if person.id_index is None])
    members: dict[int, list[MemberSeen]] = defaultdict(list)
    for membership in memberships:
        seen = _member(membership, rows.get(membership.person_id), twins.get(membership.person_id, ()))
        members[membership.household_id].append(seen)
    return members


def _member(membership: Membership, row: MemberYear | None, twins: tuple[str, ...]) -> MemberSeen:
    person = membership.person
    yearly = {} if row is None else {name: getattr(row, name) for name in YEARLY} | {"health": tuple(row.health)}
    return MemberSeen(
        name=person.name,
        relation=membership.relation,
        sex=person.sex,
        born=person.born,
        number=cipher.unseal(person.id_sealed) if person.id_sealed else "",
        id_type=person.id_type,
        twins_in=twins,
        ethnicity=person.ethnicity,
        entered=row is not None,
        **yearly,
    )


def _twins(persons: Collection[Person]) -> dict[int, tuple[str, ...]]:
    """Of persons without a number: how near others with their name and birth date are registered."""
    return {
        person.pk: twins_near(person.village_code, person.name_key, person.born, besides=person.pk)
        for person in persons
    }


def twins_near(village_code: int, key: str, born: date | None, besides: int = 0) -> tuple[str, ...]:
    """How near others of a name, by its `name_key`, and birth date are registered."""
    if born is None:
        return ()
    first = village_code // PREFECTURE * PREFECTURE
    same = Person.objects.filter(village_code__range=(first, first + PREFECTURE - 1), name_key=key, born=born)
    codes = same.exclude(pk=besides).values_list("village_code", flat=True)[:MOST_TWINS]
    near = [_("本县内") if code // COUNTY == village_code // COUNTY else _("本市州其他县") for code in codes]
    return tuple(dict.fromkeys(near))
