"""§13.3 row 7 with §13.8: a refused decision names the first condition that failed, in the order of the row."""

import pytest

from .by_hand import Written
from .test_outcome import decided, removal, verdict


def refusal(case: Written) -> str:
    state, reason = decided(case)
    assert state == "refused"
    assert verdict(case) == ("unchanged", case.case["households"][0]["status"])
    assert case.rows("households_out") == []
    return reason


def register(status: str = "candidate", **columns: object) -> Written:
    return Written().unopened(1, status).decision(1, "register", **columns)


def exit_(status: str = "poor", **columns: object) -> Written:
    return Written().household(1, status).decision(1, "exit", **columns)


def relapse(status: str = "exited", **columns: object) -> Written:
    return Written().household(1, status).edit("surveys", 1, water=0).decision(1, "relapse", **columns)


@pytest.mark.parametrize("status", ["stable", "removed", "closed", "candidate"])
def test_remove_status(status: str) -> None:
    assert refusal(removal(status)) == "status"


def test_remove_campaign() -> None:
    assert refusal(removal().edit("decisions", 1, campaign="")) == "campaign"
    assert refusal(removal(allows="correction")) == "campaign"
    assert refusal(removal(allows="")) == "campaign"


@pytest.mark.parametrize("areas", ["52", "4302", "430102", "430101002", "430101001002", "52 430101001002"])
def test_remove_area(areas: str) -> None:
    assert refusal(removal(areas=areas)) == "area"


def test_remove_area_is_asked_of_the_village_at_the_cut() -> None:
    assert refusal(removal(areas="4301").edit("households", 1, village="430202002002")) == "area"
    assert verdict(removal(areas="4302").edit("households", 1, village="430202002002"))[0] == "removed"


@pytest.mark.parametrize("date", ["2016-07-31", "2016-11-01"])
def test_remove_window(date: str) -> None:
    assert refusal(removal().edit("decisions", 1, date=date)) == "window"


def test_remove_names_the_first_that_fails() -> None:
    assert refusal(removal("stable", areas="52", allows="")) == "status"
    assert refusal(removal(areas="52", allows="")) == "campaign"
    assert refusal(removal(areas="52").edit("decisions", 1, date="2016-01-01")) == "area"


@pytest.mark.parametrize("status", ["removed", "closed"])
def test_register_status(status: str) -> None:
    assert refusal(register(status)) == "status"
    assert refusal(Written().household(1).decision(1, "register")) == "status"


def test_register_procedure() -> None:
    assert refusal(register(procedure_complete=0)) == "procedure"


def test_register_announcement() -> None:
    assert refusal(register(announced_on="")) == "announcement"
    assert refusal(register(announced_on="2017-01-01")) == "announcement"
    assert verdict(register(announced_on="2016-12-31"))[0] == "registered"
    assert verdict(register(announced_on="2015-12-31"))[0] == "registered"


@pytest.mark.parametrize("attribute", ["02", "03", "05", "08", ""])
def test_register_attribute(attribute: str) -> None:
    assert refusal(register().edit("households", 1, attribute=attribute)) == "attribute"


def test_register_names_the_first_that_fails() -> None:
    spoilt = register("removed", procedure_complete=0, announced_on="").all_leave(1)
    spoilt.edit("households", 1, attribute="05")
    assert refusal(spoilt) == "status"
    assert refusal(spoilt.edit("households", 1, status="candidate")) == "procedure"
    assert refusal(spoilt.edit("decisions", 1, procedure_complete=1)) == "announcement"
    assert refusal(spoilt.edit("decisions", 1, announced_on="2016-05-05")) == "nobody"
    assert refusal(spoilt.person(109).stay(109, 1, 2016)) == "attribute"
    assert verdict(spoilt.edit("households", 1, attribute="01")) == ("registered", "poor")


@pytest.mark.parametrize("status", ["exited", "stable", "removed", "candidate"])
def test_exit_status(status: str) -> None:
    assert refusal(exit_(status)) == "status"


def test_exit_procedure() -> None:
    assert refusal(exit_(procedure_complete=0)) == "procedure"


@pytest.mark.parametrize("announced_on", ["", "2015-12-31", "2017-01-01"])
def test_exit_announcement(announced_on: str) -> None:
    assert refusal(exit_(announced_on=announced_on)) == "announcement"


@pytest.mark.parametrize("item", ["food", "clothing", "water"])
@pytest.mark.parametrize("answer", ["0", ""])
def test_exit_guarantees_wants_every_surveyed_one_met(item: str, answer: str) -> None:
    assert refusal(exit_().edit("surveys", 1, **{item: answer})) == "guarantees"


def test_exit_guarantees_wants_the_other_four_met() -> None:
    assert refusal(exit_().edit("statements", 1, wage=5904)) == "guarantees"
    assert refusal(exit_().drop("statements", 1)) == "guarantees"
    assert refusal(exit_().edit("surveys", 1, housing_grade="C")) == "guarantees"
    assert refusal(exit_().edit("persons", 101, born="")) == "guarantees"
    assert refusal(exit_().edit("member_years", 102, resident_insurance=0)) == "guarantees"


def test_exit_names_the_first_that_fails() -> None:
    spoilt = exit_("exited", procedure_complete=0, announced_on="").edit("surveys", 1, water=0)
    assert refusal(spoilt) == "status"
    spoilt.edit("households", 1, status="poor").edit("previous_closings", 1, closing_status="poor")
    assert refusal(spoilt) == "procedure"
    assert refusal(spoilt.edit("decisions", 1, procedure_complete=1)) == "announcement"
    assert refusal(spoilt.edit("decisions", 1, announced_on="2016-01-01")) == "guarantees"
    assert verdict(spoilt.edit("surveys", 1, water=1)) == ("exited", "exited")


@pytest.mark.parametrize("status", ["poor", "relapsed", "removed", "candidate"])
def test_relapse_status(status: str) -> None:
    assert refusal(relapse(status)) == "status"


def test_relapse_procedure() -> None:
    assert refusal(relapse(procedure_complete=0)) == "procedure"


@pytest.mark.parametrize("announced_on", ["", "2015-12-31", "2017-01-01"])
def test_relapse_announcement(announced_on: str) -> None:
    assert refusal(relapse(announced_on=announced_on)) == "announcement"


def test_relapse_nothing_unmet_since_unknown_is_not_enough() -> None:
    assert refusal(relapse().edit("surveys", 1, water=1)) == "nothing_unmet"
    assert refusal(relapse().edit("surveys", 1, water="")) == "nothing_unmet"


def test_relapse_names_the_first_that_fails() -> None:
    spoilt = relapse(procedure_complete=0, announced_on="2015-01-01").edit("surveys", 1, water="")
    assert refusal(spoilt) == "procedure"
    assert refusal(spoilt.edit("decisions", 1, procedure_complete=1)) == "announcement"
    assert refusal(spoilt.edit("decisions", 1, announced_on="2016-01-01")) == "nothing_unmet"


@pytest.mark.parametrize("status", ["poor", "relapsed", "stable", "removed", "candidate"])
def test_stable_status(status: str) -> None:
    assert refusal(Written().household(1, status).decision(1, "stable")) == "status"


def test_stable_procedure() -> None:
    assert refusal(Written().household(1, "exited").decision(1, "stable", procedure_complete=0)) == "procedure"
    assert refusal(Written().household(1, "stable").decision(1, "stable", procedure_complete=0)) == "status"
