"""§13.3: each row of the table, its new status, years and attribute, and which row goes first."""

import pytest

from .by_hand import Written

CAMPAIGN = {"campaign": 7, "opens": "2016-08-01", "closes": "2016-10-31", "allows": "remove correction", "areas": ""}
UNCHANGED = {"registered_year": "", "exit_year": "", "relapse_year": "", "relapse_cause": ""}


def removal(status: str = "poor", **campaign: str) -> Written:
    case = Written().household(1, status).decision(1, "remove", campaign=7, date="2016-09-15")
    return case.add("campaigns", **(CAMPAIGN | campaign))


def verdict(case: Written) -> tuple[str, str]:
    """The outcome, and the status after it."""
    closing = case.closing()
    return closing["outcome"], closing["closing_status"]


def decided(case: Written) -> tuple[str, str]:
    (row,) = case.rows("decisions_out")
    return row["state"], row["reason"]


@pytest.mark.parametrize("status", ["poor", "relapsed", "exited"])
def test_row_1_removes(status: str) -> None:
    case = removal(status)
    assert verdict(case) == ("removed", "removed")
    assert decided(case) == ("applied", "")


@pytest.mark.parametrize("date", ["2016-08-01", "2016-10-31"])
def test_row_1_both_ends_of_the_window_are_included(date: str) -> None:
    assert verdict(removal().edit("decisions", 1, date=date)) == ("removed", "removed")


@pytest.mark.parametrize("areas", ["43", "4301", "430101", "430101001", "430101001001", "52 4302 430101"])
def test_row_1_a_campaign_covers_the_villages_of_its_areas(areas: str) -> None:
    assert verdict(removal(areas=areas)) == ("removed", "removed")


def test_row_1_goes_before_row_2() -> None:
    assert verdict(removal().all_leave(1)) == ("removed", "removed")


@pytest.mark.parametrize("status", ["poor", "relapsed", "exited", "stable"])
def test_row_2_closes_a_registered_household_without_members(status: str) -> None:
    case = Written().household(1, status).all_leave(1)
    assert verdict(case) == ("closed", "closed")
    assert case.rows("decisions_out") == []


@pytest.mark.parametrize("kind", ["exit", "relapse", "stable", "register", "remove"])
def test_row_2_refuses_any_other_decision_since_nobody_is_left(kind: str) -> None:
    case = Written().household(1).all_leave(1).decision(1, kind)
    assert verdict(case) == ("closed", "closed")
    assert decided(case) == ("refused", "nobody_left")


@pytest.mark.parametrize("status", ["poor", "stable", "candidate", "removed"])
def test_row_2_applies_a_decision_to_close(status: str) -> None:
    case = Written().household(1, status).decision(1, "close", procedure_complete=0, announced_on="")
    assert verdict(case) == ("closed", "closed")
    assert decided(case) == ("applied", "")


def test_row_2_a_split_household_without_members_is_closed() -> None:
    case = Written().household(2).unopened(1, "poor", members=0, split_from=2, split_year=2016)
    assert verdict(case) == ("closed", "closed")


def test_row_2_asks_for_registration_at_opening() -> None:
    case = Written().unopened(1, "candidate", members=0).decision(1, "register")
    assert verdict(case) == ("unchanged", "candidate")
    assert decided(case) == ("refused", "nobody")


@pytest.mark.parametrize("attribute", ["01", "04", "06", "07"])
def test_row_3_registers_a_candidate(attribute: str) -> None:
    case = Written().unopened(1, "candidate", since=2016, attribute=attribute).decision(1, "register")
    assert verdict(case) == ("registered", "poor")
    assert decided(case) == ("applied", "")
    assert case.rows("households_out") == [
        UNCHANGED
        | {"household": "1", "status": "poor", "attribute": attribute}
        | {"first_identified": "2016", "registered_year": "2016"}
    ]
    assert (case.closing()["village_opening"], case.closing()["opening_status"]) == ("", "")


def test_row_3_keeps_the_year_of_the_first_identification() -> None:
    case = Written().unopened(1, "candidate", first_identified=2013).decision(1, "register", announced_on="2014-01-01")
    (household,) = case.rows("households_out")
    assert (household["first_identified"], household["registered_year"]) == ("2013", "2016")


def test_row_3_a_removed_household_identified_again_keeps_its_opening_row() -> None:
    case = Written().household(1, "removed").edit("households", 1, status="candidate").decision(1, "register")
    closing = case.closing()
    assert verdict(case) == ("registered", "poor")
    assert (closing["opening_status"], closing["members_opening"], closing["members_closing"]) == ("removed", "2", "2")


@pytest.mark.parametrize("status", ["poor", "relapsed"])
@pytest.mark.parametrize(("before", "after"), [("01", "05"), ("04", "02"), ("06", "03"), ("07", "08")])
def test_row_4_exits(status: str, before: str, after: str) -> None:
    case = Written().household(1, status, attribute=before).decision(1, "exit")
    assert verdict(case) == ("exited", "exited")
    assert decided(case) == ("applied", "")
    assert case.rows("households_out") == [
        UNCHANGED
        | {"household": "1", "status": "exited", "attribute": after, "first_identified": "2013", "exit_year": "2016"}
    ]


@pytest.mark.parametrize("announced_on", ["2016-01-01", "2016-12-31"])
def test_rows_4_and_5_may_be_announced_on_the_first_and_the_last_day(announced_on: str) -> None:
    exit_ = Written().household(1).decision(1, "exit", announced_on=announced_on)
    assert verdict(exit_) == ("exited", "exited")
    relapse = Written().household(1, "exited").edit("surveys", 1, water=0)
    assert verdict(relapse.decision(1, "relapse", announced_on=announced_on)) == ("relapsed", "relapsed")


@pytest.mark.parametrize("status", ["exited", "stable"])
@pytest.mark.parametrize(("before", "after"), [("05", "01"), ("02", "04"), ("03", "06"), ("08", "07")])
def test_row_5_relapses(status: str, before: str, after: str) -> None:
    case = Written().household(1, status, attribute=before, exit_year=2014).decision(1, "relapse", reason="11")
    case.edit("surveys", 1, housing_grade="D")
    assert verdict(case) == ("relapsed", "relapsed")
    assert decided(case) == ("applied", "")
    (household,) = case.rows("households_out")
    assert (household["attribute"], household["exit_year"]) == (after, "2014")
    assert (household["relapse_year"], household["relapse_cause"]) == ("2016", "11")


def test_row_6_marks_as_stable() -> None:
    case = Written().household(1, "exited", exit_year=2014).decision(1, "stable", announced_on="")
    assert verdict(case) == ("stabilised", "stable")
    assert decided(case) == ("applied", "")
    (household,) = case.rows("households_out")
    assert (household["attribute"], household["exit_year"]) == ("05", "2014")


@pytest.mark.parametrize("status", ["poor", "relapsed", "exited", "stable"])
def test_row_8_without_a_live_decision_nothing_changes(status: str) -> None:
    case = Written().household(1, status)
    assert verdict(case) == ("unchanged", status)
    assert case.rows("households_out") == []


@pytest.mark.parametrize("state", ["proposed", "applied", "refused", "withdrawn", "lapsed"])
def test_only_an_approved_decision_is_live(state: str) -> None:
    case = Written().household(1).decision(1, "exit", state=state)
    assert verdict(case) == ("unchanged", "poor")
    expected = [{"decision": "1", "state": "lapsed", "reason": ""}] if state == "proposed" else []
    assert case.rows("decisions_out") == expected


@pytest.mark.parametrize("year", ["2015", "2017"])
def test_only_a_decision_of_the_year_is_live(year: str) -> None:
    case = Written().household(1).decision(1, "exit", year=year)
    assert verdict(case) == ("unchanged", "poor")
    assert case.rows("decisions_out") == []


def test_who_has_an_outcome() -> None:
    case = Written().household(1).household(2, "removed").household(3, "closed").household(4, "candidate")
    case.unopened(5, "candidate").unopened(6, "removed").unopened(7, "poor", split_from=1, split_year=2016, since=2016)
    case.household(8, "removed").decision(8, "exit").unopened(9, "candidate").decision(9, "register")
    case.household(10, village="520101001001").decision(10, "exit")
    assert [row["household"] for row in case.run()["closings"]] == ["1", "7", "8", "9"]
