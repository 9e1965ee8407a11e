"""户籍变更: the side that gives proposes, somebody else who works where the household goes agrees (domain.md §5.2)."""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import MoveState, OperationKind
from registry.models import (
    Collection,
    Decision,
    Doubt,
    Household,
    Membership,
    MemberYear,
    Move,
    Person,
    Statement,
    Survey,
)
from registry.queries.households import current_members
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.regions.models import Region
from registry.rules.operations import birth_problems, date_problems, move_problems

from .entries import Grounds
from .locking import hold_year, lock, lock_household, touch
from .operations import note_elsewhere, record_operation


@transaction.atomic
def propose_move(*, household_id: int, version: int, to: Region, grounds: Grounds, by: User) -> Move:
    """Offer a household to another village. Nothing changes until the other side accepts."""
    household = lock_household(household_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, household.village_code)
    year = open_year(household.village_code)
    refuse_if(
        date_problems(grounds.happened_on, year, timezone.localdate())
        + move_problems(household.status, to.code == household.village_code, (year, open_year(to.code)))
        + [
            problem
            for member in current_members(household)[:1]
            for problem in birth_problems(member.person.name, member.person.born, grounds.happened_on)
        ]
    )
    if Move.objects.filter(household=household, state=MoveState.PROPOSED).exists():
        raise Refused(_("本户已有待确认的户籍变更，请先撤回"))
    with act("move.propose", by=by, target=household, reason=grounds.said()):
        return Move.objects.create(
            household=household,
            village_code=household.village_code,
            to_village=to,
            to_village_code=to.code,
            year=year,
            moved_on=grounds.happened_on,
            reason=grounds.said(),
            document_number=grounds.document_number,
            proposed_by=by,
        )


@transaction.atomic
def accept_move(*, move_id: int, version: int, by: User) -> Move:
    """Take the household over: it keeps its number, and what is open of it follows; closed years keep their codes."""
    move = _answerable(move_id, version, by)
    household = Household.objects.select_for_update().get(pk=move.household_id)
    hold_year(household.village_code, move.to_village_code)
    year = open_year(household.village_code)
    refuse_if(move_problems(household.status, False, (year, open_year(move.to_village_code))))
    if household.village_code != move.village_code:
        raise Refused(_("本户已不在原来的村，请由迁出地重新提出"))
    with act("move.accept", by=by, target=household, region_code=move.to_village_code, reason=move.reason) as accepting:
        _answer(move, MoveState.ACCEPTED, by)
        household.village, household.village_code = move.to_village, move.to_village_code
        household.save(update_fields=["village", "village_code"])
        _follow(household, year)
        touch(household)
        note_elsewhere(accepting, [move])
        record_operation(
            kind=OperationKind.MOVE,
            act=accepting,
            household=household,
            village_code=move.to_village_code,
            year=year,
            reason=_("迁入%(village)s：%(why)s") % {"village": move.to_village.name, "why": move.reason},
            happened_on=move.moved_on,
            document_number=move.document_number,
            by=by,
        )
    return move


@transaction.atomic
def decline_move(*, move_id: int, version: int, reason: str, by: User) -> Move:
    """The side that was to take the household does not agree, and says why."""
    move = _answerable(move_id, version, by)
    if not reason.strip():
        raise Refused(_("请填写不同意的原因"))
    with act("move.decline", by=by, target=move.household, region_code=move.to_village_code, reason=reason):
        _answer(move, MoveState.DECLINED, by, reason)
    return move


@transaction.atomic
def withdraw_move(*, move_id: int, version: int, reason: str, by: User) -> Move:
    """Whoever works where the household is takes the proposal back."""
    move = lock(Move, move_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, move.village_code)
    _demand_open(move)
    with act("move.withdraw", by=by, target=move.household, reason=reason):
        move.state, move.answer, move.version = MoveState.WITHDRAWN, reason, move.version + 1
        move.save(update_fields=["state", "answer", "version"])
    return move


def _answerable(move_id: int, version: int, by: User) -> Move:
    move = lock(Move, move_id, version)
    demand(by, Permission.HOUSEHOLD_EDIT, move.to_village_code)
    _demand_open(move)
    if move.proposed_by_id == by.pk:
        raise Refused(_("提出人不能自己确认，须由迁入地另一人答复"))
    return move


def _demand_open(move: Move) -> None:
    if move.state != MoveState.PROPOSED:
        raise Refused(_("这项户籍变更已经是“%s”，不能再办") % MoveState(move.state).label)


def _answer(move: Move, state: MoveState, by: User, words: str = "") -> None:
    move.state, move.answer, move.version = state, words, move.version + 1
    move.answered_by, move.answered_at = by, timezone.now()
    move.save(update_fields=["state", "answer", "version", "answered_by", "answered_at"])


def _follow(household: Household, year: int) -> None:
    """Everything open of the household stands under the new village."""
    code = household.village_code
    staying = Membership.objects.filter(household=household, counted_until__isnull=True)
    persons = list(staying.values_list("person_id", flat=True))
    counted = {"village_code": code, "version": F("version") + 1}
    staying.update(**counted)
    Person.objects.filter(pk__in=persons).update(**counted)
    MemberYear.objects.filter(person__in=persons, year=year).update(**counted)
    yearly: tuple[type[models.Model], ...] = (Statement, Survey, Collection, Decision)
    for model in yearly:
        model._default_manager.filter(household=household, year=year).update(**counted)
    Doubt.objects.filter(household=household, outcome="").update(village_code=code)
