"""Two pairs of eyes over the yearly record: entered, submitted, checked by somebody else or sent back (§11.3)."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import CollectionState
from registry.models import Collection, Household
from registry.queries.collections import collection_of, entered_by, gaps_of, visit_of
from registry.queries.households import title_of
from registry.queries.progress import COLLECTED_STATUSES
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.collections import Visit, check_problems, return_problems, submission_problems, visit_problems

from .locking import lock, lock_household

# What somebody has shown to another pair of eyes.
SHOWN = (CollectionState.SUBMITTED, CollectionState.CHECKED)
REASON_LENGTH = 200


def note_entry(household: Household, year: int, visit: Visit, by: User) -> Collection:
    """Somebody entered something of the record: whatever its state was, it is entered anew. Inside the caller's act."""
    refuse_if(visit_problems(visit, year=year, today=timezone.localdate()))
    whole = {
        "state": CollectionState.ENTERED,
        "first_collector": visit.first_collector,
        "second_collector": visit.second_collector,
        "collected_on": visit.collected_on,
        "entered_by": by,
        "entered_at": timezone.now(),
        "submitted_at": None,
        "checked_by": None,
        "checked_at": None,
    }
    fresh = {"village_code": household.village_code, **whole}
    record, made = Collection.objects.get_or_create(household=household, year=year, defaults=fresh)
    if not made:
        Collection.objects.filter(pk=record.pk).update(**fresh, version=F("version") + 1)
    return record


def reopen_collection(household: Household, year: int, why: str) -> None:
    """What was submitted or checked waits for another pair of eyes again; what it lacks now goes back to the entry.

    Inside the act that changed the household's members. Where nobody is left, there is nothing to be checked.
    """
    # Whoever checks locks the record alone.
    shown = Collection.objects.select_for_update().filter(household=household, year=year, state__in=SHOWN)
    record = shown.first()
    if record is None or not household.memberships.filter(counted_until=None).exists():
        return
    lacks = bool(gaps_of([household.pk], year)[household.pk].problems)
    done = _("审核") if record.state == CollectionState.CHECKED else _("提交")
    _move(
        record,
        CollectionState.RETURNED if lacks else CollectionState.SUBMITTED,
        submitted_at=timezone.now(),
        checked_by=None,
        checked_at=None,
        returned_reason=(_("%(done)s后办理%(why)s") % {"done": done, "why": why})[:REASON_LENGTH],
    )


@transaction.atomic
def submit_collection(*, household_id: int, version: int, by: User) -> Collection:
    """提交审核: the record of the open year is whole, and somebody else is to look at it."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    record = collection_of(household, year)
    refuse_if(
        submission_problems(
            collected_here=household.status in COLLECTED_STATUSES,
            state=record.state if record else CollectionState.ENTERED,
            gaps=gaps_of([household.pk], year)[household.pk],
            visit=visit_of(record),
        )
    )
    if record is None:  # without one nobody has said who went, and that has been objected to
        raise Refused(_("请先录入年度资料"))
    with act("collection.submit", by=by, target=household):
        return _move(record, CollectionState.SUBMITTED, submitted_at=timezone.now())


@transaction.atomic
def check_collections(*, versions: Mapping[int, int], by: User) -> list[Collection]:
    """审核通过, all of them or none. `versions`: what the page showed, by the record's number."""
    _demand_over(set(versions), by)
    records = [lock(Collection, number, version) for number, version in sorted(versions.items())]
    for year in {record.year for record in records}:
        _refuse_unready([record for record in records if record.year == year], year, by)
    for record in records:
        with act("collection.check", by=by, target=record.household):
            _move(record, CollectionState.CHECKED, checked_by=by, checked_at=timezone.now(), returned_reason="")
    return records


def _demand_over(numbers: set[int], by: User) -> None:
    """Before anything is said about a record: a record elsewhere does not exist."""
    if Collection.objects.visible_to(by, Permission.COLLECTION_CHECK).filter(pk__in=numbers).count() != len(numbers):
        raise Http404


def _refuse_unready(records: list[Collection], year: int, by: User) -> None:
    gaps = gaps_of([record.household_id for record in records], year)
    for record in records:
        problems = check_problems(
            state=record.state, checker_id=by.pk, entered_by=entered_by(record), gaps=gaps[record.household_id]
        )
        refuse_if([f"{title_of(record.household)}：{problem}" for problem in problems])


@transaction.atomic
def return_collection(*, collection_id: int, version: int, reason: str, by: User) -> Collection:
    """退回 with a reason: the one who entered corrects it and submits it again."""
    _demand_over({collection_id}, by)
    record = lock(Collection, collection_id, version)
    refuse_if(return_problems(state=record.state, checker_id=by.pk, entered_by=entered_by(record)))
    with act("collection.return", by=by, target=record.household, reason=reason):
        return _move(record, CollectionState.RETURNED, returned_reason=reason)


def _move(record: Collection, state: CollectionState, **columns: object) -> Collection:
    columns = {"state": state, "version": record.version + 1, **columns}
    for name, value in columns.items():
        setattr(record, name, value)
    record.save(update_fields=list(columns))
    return record
