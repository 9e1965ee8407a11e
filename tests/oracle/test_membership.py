"""§13.2 Persons: each line of the table, and what §13.8 says about kinds."""

import pytest

from .by_hand import Written


def test_nobody_comes_or_goes() -> None:
    assert Written().household(1).changes() == {"members_opening": "2", "members_closing": "2"}


def test_who_left_and_came_back_is_not_counted() -> None:
    case = Written().household(1).leave(101, "correction").stay(101, 1, 2016, kind_in="natural")
    assert case.changes() == {"members_opening": "2", "members_closing": "2"}


def test_from_one_household_to_another_is_a_transfer_whatever_the_kinds_say() -> None:
    case = Written().household(1).household(2, members=3)
    case.leave(101, "natural").stay(101, 2, 2016, kind_in="natural")
    assert case.changes(1) == {"members_opening": "2", "decrease_transfer": "1", "members_closing": "1"}
    assert case.changes(2) == {"members_opening": "3", "increase_transfer": "1", "members_closing": "4"}


@pytest.mark.parametrize("kind", ["natural", "correction", "transfer"])
def test_who_leaves_for_nowhere_is_a_decrease_of_the_kind_of_the_going(kind: str) -> None:
    case = Written().household(1).leave(101, kind)
    assert case.changes() == {"members_opening": "2", f"decrease_{kind}": "1", "members_closing": "1"}


@pytest.mark.parametrize("kind", ["natural", "correction", "transfer"])
def test_who_comes_from_nowhere_is_an_increase_of_the_kind_of_the_coming(kind: str) -> None:
    case = Written().household(1).person(103).stay(103, 1, 2016, kind_in=kind)
    assert case.changes() == {"members_opening": "2", f"increase_{kind}": "1", "members_closing": "3"}


def test_who_came_and_went_within_the_year_is_not_counted() -> None:
    case = Written().household(1).person(103).stay(103, 1, 2016, 2016, kind_out="natural")
    assert case.changes() == {"members_opening": "2", "members_closing": "2"}


def test_transferred_and_then_dead_is_a_natural_decrease_of_the_first_household() -> None:
    case = Written().household(1).household(2).leave(101, "transfer", left_on="2016-02-01")
    case.stay(101, 2, 2016, 2016, kind_in="transfer", kind_out="natural", left_on="2016-09-01")
    assert case.changes(1) == {"members_opening": "2", "decrease_natural": "1", "members_closing": "1"}
    assert case.changes(2) == {"members_opening": "2", "members_closing": "2"}


def test_born_and_then_transferred_is_a_natural_increase_of_the_last_household() -> None:
    case = Written().household(1).household(2).person(103)
    case.stay(103, 1, 2016, 2016, kind_in="natural", kind_out="transfer", joined_on="2016-01-05", left_on="2016-08-01")
    case.stay(103, 2, 2016, kind_in="transfer", joined_on="2016-08-01")
    assert case.changes(1) == {"members_opening": "2", "members_closing": "2"}
    assert case.changes(2) == {"members_opening": "2", "increase_natural": "1", "members_closing": "3"}


def test_the_real_dates_tell_the_first_coming_not_the_order_of_entry() -> None:
    case = Written().household(1).household(2).person(103)
    case.stay(103, 1, 2016, kind_in="correction", joined_on="2016-05-01")
    case.stay(103, 2, 2016, 2016, kind_in="natural", kind_out="transfer", joined_on="2016-02-01", left_on="2016-03-01")
    assert case.changes(1) == {"members_opening": "2", "increase_natural": "1", "members_closing": "3"}


def test_the_real_dates_tell_the_last_going() -> None:
    case = Written().household(1).household(2).leave(101, "correction", left_on="2016-12-31")
    case.stay(101, 2, 2016, 2016, kind_out="natural", joined_on="2016-01-01", left_on="2016-02-01")
    assert case.changes(1) == {"members_opening": "2", "decrease_correction": "1", "members_closing": "1"}


def test_on_one_day_the_order_of_entry_tells_first_and_last() -> None:
    case = Written().household(1).leave(101, "correction", left_on="2016-07-01")
    case.stay(101, 1, 2016, 2016, kind_out="natural", joined_on="2016-07-01", left_on="2016-07-01")
    case.person(103).stay(103, 1, 2016, 2016, kind_in="transfer", joined_on="2016-07-01", left_on="2016-07-01")
    case.stay(103, 1, 2016, kind_in="correction", joined_on="2016-07-01")
    assert case.changes() == {
        "members_opening": "2",
        "increase_transfer": "1",
        "decrease_natural": "1",
        "members_closing": "2",
    }


def test_the_accounting_year_counts_not_the_date() -> None:
    late = Written().household(1).person(103, born="2014-02-02").stay(103, 1, 2016, joined_on="2014-02-02")
    assert late.changes() == {"members_opening": "2", "increase_natural": "1", "members_closing": "3"}
    left_next_year = Written().household(1)
    left_next_year.case["memberships"][0].update({"counted_until": "2017", "kind_out": "natural"})
    assert left_next_year.changes() == {"members_opening": "2", "members_closing": "2"}
    joined_next_year = Written().household(1).person(103).stay(103, 1, 2017)
    assert joined_next_year.changes() == {"members_opening": "2", "members_closing": "2"}
    left_last_year = Written().household(1).person(103).stay(103, 1, 2014, 2015, kind_out="natural")
    assert left_last_year.changes() == {"members_opening": "2", "members_closing": "2"}


@pytest.mark.parametrize("status", ["candidate", "removed", "closed"])
def test_who_joins_from_an_unregistered_household_is_a_transfer(status: str) -> None:
    case = Written().unopened(1, status).household(2).leave(101, "correction").stay(101, 2, 2016, kind_in="natural")
    assert case.changes(2) == {"members_opening": "2", "increase_transfer": "1", "members_closing": "3"}


def test_a_household_registered_in_the_year_has_only_closing_members() -> None:
    case = Written().unopened(1, "candidate").decision(1, "register").household(2)
    case.leave(201, "transfer").stay(201, 1, 2016, kind_in="transfer")
    case.leave(102, "natural")
    assert case.changes(1) == {"members_opening": "0", "members_closing": "2"}
    assert case.changes(2) == {"members_opening": "2", "decrease_transfer": "1", "members_closing": "1"}


def test_a_split_household_receives_transfers() -> None:
    case = Written().household(1, members=3).unopened(2, "poor", members=0, split_from=1, split_year=2016)
    case.leave(101, "transfer").stay(101, 2, 2016, kind_in="transfer")
    assert case.changes(1) == {"members_opening": "3", "decrease_transfer": "1", "members_closing": "2"}
    assert case.changes(2) == {"members_opening": "0", "increase_transfer": "1", "members_closing": "1"}
