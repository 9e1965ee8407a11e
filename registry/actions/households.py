"""Acts on the household itself."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import Joining, Kind, OperationKind, Relation, Status
from registry.models import Household, Membership
from registry.queries.years import open_year
from registry.refusal import refuse_if
from registry.rules.members import member_problems
from registry.rules.natural_order import natural_key

from .doubts import look_again
from .entries import HouseholdEntry
from .locking import hold_year, lock_household
from .operations import record_operation
from .persons import ReadMember, read_members, settle_persons
from .years import write_member_year, write_year


@transaction.atomic
def register_household(*, entry: HouseholdEntry, by: User) -> Household:
    """登记新户: a candidate with its members and what was entered of the open year.

    It is registered only when a `register` decision has been approved and the closing has applied it (§13.3 row 3).
    """
    demand(by, Permission.HOUSEHOLD_CREATE, entry.village.code)
    members = read_members(entry.members)
    refuse_if(member_problems([member.line for member in members]))
    hold_year(entry.village.code)
    year = open_year(entry.village.code)
    head = next(member for member in members if member.entry.relation == Relation.HEAD)
    household = Household(
        pk=next_number(),
        village=entry.village,
        village_code=entry.village.code,
        status=Status.CANDIDATE,
        **_columns(entry),
    )
    with act("household.register", by=by, target=household) as registering:
        household.save(force_insert=True)
        _enter_members(household, members, year, by)
        write_year(household, year, entry.year)
        look_again(household, year, by=by)
        record_operation(
            kind=OperationKind.REGISTER,
            act=registering,
            household=household,
            year=year,
            reason=_("%s 户建档") % head.entry.name,
            by=by,
        )
    return household


@transaction.atomic
def edit_household(*, household_id: int, version: int, entry: HouseholdEntry, by: User) -> Household:
    """Change the household's own fields; members and years have acts of their own."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    columns = _columns(entry)
    with act("household.edit", by=by, target=household):
        for name, value in columns.items():
            setattr(household, name, value)
        household.version += 1
        household.save(update_fields=[*columns, "version"])
        look_again(household, open_year(household.village_code), by=by)
    return household


def next_number() -> int:
    """The number of a household that is about to be made: the act that makes it names it, and comes first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('registry_household', 'id'))")
        return int(cursor.fetchone()[0])


def _columns(entry: HouseholdEntry) -> dict[str, Any]:
    columns = dict(entry.fields)
    if "group" in columns:
        columns["group"] = _as_spelled(columns["group"], entry.village.code)
    if entry.phone:
        columns |= {"phone_sealed": cipher.seal(entry.phone), "phone_index": cipher.blind_index(entry.phone)}
    if entry.card:
        columns |= {"card_sealed": cipher.seal(entry.card), "card_last4": entry.card[-4:]}
    return columns


def _as_spelled(group: str, village_code: int) -> str:
    """3组 and 三组 are the 第3组 that the village has already; otherwise its houses would fall into two groups."""
    known = Household.objects.filter(village_code=village_code).exclude(group="").order_by("group")
    spellings = {_group_key(name): name for name in known.values_list("group", flat=True).distinct()}
    return spellings.get(_group_key(group), group) if group else group


def _group_key(group: str) -> object:
    return natural_key(group.strip().removesuffix("组"))


def _enter_members(household: Household, members: list[ReadMember], year: int, by: User) -> None:
    # A candidate is in no stock, so the kind moves no count (§13.2); a natural one needs no campaign.
    persons = settle_persons(members, village_code=household.village_code, year=year, by=by)
    # A day before which nobody can leave in the open year, whenever it is entered.
    first_day = date(year, 1, 1)
    for member, person in zip(members, persons, strict=True):
        Membership.objects.create(
            person=person,
            household=household,
            village_code=household.village_code,
            relation=member.entry.relation,
            counted_from=year,
            kind_in=Kind.NATURAL,
            reason_in=Joining.REGISTRATION,
            joined_on=first_day,
        )
        write_member_year(person, year, household.village_code, member.entry.year)
