"""§13.4 and the doubts of refused decisions in §13.8."""

import pytest

from .by_hand import Written
from .test_outcome import removal


def test_nothing_to_doubt() -> None:
    assert Written().household(1, "exited").doubts() == set()
    assert Written().household(1).decision(1, "exit").doubts() == set()


@pytest.mark.parametrize("file", ["statements", "surveys"])
def test_not_surveyed(file: str) -> None:
    assert Written().household(1).drop(file, 1).doubts() == {"not_surveyed"}
    assert Written().household(1).edit(file, 1, year=2015).doubts() == {"not_surveyed"}


def test_a_survey_only_carried_forward_is_missing_but_one_with_empty_answers_is_not() -> None:
    assert Written().household(1).edit("surveys", 1, confirmed=0).doubts() == {"not_surveyed"}
    empty = Written().household(1).edit("surveys", 1, food="", clothing="", water="", housing_grade="")
    assert empty.doubts() == set()


@pytest.mark.parametrize("status", ["poor", "relapsed"])
def test_ready_not_exited(status: str) -> None:
    assert Written().household(1, status).doubts() == {"ready_not_exited"}
    assert Written().household(1, status).decision(1, "exit", state="proposed").doubts() == {"ready_not_exited"}
    assert Written().household(1, status).edit("surveys", 1, water="").doubts() == set()
    assert Written().unopened(1, "candidate").decision(1, "register").doubts() == {"ready_not_exited"}


def test_a_refused_exit_is_not_also_ready_not_exited() -> None:
    assert Written().household(1).decision(1, "exit", procedure_complete=0).doubts() == {"exit_refused"}


@pytest.mark.parametrize("status", ["exited", "stable"])
def test_slipping(status: str) -> None:
    assert Written().household(1, status).edit("surveys", 1, food=0).doubts() == {"slipping"}
    assert Written().household(1, status).edit("surveys", 1, food="").doubts() == set()
    assert Written().household(1).edit("surveys", 1, food=0).doubts() == set()


def test_doubts_are_on_the_new_status() -> None:
    made_stable = Written().household(1, "exited").edit("surveys", 1, food=0).decision(1, "stable")
    assert made_stable.doubts() == {"slipping"}
    relapsed = Written().household(1, "exited").edit("surveys", 1, food=0).decision(1, "relapse")
    assert relapsed.doubts() == set()
    assert removal().edit("surveys", 1, year=2015).doubts() == set()
    closed = Written().household(1).drop("surveys", 1).decision(1, "close")
    assert closed.doubts() == set()


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("exit", "exit_refused"),
        ("relapse", "relapse_refused"),
        ("register", "decision_refused"),
        ("stable", "decision_refused"),
        ("remove", "decision_refused"),
    ],
)
def test_one_doubt_per_refused_decision_on_any_status(kind: str, rule: str) -> None:
    assert Written().household(1, "removed").decision(1, kind).doubts() == {rule}
    assert Written().household(1).all_leave(1).decision(1, kind).doubts() == {rule}


@pytest.mark.parametrize("attribute", ["", "05", "02"])
def test_attribute_unmapped_on_exit(attribute: str) -> None:
    case = Written().household(1, attribute=attribute).decision(1, "exit")
    assert case.doubts() == {"attribute_unmapped"}
    assert case.rows("households_out")[0]["attribute"] == attribute


@pytest.mark.parametrize("attribute", ["", "01", "07"])
def test_attribute_unmapped_on_relapse(attribute: str) -> None:
    case = Written().household(1, "exited", attribute=attribute).edit("surveys", 1, food=0).decision(1, "relapse")
    assert case.doubts() == {"attribute_unmapped"}
    assert case.rows("households_out")[0]["attribute"] == attribute


def test_a_doubt_names_rule_household_and_year() -> None:
    assert Written().household(1).rows("doubts") == [{"rule": "ready_not_exited", "household": "1", "year": "2016"}]
