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
from registry.queries.collections import collection_of, visit_of
from registry.queries.years import open_year
from registry.refusal import Refused
from registry.rules.collections import Visit

from .collections import note_entry
from .doubts import look_again
from .entries import YearEntry
from .locking import lock_household, touch


@transaction.atomic
def save_year(
    *,
    household_id: int,
    version: int,
    entry: YearEntry,
    member_years: dict[int, dict[str, Any]],
    by: User,
    visit: Visit | None = None,
) -> Household:
    """Enter, correct or confirm the open year. `member_years` holds fields of `MemberYear` by the person's id.

    What is given is confirmed by it, what is not given stays as it is; the household's record is entered anew.
    """
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    with act("year.save", by=by, target=household):
        write_year(household, year, entry)
        for person in _members_of(household, set(member_years)):
            write_member_year(person, year, household.village_code, member_years[person.pk])
        if visit is not None or member_years or entry != YearEntry():
            note_entry(household, year, visit or visit_of(collection_of(household, year)), by)
        touch(household)
        look_again(household, year, by=by)
    return household


def write_year(household: Household, year: int, entry: YearEntry) -> None:
    """Write what was entered; what was not entered stays as it is. Runs inside the caller's act."""
    for model, values in ((Statement, entry.statement), (Survey, entry.survey)):
        if values is None:
            continue
        confirmed = {"confirmed": True} if model is Survey else {}
        _upsert(model, {"household": household, "year": year}, household.village_code, {**values, **confirmed})


def write_member_year(person: Person, year: int, village_code: int, values: dict[str, Any]) -> None:
    """Write a person's year as confirmed. Runs inside the caller's act."""
    _upsert(MemberYear, {"person": person, "year": year}, village_code, {**values, "confirmed": True})


def _upsert(model: Any, key: dict[str, Any], village_code: int, values: dict[str, Any]) -> None:
    changed = model._default_manager.filter(**key).update(**values, version=F("version") + 1)
    if not changed:  # the year may be carried forward into this very row at the same moment
        model._default_manager.bulk_create(
            [model(**key, village_code=village_code, **values)],
            update_conflicts=True,
            unique_fields=list(key),
            update_fields=list(values),
        )


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
