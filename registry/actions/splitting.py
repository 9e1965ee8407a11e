"""分户 and 合户: members pass from one household of the register to another by a transfer (domain.md §5.2, §13.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import Joining, Kind, Leaving, OperationKind, Relation
from registry.models import Household, Membership
from registry.queries.households import current_members
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.operations import (
    Part,
    date_problems,
    merge_problems,
    order_problems,
    part_problems,
    related,
    split_problems,
)

from .doubts import look_again
from .entries import Grounds
from .following import follow_up
from .households import next_number
from .locking import hold_year, lock_household
from .memberships import begin_membership, bring_along, end_membership, line_of, write_relations
from .operations import note_elsewhere, record_operation

# What a household split off takes from the other: where it lives and how it came into the register, not its phone, card
# and house, which are its own.
INHERITED = (
    *("village", "village_code", "natural_village", "group", "standard", "attribute", "main_cause", "other_causes"),
    *("status", "planned_exit_year", "first_identified", "first_identified_month", "registered_year", "exit_year"),
    *("relapse_year", "relapse_cause", "martyr_family", "relocation", "relocation_willing", "resettlement"),
)


@dataclass(frozen=True)
class Split:
    """Memberships of those who go, and everybody's relation to the head of the household in which they will be."""

    going: frozenset[int]
    relations: Mapping[int, str]


@transaction.atomic
def split_household(*, household_id: int, version: int, split: Split, grounds: Grounds, by: User) -> Household:
    """分户: both parts stay registered, with the status and the first identification they had. Returns the new one.

    Its statement and survey are missing until somebody enters them.
    """
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    members = {membership.pk: membership for membership in current_members(household)}
    if set(members) != set(split.relations) or not split.going <= set(members):
        raise Refused(_("本户成员有变化，请刷新后重新填写"))
    refuse_if(_split_problems(household, members, split, grounds, year))
    new = Household(
        pk=next_number(),
        split_from=household,
        split_year=year,
        **{name: getattr(household, name) for name in INHERITED},
    )
    going = [members.pop(pk) for pk in sorted(split.going)]
    with act("household.split", by=by, target=household, reason=grounds.said()) as splitting:
        new.save(force_insert=True)
        _transfer(going, new, split.relations, year=year, grounds=grounds, reasons=(Leaving.SPLIT, Joining.SPLIT))
        write_relations(members.values(), split.relations)
        words = {"names": _names(going), "new": new.pk, "why": grounds.said()}
        why = _("%(names)s 分到户编号 %(new)s：%(why)s") % words
        follow_up(household, year=year, kind=OperationKind.SPLIT, why=why, by=by)
        look_again(new, year, by=by)
        record_operation(
            kind=OperationKind.SPLIT,
            act=splitting,
            household=household,
            year=year,
            reason=why,
            happened_on=grounds.happened_on,
            document_number=grounds.document_number,
            households=2,
            by=by,
        )
    return new


@transaction.atomic
def merge_households(
    *, household_id: int, version: int, into_id: int, relations: Mapping[int, str], grounds: Grounds, by: User
) -> Household:
    """合户: all members join another household, whose head stays. The emptied one closes with the year.

    The other may be in another village, or further away where the one who does it works in both places: the members and
    their open year stand under its village from then on, what the emptied household had stays where it is.
    """
    # Whoever locks two households locks the lower number first.
    list(Household.objects.select_for_update().filter(pk__in=(household_id, into_id)).order_by("pk"))
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    into = Household.objects.filter(pk=into_id).first()
    if into is None:
        raise Http404
    demand(by, Permission.HOUSEHOLD_EDIT, into.village_code)
    hold_year(household.village_code, into.village_code)
    year = open_year(household.village_code)
    members = {membership.pk: membership for membership in current_members(household)}
    if set(members) != set(relations):
        raise Refused(_("本户成员有变化，请刷新后重新填写"))
    refuse_if(_merge_problems(household, into, members, relations, year) + _date_problems(members, grounds, year))
    going = list(members.values())
    with act("household.merge", by=by, target=household, reason=grounds.said()) as merging:
        _transfer(going, into, relations, year=year, grounds=grounds, reasons=(Leaving.MERGE, Joining.MERGE))
        words = {"names": _names(going), "into": into.pk, "why": grounds.said()}
        why = _("%(names)s 并入户编号 %(into)s：%(why)s") % words
        for part in (household, into):
            follow_up(part, year=year, kind=OperationKind.MERGE, why=why, by=by)
        note_elsewhere(merging, [into])
        record_operation(
            kind=OperationKind.MERGE,
            act=merging,
            household=household,
            year=year,
            reason=why,
            happened_on=grounds.happened_on,
            document_number=grounds.document_number,
            households=2,
            by=by,
        )
    return into


def _transfer(
    going: list[Membership],
    to: Household,
    relations: Mapping[int, str],
    *,
    year: int,
    grounds: Grounds,
    reasons: tuple[Leaving, Joining],
) -> None:
    out, into = (replace(grounds, reason=reason) for reason in reasons)
    for membership in going:
        end_membership(membership, year=year, kind=Kind.TRANSFER, grounds=out)
        begin_membership(membership.person, to, relations[membership.pk], year=year, kind=Kind.TRANSFER, grounds=into)
    bring_along([membership.person_id for membership in going], to.village_code, year)


def _names(members: list[Membership]) -> str:
    return "、".join(member.person.name for member in members)


def _date_problems(members: Mapping[int, Membership], grounds: Grounds, year: int) -> list[str]:
    problems = date_problems(grounds.happened_on, year, timezone.localdate())
    for member in members.values():
        problems += order_problems(member.person.name, member.joined_on, grounds.happened_on)
    return problems


def _split_problems(
    household: Household, members: dict[int, Membership], split: Split, grounds: Grounds, year: int
) -> list[str]:
    problems = split_problems(household.status, household.split_year == year)
    if problems:
        return problems
    if not split.going or len(split.going) == len(members):
        return [_("请选择分到新户的成员，原户和新户都至少要有一人")]
    lines = {pk: line_of(member) for pk, member in members.items()}
    staying = {pk: line for pk, line in lines.items() if pk not in split.going}
    going = {pk: line for pk, line in lines.items() if pk in split.going}
    return [
        *_date_problems({pk: members[pk] for pk in going}, grounds, year),
        *part_problems(Part(_("原户"), related(staying, split.relations))),
        *part_problems(Part(_("新户"), related(going, split.relations))),
    ]


def _merge_problems(
    household: Household, into: Household, members: dict[int, Membership], relations: Mapping[int, str], year: int
) -> list[str]:
    problems = merge_problems(
        (household.status, into.status), household.pk == into.pk, open_year(into.village_code) == year
    )
    if problems:
        return problems
    if not members:
        return [_("本户已没有成员")]
    if any(relation == Relation.HEAD for relation in relations.values()):
        return [_("并入后户主不变，不能把并入的成员选为户主")]
    there = [line_of(member) for member in current_members(into)]
    moving = related({pk: line_of(member) for pk, member in members.items()}, relations)
    return part_problems(Part(_("合并后"), [*there, *moving]))
