"""§13.6, hand-counted: every term, both stocks, both units, every level."""

import pytest

from .balance import ADDED, TAKEN
from .by_hand import OTHER_VILLAGE, VILLAGE, Written
from .test_outcome import CAMPAIGN

NEXT_TOWNSHIP = "430101002001"
FOREIGN = "520101001001"


def account(case: Written, area: str, stock: str, unit: str) -> dict[str, int]:
    """The terms of one area that are not 0, opening and closing always."""
    (row,) = (row for row in case.run()["balance"] if (row["area"], row["stock"], row["unit"]) == (area, stock, unit))
    assert row["balances"] == "1"
    terms = {term: int(row[term]) for term in (*ADDED, *TAKEN, "closing")}
    return {term: amount for term, amount in terms.items() if amount or term in ("opening", "closing")}


def a_full_year() -> Written:
    """One household of 2 for each outcome, in one village, and comings and goings in both stocks."""
    case = Written()
    for number, status in enumerate(["poor", "poor", "poor", "poor", "exited", "exited", "stable"], start=1):
        case.household(number, status)
    case.household(8, "relapsed", members=4).household(9, "exited", members=3).household(10, "exited")
    case.unopened(11, "candidate", members=5).decision(11, "register")
    case.add("campaigns", **CAMPAIGN)
    case.decision(1, "remove", campaign=7, date="2016-09-15").decision(5, "remove", campaign=7, date="2016-09-15")
    case.all_leave(2).decision(3, "exit").decision(6, "relapse").edit("surveys", 6, water=0)
    case.decision(10, "stable").decision(7, "close")
    case.leave(401, "correction").leave(801, "transfer").stay(801, 9, 2016, kind_in="transfer")
    for person, household, kind in [(499, 4, "natural"), (899, 8, "correction"), (999, 9, "natural")]:
        case.person(person).stay(person, household, 2016, kind_in=kind)
    return case


def test_the_poor_stock_in_persons() -> None:
    # opening: 1–4 with 2 each, 8 with 4
    assert account(a_full_year(), VILLAGE, "poor", "persons") == {
        "opening": 12,
        "registered": 5,
        "relapsed": 2,
        "natural_in": 1,
        "correction_in": 1,
        "natural_out": 2,
        "correction_out": 1,
        "transfer_out": 1,
        "exited": 2,
        "removed": 2,
        "closing": 13,
    }


def test_the_poor_stock_in_households() -> None:
    terms = {"opening": 5, "registered": 1, "relapsed": 1, "exited": 1, "removed": 1, "closed": 1, "closing": 4}
    assert account(a_full_year(), VILLAGE, "poor", "households") == terms


def test_the_registered_stock_in_persons() -> None:
    # opening: 1–7 and 10 with 2 each, 8 with 4, 9 with 3
    assert account(a_full_year(), VILLAGE, "registered", "persons") == {
        "opening": 23,
        "registered": 5,
        "natural_in": 2,
        "correction_in": 1,
        "transfer_in": 1,
        "natural_out": 2,
        "correction_out": 1,
        "transfer_out": 1,
        "removed": 4,
        "closed": 2,
        "closing": 22,
    }


def test_the_registered_stock_in_households() -> None:
    terms = {"opening": 10, "registered": 1, "removed": 2, "closed": 2, "closing": 7}
    assert account(a_full_year(), VILLAGE, "registered", "households") == terms


@pytest.mark.parametrize("area", ["430101001", "430101", "4301", "43"])
def test_every_level_has_the_same_account_when_all_is_in_one_village(area: str) -> None:
    case = a_full_year()
    assert account(case, area, "poor", "persons") == account(case, VILLAGE, "poor", "persons")


def test_a_household_that_moved_leaves_one_village_and_enters_the_other_before_any_other_term() -> None:
    case = Written().household(1, members=3).edit("households", 1, village=NEXT_TOWNSHIP)
    case.leave(101).decision(1, "exit")
    assert account(case, VILLAGE, "poor", "persons") == {"opening": 3, "moved": -3, "closing": 0}
    here = {"opening": 0, "moved": 3, "natural_out": 1, "exited": 2, "closing": 0}
    assert account(case, NEXT_TOWNSHIP, "poor", "persons") == here
    assert account(case, VILLAGE, "registered", "households") == {"opening": 1, "moved": -1, "closing": 0}
    assert account(case, NEXT_TOWNSHIP, "registered", "households") == {"opening": 0, "moved": 1, "closing": 1}
    assert account(case, "430101", "poor", "households") == {"opening": 1, "exited": 1, "closing": 0}


def test_a_recoded_village_has_not_moved() -> None:
    case = Written().household(1, village="430101001999").edit("households", 1, village=VILLAGE)
    case.add("regions", code="430101001999", successor="430101001998", replaced_on="2016-03-01")
    case.add("regions", code="430101001998", successor=VILLAGE, replaced_on="2016-09-01")
    assert case.closing()["village_opening"] == VILLAGE
    assert account(case, VILLAGE, "poor", "persons") == {"opening": 2, "closing": 2}
    assert all(row["area"] != "430101001999" for row in case.run()["balance"])


def test_a_recoded_village_from_which_one_household_moved() -> None:
    case = Written().household(1, village="430101001999").edit("households", 1, village=OTHER_VILLAGE)
    case.add("regions", code="430101001999", successor=VILLAGE, replaced_on="2016-03-01")
    assert account(case, VILLAGE, "poor", "persons") == {"opening": 2, "moved": -2, "closing": 0}
    assert account(case, OTHER_VILLAGE, "poor", "persons") == {"opening": 0, "moved": 2, "closing": 2}


def test_moves_between_provinces() -> None:
    case = Written().household(1, members=3).edit("households", 1, village=FOREIGN).decision(1, "exit")
    case.household(2, village=FOREIGN).edit("households", 2, village=VILLAGE)
    assert [row["household"] for row in case.run()["closings"]] == ["2"]
    assert case.closing(2)["village_opening"] == FOREIGN
    assert account(case, "43", "poor", "persons") == {"opening": 3, "moved": -1, "closing": 2}
    assert account(case, "43", "poor", "households") == {"opening": 1, "closing": 1}
    assert {row["area"][:2] for row in case.run()["balance"]} == {"43"}


def test_a_split_household_stands_in_its_parent_s_stock_with_nobody() -> None:
    case = Written().household(1, "relapsed", members=3)
    case.unopened(2, "relapsed", members=0, split_from=1, split_year=2016, village=OTHER_VILLAGE)
    case.leave(101, "transfer").stay(101, 2, 2016, kind_in="transfer")
    closing = case.closing(2)
    assert (closing["village_opening"], closing["opening_status"]) == (OTHER_VILLAGE, "relapsed")
    assert account(case, OTHER_VILLAGE, "poor", "persons") == {"opening": 0, "transfer_in": 1, "closing": 1}
    assert account(case, OTHER_VILLAGE, "poor", "households") == {"opening": 0, "split": 1, "closing": 1}
    assert account(case, "43", "registered", "households") == {"opening": 1, "split": 1, "closing": 2}
    assert account(case, "43", "registered", "persons") == {
        "opening": 3,
        "transfer_in": 1,
        "transfer_out": 1,
        "closing": 3,
    }


def test_a_split_of_a_split_and_one_that_exits() -> None:
    case = Written().household(1, members=3).unopened(2, "poor", members=0, split_from=1, split_year=2016)
    case.unopened(3, "poor", members=0, split_from=2, split_year=2016).edit("statements", 3, wage=4000)
    case.leave(101, "transfer").stay(101, 2, 2016).leave(102, "transfer").stay(102, 3, 2016).decision(3, "exit")
    assert case.closing(3)["opening_status"] == "poor"
    assert account(case, "43", "poor", "persons")["exited"] == 1
    terms = {"opening": 1, "split": 2, "exited": 1, "closing": 2}
    assert account(case, "43", "poor", "households") == terms


def test_an_unregistered_opening_row_is_in_no_stock() -> None:
    case = Written().household(1, "removed", members=3).edit("households", 1, status="candidate").leave(101)
    case.decision(1, "register")
    assert account(case, VILLAGE, "poor", "persons") == {"opening": 0, "registered": 2, "closing": 2}
    refused = Written().household(1, "candidate").decision(1, "exit")
    assert account(refused, VILLAGE, "registered", "persons") == {"opening": 0, "closing": 0}
