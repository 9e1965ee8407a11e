"""增人, 减人 and 更正: named operations with reason and date (domain.md §5.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import Joining, Kind, Leaving, OperationKind, Relation
from registry.models import Household, Membership, MemberYear, Person
from registry.queries.households import current_members
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.members import member_problems
from registry.rules.operations import birth_problems, date_problems, order_problems

from .entries import Correction, Grounds, MemberEntry
from .following import follow_up
from .locking import hold_year, lock_household
from .memberships import begin_membership, bring_along, end_membership, line_of, write_relations
from .operations import note_elsewhere, record_operation
from .origins import leave_origin, origin_of
from .persons import ReadMember, corrected_identity, read_members, settle_persons
from .years import write_member_year


@transaction.atomic
def join_member(
    *, household_id: int, version: int, entry: MemberEntry, grounds: Grounds, by: User, transfer: bool = False
) -> Membership:
    """增人: somebody joins, counted in the open year.

    With `transfer`, who belongs to another household of the register leaves it by the same act (婚入 …).
    """
    (member,) = read_members((entry,))
    origin = origin_of(member)
    if transfer and origin is not None:
        # Whoever locks two households locks the lower number first.
        both = Household.objects.select_for_update().filter(pk__in=(household_id, origin.household_id)).order_by("pk")
        hold_year(*(household.village_code for household in both))
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    refuse_if(_join_problems(household, member, grounds, year))
    said = grounds.said(str(Joining(grounds.reason).label))
    with act("member.join", by=by, target=household, reason=said) as joining:
        if transfer and origin is not None:
            left = leave_origin(origin, into=household, grounds=grounds, year=year, by=by)
            note_elsewhere(joining, [left.household])
        (person,) = settle_persons([member], village_code=household.village_code, year=year, by=by, joining=True)
        kind = Kind.TRANSFER if transfer and origin is not None else Kind.NATURAL
        membership = begin_membership(person, household, entry.relation, year=year, kind=kind, grounds=grounds)
        _bring_year(person, household, year, entry.year)
        why = f"{person.name}：{said}"
        follow_up(household, year=year, kind=OperationKind.JOIN, why=why, by=by)
        record_operation(
            kind=OperationKind.JOIN,
            act=joining,
            household=household,
            year=year,
            reason=why,
            happened_on=grounds.happened_on,
            document_number=grounds.document_number,
            by=by,
        )
    return membership


@transaction.atomic
def correct_member(
    *, household_id: int, version: int, membership_id: int, correction: Correction, reason: str, by: User
) -> Membership:
    """更正成员资料: an error of entry, or the number of somebody who had none. 户主变更 is an operation of its own."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    members = {membership.pk: membership for membership in current_members(household)}
    wrong = members.get(membership_id)
    if wrong is None:
        raise Refused(_("此人已不在本户"))
    if (correction.relation == Relation.HEAD) != (wrong.relation == Relation.HEAD):
        raise Refused(_("更正资料不能换户主，请办理“户主变更”"))
    year = open_year(household.village_code)
    changed = corrected_identity(wrong.person, correction, by)
    lines = [line_of(member) for pk, member in members.items() if pk != membership_id]
    refuse_if(member_problems([*lines, replace(line_of(wrong), relation=correction.relation, sex=changed["sex"])]))
    with act("member.correct", by=by, target=household, reason=reason) as correcting:
        Person.objects.filter(pk=wrong.person_id).update(**changed, version=F("version") + 1)
        wrong.relation, wrong.version = correction.relation, wrong.version + 1
        wrong.save(update_fields=["relation", "version"])
        why = f"{changed['name']}：{reason}"
        follow_up(household, year=year, kind=OperationKind.CORRECT, why=why, by=by)
        record_operation(
            kind=OperationKind.CORRECT,
            act=correcting,
            household=household,
            year=year,
            reason=why,
            by=by,
        )
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
    grounds: Grounds,
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
        date_problems(grounds.happened_on, year, timezone.localdate())
        + order_problems(leaving.person.name, leaving.joined_on, grounds.happened_on)
        + _head_problems(leaving, staying, new_head)
    )
    said = grounds.said(str(Leaving(grounds.reason).label))
    with act("member.leave", by=by, target=household, reason=said) as going:
        end_membership(leaving, year=year, kind=Kind.NATURAL, grounds=grounds)
        if new_head is not None and leaving.relation == Relation.HEAD:
            write_relations(staying.values(), {**new_head.relations, new_head.membership_id: Relation.HEAD})
        why = f"{leaving.person.name}：{said}"
        follow_up(household, year=year, kind=OperationKind.LEAVE, why=why, by=by)
        record_operation(
            kind=OperationKind.LEAVE,
            act=going,
            household=household,
            year=year,
            reason=why,
            happened_on=grounds.happened_on,
            document_number=grounds.document_number,
            by=by,
        )
    return leaving


def _bring_year(person: Person, household: Household, year: int, values: dict[str, Any]) -> None:
    """The year somebody had elsewhere comes along; what was entered now is written over it."""
    bring_along([person.pk], household.village_code, year)
    if MemberYear.objects.filter(person=person, year=year).exists():
        values = {name: value for name, value in values.items() if value not in (None, "", [])}
    if values:
        write_member_year(person, year, household.village_code, values)


def _join_problems(household: Household, member: ReadMember, grounds: Grounds, year: int) -> list[str]:
    lines = [line_of(membership) for membership in current_members(household)]
    return [
        *date_problems(grounds.happened_on, year, timezone.localdate()),
        *birth_problems(member.entry.name, member.born, grounds.happened_on),
        *member_problems([*lines, member.line]),
    ]


def _head_problems(leaving: Membership, staying: dict[int, Membership], new_head: NewHead | None) -> list[str]:
    if leaving.relation != Relation.HEAD or not staying:
        return []
    if new_head is None or new_head.membership_id not in staying:
        return [_("户主离开后须由另一名成员任户主，请选择新户主")]
    relations = {**new_head.relations, new_head.membership_id: Relation.HEAD}
    unsaid = [member.person.name for pk, member in staying.items() if not relations.get(pk)]
    if unsaid:
        return [_("请填写其余成员与新户主的关系：%s") % "、".join(unsaid)]
    return member_problems([replace(line_of(member), relation=relations[pk]) for pk, member in staying.items()])
