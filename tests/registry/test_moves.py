"""户籍变更: who agrees, what follows the household and what stays, and how it is undone (domain.md §5.2)."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from registry.actions.entries import Grounds
from registry.actions.moves import accept_move, decline_move, propose_move, withdraw_move
from registry.actions.operations import undo_operation
from registry.choices import MoveState, OperationKind
from registry.models import Household, MemberYear, Move, Operation
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import DoubtFactory, Tree, closed_run, enter_year, household_of, posted

MAY = date(2016, 5, 1)
WHY = Grounds("分家另过", MAY, "花民字〔2016〕8号")


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    """Head, wife, son of 20, daughter of 10."""
    return household_of(4, village=tree.village)


@pytest.fixture
def taker(tree: Tree) -> Any:
    """Somebody else who works in the sibling village's township."""
    return posted("township_clerk", tree.township, username="taker")


def proposed(household: Household, tree: Tree, cast: Cast, code: str = "433124100201") -> Move:
    return propose_move(
        household_id=household.pk, version=household.version, to=tree[code], grounds=WHY, by=cast.county_clerk
    )


def test_everything_open_follows_and_closed_years_stay(
    cast: Cast, tree: Tree, household: Household, taker: Any
) -> None:
    enter_year(household)
    enter_year(household, 2014)
    move = proposed(household, tree, cast)
    household.refresh_from_db()
    assert household.village == tree.village
    accept_move(move_id=move.pk, version=1, by=taker)
    household.refresh_from_db()
    there = tree.sibling_village.code
    assert household.village_code == there
    assert set(household.memberships.values_list("village_code", "person__village_code")) == {(there, there)}
    assert dict(household.statements.values_list("year", "village_code")) == {2016: there, 2014: tree.village.code}
    years = MemberYear.objects.filter(person__memberships__household=household)
    assert set(years.values_list("year", "village_code")) == {(2016, there), (2014, tree.village.code)}


def test_a_move_is_undone_by_the_side_that_took(cast: Cast, tree: Tree, household: Household, taker: Any) -> None:
    DoubtFactory(household=household)
    move = proposed(household, tree, cast)
    accept_move(move_id=move.pk, version=1, by=taker)
    assert household.doubts.get().village_code == tree.sibling_village.code
    undo_operation(operation_id=Operation.objects.get(kind=OperationKind.MOVE).pk, by=taker)
    household.refresh_from_db()
    move.refresh_from_db()
    assert (household.village, move.state) == (tree.village, MoveState.PROPOSED)
    assert household.doubts.get().village_code == tree.village.code


def test_nobody_accepts_what_they_proposed_themselves(cast: Cast, tree: Tree, household: Household) -> None:
    move = proposed(household, tree, cast)
    with pytest.raises(Refused, match="另一人"):
        accept_move(move_id=move.pk, version=1, by=cast.county_clerk)


def test_only_the_county_it_goes_to_may_answer(cast: Cast, tree: Tree, household: Household, taker: Any) -> None:
    move = proposed(household, tree, cast, "433125100200")
    with pytest.raises(Http404):
        accept_move(move_id=move.pk, version=1, by=taker)
    with pytest.raises(Refused, match="原因"):
        decline_move(move_id=move.pk, version=1, reason=" ", by=cast.neighbour_clerk)
    decline_move(move_id=move.pk, version=1, reason="查无此户", by=cast.neighbour_clerk)
    with pytest.raises(Refused, match="迁入地不同意"):
        accept_move(move_id=move.pk, version=2, by=cast.neighbour_clerk)
    household.refresh_from_db()
    assert household.village == tree.village


def test_what_was_withdrawn_is_proposed_anew(cast: Cast, tree: Tree, household: Household) -> None:
    move = proposed(household, tree, cast)
    with pytest.raises(Refused, match="已有待确认"):
        proposed(household, tree, cast, "433125100200")
    withdraw_move(move_id=move.pk, version=1, reason="填错村", by=cast.township_clerk)
    assert proposed(household, tree, cast, "433125100200").to_village == tree.neighbour_village


def test_a_household_that_was_refused_stays_as_it_was_and_may_be_offered_again(
    cast: Cast, tree: Tree, household: Household
) -> None:
    enter_year(household)
    before = Household.objects.filter(pk=household.pk).values().get()
    move = proposed(household, tree, cast, "433125100200")
    decline_move(move_id=move.pk, version=1, reason="无固定住所", by=cast.neighbour_clerk)
    assert Household.objects.filter(pk=household.pk).values().get() == before
    assert not Operation.objects.exists()
    again = proposed(household, tree, cast, "433125100200")
    accept_move(move_id=again.pk, version=1, by=cast.neighbour_clerk)
    household.refresh_from_db()
    assert household.village == tree.neighbour_village


def test_between_provinces_only_while_both_have_the_same_open_year(
    cast: Cast, tree: Tree, household: Household
) -> None:
    with pytest.raises(Refused, match="年度一致时才能迁移"):
        proposed(household, tree, cast, "520628100200")
    closed_run(2015, region_code=520000000000)
    assert proposed(household, tree, cast, "520628100200").state == MoveState.PROPOSED
