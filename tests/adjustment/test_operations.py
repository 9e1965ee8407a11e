"""After every named operation the year still balances (domain.md §13.6): made by actions, counted by the closing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from registry import cipher
from registry.accounts.models import User
from registry.actions.entries import Correction, Grounds, MemberEntry
from registry.actions.heads import change_head
from registry.actions.members import NewHead, correct_member, join_member, leave_member
from registry.actions.moves import accept_move, propose_move
from registry.actions.operations import undo_operation
from registry.actions.splitting import Split, merge_households, split_household
from registry.choices import Joining, Leaving, Relation, RunState
from registry.models import Household, Membership, Operation, Run
from registry.regions.models import Region
from registry.regions.spans import pad
from tests.factories import id_number, posted

from .conftest import Loading
from .test_balance import families, line
from .worlds import OTHER_VILLAGE, VILLAGE, rehearse

WHY = Grounds("家庭变化", date(2016, 5, 1))


@pytest.fixture
def run(loaded: Loading) -> Run:
    """Two poor households with an opening, 1 of three members and 2 of two, and a candidate in the other village."""
    files = families(3, 2)
    files["households"] += [{"household": 3, "village": OTHER_VILLAGE, "status": "candidate"}]
    return loaded(**files)


@pytest.fixture
def clerk(run: Run) -> User:
    return posted("county_clerk", Region.objects.get(level=3, code=pad("433124")), username="clerk")


@pytest.fixture
def members() -> Callable[[int], list[Membership]]:
    """The members of a household, the head first, whoever that was in the file."""

    def of(household: int) -> list[Membership]:
        return list(Membership.objects.filter(household=household, counted_until=None).order_by("pk"))

    return of


def balance(run: Run, **terms: Any) -> dict[str, int]:
    rehearse(run)
    assert (run.state, run.problem) == (RunState.REHEARSED, [])
    return line(run, "43", **terms)


Members = Callable[[int], list[Membership]]


def split_one(clerk: User, members: Members) -> Household:
    head, second, third = members(1)
    relations = {head.pk: Relation.HEAD, second.pk: Relation.HEAD, third.pk: Relation.OTHER}
    return split_household(
        household_id=1, version=1, split=Split(frozenset({second.pk}), relations), grounds=WHY, by=clerk
    )


def test_a_split(run: Run, clerk: User, members: Members) -> None:
    split_one(clerk, members)
    assert balance(run) == {"opening": 5, "transfer_in": 1, "transfer_out": 1, "closing": 5}
    assert line(run, "43", persons=False) == {"opening": 2, "split": 1, "closing": 3}


def test_a_split_that_was_undone(run: Run, clerk: User, members: Members) -> None:
    split_one(clerk, members)
    undo_operation(operation_id=Operation.objects.get().pk, by=clerk)
    assert balance(run) == {"opening": 5, "closing": 5}
    assert line(run, "43", persons=False) == {"opening": 2, "closing": 2}


def test_a_split_whose_new_household_moves_away(run: Run, clerk: User, members: Members) -> None:
    new = split_one(clerk, members)
    move_to_other_village(new, clerk)
    assert balance(run) == {"opening": 5, "transfer_in": 1, "transfer_out": 1, "closing": 5}
    assert line(run, OTHER_VILLAGE, persons=False) == {"split": 1, "closing": 1}


def test_a_merge_closes_the_emptied_household(run: Run, clerk: User, members: Members) -> None:
    relations = {member.pk: Relation.OTHER for member in members(2)}
    merge_households(household_id=2, version=1, into_id=1, relations=relations, grounds=WHY, by=clerk)
    assert balance(run) == {"opening": 5, "transfer_in": 2, "transfer_out": 2, "closing": 5}
    assert line(run, "43", persons=False) == {"opening": 2, "closed": 1, "closing": 1}


@pytest.fixture
def apart(loaded: Loading) -> Run:
    """The two households in two villages."""
    files = families(3, 2)
    for rows in (files["households"], files["previous_closings"]):
        rows[1] = {**rows[1], "village": OTHER_VILLAGE}
    return loaded(**files)


def merge_across(members: Members) -> None:
    """Household 2 of the other village joins household 1."""
    relations = {member.pk: Relation.OTHER for member in members(2)}
    county = posted("county_clerk", Region.objects.get(level=3, code=pad("433124")), username="county")
    merge_households(household_id=2, version=1, into_id=1, relations=relations, grounds=WHY, by=county)


def test_a_merge_across_villages_passes_persons_from_one_to_the_other(apart: Run, members: Members) -> None:
    merge_across(members)
    assert balance(apart) == {"opening": 5, "transfer_in": 2, "transfer_out": 2, "closing": 5}
    assert line(apart, VILLAGE) == {"opening": 3, "transfer_in": 2, "closing": 5}
    assert line(apart, OTHER_VILLAGE) == {"opening": 2, "transfer_out": 2}
    assert line(apart, OTHER_VILLAGE, persons=False) == {"opening": 1, "closed": 1}


def test_a_merge_across_villages_that_was_undone(apart: Run, members: Members) -> None:
    merge_across(members)
    operation = Operation.objects.get()
    undo_operation(operation_id=operation.pk, by=operation.made_by)
    assert balance(apart) == {"opening": 5, "closing": 5}
    assert line(apart, OTHER_VILLAGE) == {"opening": 2, "closing": 2}


def test_a_merge_across_villages_whose_households_then_move_on(apart: Run, members: Members) -> None:
    merge_across(members)
    village = Region.objects.get(level=5, code=pad(OTHER_VILLAGE))
    move = propose_move(household_id=1, version=2, to=village, grounds=WHY, by=User.objects.get(username="county"))
    taker = posted("township_clerk", Region.objects.get(level=4, code=pad(OTHER_VILLAGE[:9])), username="taker")
    accept_move(move_id=move.pk, version=1, by=taker)
    assert balance(apart) == {"opening": 5, "transfer_in": 2, "transfer_out": 2, "closing": 5}
    assert line(apart, VILLAGE) == {"opening": 3, "moved": -3}
    assert line(apart, OTHER_VILLAGE)["closing"] == 5


def test_a_correction_of_a_member(run: Run, clerk: User, members: Members) -> None:
    second = members(1)[1]
    number = id_number(date(1999, 1, 1), sequence=77)
    correction = Correction("石更正", Relation.OTHER, id_type="citizen", id_number=number)
    correct_member(household_id=1, version=1, membership_id=second.pk, correction=correction, reason="录错", by=clerk)
    assert balance(run) == {"opening": 5, "closing": 5}


def move_to_other_village(household: Household, clerk: User) -> None:
    village = Region.objects.get(level=5, code=pad(OTHER_VILLAGE))
    move = propose_move(household_id=household.pk, version=household.version, to=village, grounds=WHY, by=clerk)
    taker = posted("township_clerk", Region.objects.get(level=4, code=pad(OTHER_VILLAGE[:9])), username="taker")
    accept_move(move_id=move.pk, version=1, by=taker)


def test_a_move(run: Run, clerk: User) -> None:
    move_to_other_village(Household.objects.get(pk=1), clerk)
    assert balance(run) == {"opening": 5, "closing": 5}
    assert line(run, VILLAGE) == {"opening": 5, "moved": -3, "closing": 2}
    assert line(run, OTHER_VILLAGE) == {"moved": 3, "closing": 3}


def test_another_head(run: Run, clerk: User, members: Members) -> None:
    head, second, third = members(1)
    relations = {head.pk: Relation.OTHER, second.pk: Relation.HEAD, third.pk: Relation.OTHER}
    change_head(household_id=1, version=1, relations=relations, grounds=WHY, by=clerk)
    assert balance(run) == {"opening": 5, "closing": 5}


def test_a_birth_and_a_death(run: Run, clerk: User, members: Members) -> None:
    child = MemberEntry("石小雨", id_number(date(2016, 3, 1), sequence=40), Relation.SON)
    join_member(household_id=1, version=1, entry=child, grounds=Grounds(Joining.BIRTH, date(2016, 3, 1)), by=clerk)
    head, second = members(2)
    leave_member(
        household_id=2,
        version=1,
        membership_id=head.pk,
        grounds=Grounds(Leaving.DEATH, date(2016, 4, 1)),
        new_head=NewHead(second.pk, {}),
        by=clerk,
    )
    assert balance(run) == {"opening": 5, "natural_in": 1, "natural_out": 1, "closing": 5}


def test_somebody_who_passes_from_one_household_to_the_other(run: Run, clerk: User, members: Members) -> None:
    second = members(2)[1]
    second.person.refresh_from_db()
    entry = entry_of(second)
    grounds = Grounds(Joining.MARRIAGE, date(2016, 5, 1))
    join_member(household_id=1, version=1, entry=entry, grounds=grounds, by=clerk, transfer=True)
    assert balance(run) == {"opening": 5, "transfer_in": 1, "transfer_out": 1, "closing": 5}


def entry_of(membership: Membership) -> MemberEntry:
    """As somebody enters a person who is in the register already."""
    person = membership.person
    assert person.id_sealed is not None
    return MemberEntry(person.name, cipher.unseal(person.id_sealed), Relation.OTHER)
