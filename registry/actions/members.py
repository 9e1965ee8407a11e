"""增人 and 减人: named operations with reason and date (domain.md §5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import Joining, Kind, Leaving, Relation
from registry.models import Membership, Person
from registry.queries.households import current_members
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.members import MemberLine, member_problems

from .entries import Correction, MemberEntry
from .locking import lock_household, touch
from .persons import corrected_identity, read_members, settle_persons
from .years import write_member_year


@transaction.atomic
def join_member(
    *, household_id: int, version: int, entry: MemberEntry, reason: str, joined_on: date, by: User
) -> Membership:
    """增人: somebody joins by a natural change, counted in the open year."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    (member,) = read_members((entry,))
    refuse_if(_date_problems(joined_on, year) + _birth_problems(member.born, joined_on))
    lines = [_line(membership) for membership in current_members(household)]
    refuse_if(member_problems([*lines, member.line]))
    with act("member.join", by=by, target=household, reason=str(Joining(reason).label)):
        (person,) = settle_persons([member], village_code=household.village_code, year=year, by=by)
        membership = Membership.objects.create(
            person=person,
            household=household,
            village_code=household.village_code,
            relation=entry.relation,
            counted_from=year,
            kind_in=Kind.NATURAL,
            reason_in=reason,
            joined_on=joined_on,
        )
        write_member_year(person, year, household.village_code, entry.year)
        touch(household)
    return membership


@transaction.atomic
def correct_member(
    *, household_id: int, version: int, membership_id: int, correction: Correction, reason: str, by: User
) -> Membership:
    """更正成员资料: an error of entry. Who is head changes only when the head leaves."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    members = {membership.pk: membership for membership in current_members(household)}
    wrong = members.get(membership_id)
    if wrong is None:
        raise Refused(_("此人已不在本户"))
    if (correction.relation == Relation.HEAD) != (wrong.relation == Relation.HEAD):
        raise Refused(_("更正资料不能换户主"))
    changed = corrected_identity(wrong.person, correction, by)
    lines = [_line(member) for pk, member in members.items() if pk != membership_id]
    refuse_if(member_problems([*lines, replace(_line(wrong), relation=correction.relation, sex=changed["sex"])]))
    with act("member.correct", by=by, target=household, reason=reason):
        Person.objects.filter(pk=wrong.person_id).update(**changed, version=F("version") + 1)
        wrong.relation, wrong.version = correction.relation, wrong.version + 1
        wrong.save(update_fields=["relation", "version"])
        touch(household)
    return wrong


@dataclass(frozen=True)
class NewHead:
    """Who follows a head that leaves: a membership, and the others' relations to the new head, by membership."""

    membership_id: int
    relations: Mapping[int, str]


@transaction.atomic
def leave_member(
    *,
    household_id: int,
    version: int,
    membership_id: int,
    reason: str,
    left_on: date,
    by: User,
    new_head: NewHead | None = None,
) -> Membership:
    """减人: a natural change, counted in the open year. A head who leaves others names who follows."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    staying = {membership.pk: membership for membership in current_members(household)}
    leaving = staying.pop(membership_id, None)
    if leaving is None:
        raise Refused(_("此人已不在本户"))
    refuse_if(
        _date_problems(left_on, year) + _order_problems(leaving, left_on) + _head_problems(leaving, staying, new_head)
    )
    with act("member.leave", by=by, target=household, reason=str(Leaving(reason).label)):
        leaving.counted_until, leaving.kind_out, leaving.reason_out = year, Kind.NATURAL, reason
        leaving.left_on, leaving.version = left_on, leaving.version + 1
        leaving.save(update_fields=["counted_until", "kind_out", "reason_out", "left_on", "version"])
        if new_head is not None and leaving.relation == Relation.HEAD:
            _follow(new_head, staying)
        touch(household)
    return leaving


def _follow(new_head: NewHead, staying: dict[int, Membership]) -> None:
    relations = {**new_head.relations, new_head.membership_id: Relation.HEAD}
    for pk, membership in staying.items():
        membership.relation, membership.version = relations[pk], membership.version + 1
        membership.save(update_fields=["relation", "version"])


def _line(membership: Membership) -> MemberLine:
    person = membership.person
    return MemberLine(person.name, membership.relation, person.sex, bytes(person.id_index or b"").hex(), person.born)


def _date_problems(day: date, year: int) -> list[str]:
    if day > date(year, 12, 31):
        return [_("日期在 %(year)d 年之后，要等 %(next)d 年度开启后再录入") % {"year": year, "next": year + 1}]
    return []


def _birth_problems(born: date | None, joined_on: date) -> list[str]:
    if born is not None and joined_on < born:
        return [_("增加日期早于此人的出生日期 %s") % born.isoformat()]
    return []


def _order_problems(leaving: Membership, left_on: date) -> list[str]:
    if left_on < leaving.joined_on:
        return [_("减少日期早于此人加入本户的日期 %s") % leaving.joined_on.isoformat()]
    return []


def _head_problems(leaving: Membership, staying: dict[int, Membership], new_head: NewHead | None) -> list[str]:
    if leaving.relation != Relation.HEAD or not staying:
        return []
    if new_head is None or new_head.membership_id not in staying:
        return [_("户主离开后须由另一名成员任户主，请选择新户主")]
    relations = {**new_head.relations, new_head.membership_id: Relation.HEAD}
    unsaid = [member.person.name for pk, member in staying.items() if not relations.get(pk)]
    if unsaid:
        return [_("请填写其余成员与新户主的关系：%s") % "、".join(unsaid)]
    return member_problems([replace(_line(member), relation=relations[pk]) for pk, member in staying.items()])
