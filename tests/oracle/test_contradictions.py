"""§13.2, §13.8: what stops the run and whom it names."""

import pytest

from .by_hand import OTHER_VILLAGE, Written
from .contradictions import SelfContradictory

FOREIGN = "520101001001"


def named(case: Written) -> set[tuple[str, int]]:
    with pytest.raises(SelfContradictory) as stopped:
        case.run()
    return {(one.kind, one.household) for one in stopped.value.found}


def test_a_stored_status_that_disagrees_with_the_opening_row() -> None:
    case = Written().household(1).household(2).edit("households", 2, status="exited")
    assert named(case) == {("status_disagrees", 2)}
    case = Written().household(1, "candidate").edit("households", 1, status="removed")
    assert named(case) == {("status_disagrees", 1)}
    case = Written().household(1, "poor").edit("households", 1, status="candidate")
    assert named(case) == {("status_disagrees", 1)}


@pytest.mark.parametrize("status", ["removed", "closed"])
def test_a_candidate_identified_again_does_not_disagree(status: str) -> None:
    case = Written().household(1, status).edit("households", 1, status="candidate")
    assert case.run()["closings"] == []


@pytest.mark.parametrize("status", ["poor", "relapsed", "exited", "stable"])
def test_a_registered_household_without_an_opening_row(status: str) -> None:
    assert named(Written().household(1).unopened(2, status)) == {("no_opening_row", 2)}
    assert named(Written().household(1).unopened(2, status, split_from=1, split_year=2015)) == {("no_opening_row", 2)}


@pytest.mark.parametrize("status", ["candidate", "removed", "closed"])
def test_an_unregistered_household_needs_no_opening_row(status: str) -> None:
    assert Written().unopened(1, status).run()["closings"] == []


def test_an_opening_row_whose_household_is_gone() -> None:
    case = Written().household(1).household(2).drop("households", 2)
    assert named(case) == {("household_gone", 2)}


def test_a_person_in_two_households_at_opening() -> None:
    case = Written().household(1).household(2).stay(101, 2, 2015)
    case.leave(101).edit("previous_closings", 2, members_closing=3)
    assert named(case) == {("two_at_opening", 1), ("two_at_opening", 2)}


def test_a_person_in_two_households_at_closing() -> None:
    case = Written().household(1).household(2).stay(101, 2, 2016)
    assert named(case) == {("two_at_closing", 1), ("two_at_closing", 2)}


@pytest.mark.parametrize("parent", ["candidate", "removed", "closed"])
def test_a_household_split_off_from_one_that_is_not_registered(parent: str) -> None:
    case = Written().unopened(1, parent).unopened(2, "poor", since=2016, split_from=1, split_year=2016)
    assert named(case) == {("split_from_unregistered", 2)}


def test_members_opening_differ_from_the_opening_row() -> None:
    case = Written().household(1).household(2).edit("previous_closings", 2, members_closing=3)
    assert named(case) == {("members_opening", 2)}


def test_a_split_household_has_no_members_at_opening() -> None:
    case = Written().household(1).unopened(2, "poor", since=2014, split_from=1, split_year=2016)
    assert named(case) == {("members_opening", 2)}


def test_all_are_named_at_once() -> None:
    case = Written().household(1).edit("households", 1, status="stable").unopened(2, "exited", village=OTHER_VILLAGE)
    assert named(case) == {("status_disagrees", 1), ("no_opening_row", 2)}


def test_another_province_s_contradictions_are_its_own() -> None:
    case = Written().household(1).unopened(2, "poor", village=FOREIGN)
    case.household(3, village=FOREIGN).edit("previous_closings", 3, members_closing=9).drop("households", 3)
    assert [row["household"] for row in case.run()["closings"]] == ["1"]
