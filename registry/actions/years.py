"""Acts on a household's year: its statement, its survey and the person-years of its members."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.models import Household, Membership, MemberYear, Person, Statement, Survey
from registry.queries.years import open_year
from registry.refusal import Refused

from .entries import YearEntry
from .locking import lock_household, touch


@transaction.atomic
def save_year(
    *, household_id: int, version: int, entry: YearEntry, member_years: dict[int, dict[str, Any]], by: User
) -> Household:
    """Enter or correct the open year. `member_years` holds fields of `MemberYear` by the person's id."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    with act("year.save", by=by, target=household):
        write_year(household, year, entry)
        for person in _members_of(household, set(member_years)):
            write_member_year(person, year, household.village_code, member_years[person.pk])
        touch(household)
    return household


def write_year(household: Household, year: int, entry: YearEntry) -> None:
    """Write what was entered; what was not entered stays missing. Runs inside the caller's act."""
    for model, values in ((Statement, entry.statement), (Survey, entry.survey)):
        if values is None:
            continue
        confirmed = {"confirmed": True} if model is Survey else {}
        _upsert(model, {"household": household, "year": year}, household.village_code, {**values, **confirmed})


def write_member_year(person: Person, year: int, village_code: int, values: dict[str, Any]) -> None:
    """Write a person's year as confirmed. Runs inside the caller's act."""
    _upsert(MemberYear, {"person": person, "year": year}, village_code, {**values, "confirmed": True})


def _upsert(
    model: type[Statement | Survey | MemberYear], key: dict[str, Any], village_code: int, values: dict[str, Any]
) -> None:
    changed = model._default_manager.filter(**key).update(**values, version=F("version") + 1)
    if not changed:
        model._default_manager.create(**key, village_code=village_code, **values)


def _members_of(household: Household, person_ids: set[int]) -> list[Person]:
    persons = list(
        Person.objects.filter(
            pk__in=person_ids,
            memberships__in=Membership.objects.filter(household=household, counted_until__isnull=True),
        )
    )
    if len(persons) != len(person_ids):
        raise Refused(_("提交的成员中有人已不在本户，请刷新后重试"))
    return persons
