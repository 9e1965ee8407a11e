"""The outcome of a household: each row of §13.3, each refusal of §13.8, each doubt of §13.4."""

import json
from typing import Any

import pytest

from .conftest import Loading
from .worlds import OTHER_VILLAGE, VILLAGE, Row, home, rows, steps_of

POOR_INCOME = [{"wage": "100"}]
EVERYBODY_LEFT: list[Row] = [{"counted_until": 2016, "kind_out": "natural", "left_on": "2016-05-01"}]
Files = dict[str, Any]


def outcome_of(loaded: Loading, files: Files, decision: Row | None = None) -> tuple[Any, ...]:
    """outcome, closing status, attribute, refusal of the one household."""
    run = loaded(**{**files, "decisions": [decision] if decision else []})
    with steps_of(run):
        (found,) = rows("result", "household_id, outcome, closing_status, attribute, refusal")
    return found[1:]


ROWS: list[tuple[str, Files, Row | None, tuple[str, str, str, str]]] = [
    (
        "1 removed in a campaign",
        {**home(), "campaigns": [{}]},
        {"kind": "remove", "campaign": 1},
        ("removed", "removed", "ordinary_poor", ""),
    ),
    (
        "1 removed though nobody is left",
        {**home(), "campaigns": [{}], "memberships": EVERYBODY_LEFT},
        {"kind": "remove", "campaign": 1},
        ("removed", "removed", "ordinary_poor", ""),
    ),
    (
        "1 on the last day of the window, in the county's campaign",
        {**home(status="exited", attribute="05"), "campaigns": [{"areas": "520628 433124", "closes": "2016-11-20"}]},
        {"kind": "remove", "campaign": 1},
        ("removed", "removed", "ordinary", ""),
    ),
    ("2 nobody left", {**home(), "memberships": EVERYBODY_LEFT}, None, ("closed", "closed", "ordinary_poor", "")),
    ("2 closed by decision", home(), {"kind": "close"}, ("closed", "closed", "ordinary_poor", "")),
    (
        "2 nobody left, so the exit is refused",
        {**home(), "memberships": EVERYBODY_LEFT},
        {"kind": "exit"},
        ("closed", "closed", "ordinary_poor", "nobody_left"),
    ),
    (
        "3 registered",
        home(status="candidate"),
        {"kind": "register", "announced_on": "2015-03-01"},
        ("registered", "poor", "ordinary_poor", ""),
    ),
    ("4 exited, 01→05", home(), {"kind": "exit"}, ("exited", "exited", "ordinary", "")),
    ("4 exited, 04→02", home(attribute="04"), {"kind": "exit"}, ("exited", "exited", "dibao", "")),
    ("4 exited, 06→03", home(attribute="06"), {"kind": "exit"}, ("exited", "exited", "destitute", "")),
    (
        "4 exited, 07→08",
        home(status="relapsed", attribute="07"),
        {"kind": "exit"},
        ("exited", "exited", "dibao_destitute", ""),
    ),
    ("4 exited without a mapping", home(attribute="05"), {"kind": "exit"}, ("exited", "exited", "ordinary", "")),
    *(
        (
            f"5 relapsed, {attribute}→",
            {**home(status=status, attribute=attribute), "statements": POOR_INCOME},
            {"kind": "relapse", "reason": "01"},
            ("relapsed", "relapsed", becomes, ""),
        )
        for status, attribute, becomes in (
            ("exited", "05", "ordinary_poor"),
            ("exited", "02", "dibao_poor"),
            ("stable", "03", "destitute_poor"),
            ("stable", "08", "dibao_destitute_poor"),
        )
    ),
    (
        "6 stabilised",
        home(status="exited", attribute="05"),
        {"kind": "stable", "announced_on": ""},
        ("stabilised", "stable", "ordinary", ""),
    ),
    ("8 no decision", home(), None, ("unchanged", "poor", "ordinary_poor", "")),
    ("8 only proposed", home(), {"kind": "exit", "state": "proposed"}, ("unchanged", "poor", "ordinary_poor", "")),
    ("8 of another year", home(), {"kind": "exit", "year": 2017}, ("unchanged", "poor", "ordinary_poor", "")),
]


@pytest.mark.parametrize(("files", "decision", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_first_row_that_fits_wins(
    loaded: Loading, files: Files, decision: Row | None, expected: tuple[str, ...]
) -> None:
    assert outcome_of(loaded, files, decision) == expected


REMOVE: Row = {"kind": "remove", "campaign": 1}
REFUSED: list[tuple[str, Files, Row]] = [
    ("status", {**home(status="stable", attribute="05"), "campaigns": [{}]}, REMOVE),
    ("campaign", home(), {"kind": "remove"}),
    ("campaign", {**home(), "campaigns": [{"allows": "correction"}]}, REMOVE),
    ("area", {**home(), "campaigns": [{"areas": "520628"}]}, REMOVE),
    ("window", {**home(), "campaigns": [{"closes": "2016-11-19"}]}, REMOVE),
    ("window", {**home(), "campaigns": [{"opens": "2016-11-21"}]}, REMOVE),
    ("status", home(), {"kind": "register"}),
    ("procedure", home(status="candidate"), {"kind": "register", "procedure_complete": 0}),
    ("announcement", home(status="candidate"), {"kind": "register", "announced_on": ""}),
    ("announcement", home(status="candidate"), {"kind": "register", "announced_on": "2017-01-01"}),
    ("nobody", {**home(status="candidate"), "memberships": EVERYBODY_LEFT}, {"kind": "register"}),
    ("attribute", home(status="candidate", attribute="05"), {"kind": "register"}),
    ("status", home(status="exited", attribute="05"), {"kind": "exit"}),
    ("procedure", {**home(), "statements": POOR_INCOME}, {"kind": "exit", "procedure_complete": 0}),
    ("announcement", home(), {"kind": "exit", "announced_on": "2015-12-31"}),
    ("announcement", home(), {"kind": "exit", "announced_on": ""}),
    ("guarantees", {**home(), "statements": POOR_INCOME}, {"kind": "exit"}),
    ("guarantees", {**home(), "surveys": [{"confirmed": 0}]}, {"kind": "exit"}),
    ("status", home(), {"kind": "relapse"}),
    ("procedure", home(status="exited", attribute="05"), {"kind": "relapse", "procedure_complete": 0}),
    ("announcement", home(status="exited", attribute="05"), {"kind": "relapse", "announced_on": "2017-01-01"}),
    ("nothing_unmet", {**home(status="exited", attribute="05"), "surveys": [{"food": ""}]}, {"kind": "relapse"}),
    ("status", home(), {"kind": "stable"}),
    ("procedure", home(status="exited", attribute="05"), {"kind": "stable", "procedure_complete": 0}),
]


@pytest.mark.parametrize(("reason", "files", "decision"), REFUSED)
def test_a_decision_is_refused_for_the_first_condition_that_fails(
    loaded: Loading, reason: str, files: Files, decision: Row
) -> None:
    status, attribute = files["households"][0].get("status", "poor"), files["households"][0].get("attribute", "01")
    words = {"01": "ordinary_poor", "05": "ordinary"}
    assert outcome_of(loaded, files, decision) == ("unchanged", status, words[attribute], reason)


DOUBTS: list[tuple[list[str], Files, Row | None]] = [
    ([], {**home(), "statements": POOR_INCOME}, None),
    (["not_surveyed"], {**home(), "statements": []}, None),
    (["not_surveyed"], {**home(), "surveys": [{"confirmed": 0}]}, None),
    (["ready_not_exited"], home(), None),
    ([], home(), {"kind": "exit"}),
    (["exit_refused"], home(), {"kind": "exit", "announced_on": ""}),
    (["ready_not_exited", "decision_refused"], home(), {"kind": "stable"}),
    (["slipping"], {**home(status="stable", attribute="05"), "surveys": [{"water": 0}]}, None),
    (["relapse_refused"], home(status="exited", attribute="05"), {"kind": "relapse", "reason": "01"}),
    (["decision_refused"], home(status="candidate"), {"kind": "register", "announced_on": ""}),
    (["exit_refused"], {**home(), "memberships": EVERYBODY_LEFT, "surveys": []}, {"kind": "exit"}),
    (["attribute_unmapped"], home(attribute="05"), {"kind": "exit"}),
    (["ready_not_exited"], home(status="candidate"), {"kind": "register"}),
]


@pytest.mark.parametrize(("doubts", "files", "decision"), DOUBTS)
def test_doubts_are_opened_on_the_new_status(
    loaded: Loading, doubts: list[str], files: Files, decision: Row | None
) -> None:
    run = loaded(**{**files, "decisions": [decision] if decision else []})
    with steps_of(run):
        ((__, found),) = rows("result", "household_id, doubts")
    assert json.loads(found) == doubts


def test_only_households_that_the_year_concerns_have_a_row(loaded: Loading) -> None:
    run = loaded(
        households=[
            {"household": 1},
            {"household": 2, "status": "candidate"},
            {"household": 3, "status": "candidate"},
            {"household": 4, "status": "removed"},
            {"household": 5, "split_from": 1, "split_year": 2016},
            {"household": 6, "village": "520628100200"},
        ],
        previous_closings=[
            {"household": 1, "members_closing": 0},
            {"household": 4, "closing_status": "removed", "members_closing": 0},
            {"household": 6, "village": "520628100200", "members_closing": 0},
        ],
        decisions=[{"household": 2, "kind": "register"}],
    )
    with steps_of(run):
        found = rows("result", "household_id, opening_status, village_opening, village_code, split")
    village = int(VILLAGE)
    assert found == [
        (1, "poor", village, village, False),
        (2, "", None, village, False),
        (5, "poor", village, village, True),
    ]


def test_a_recoded_village_is_its_successor_and_a_moved_household_comes_from_where_it_was(loaded: Loading) -> None:
    files = home()
    run = loaded(
        **{
            **files,
            "households": [{"household": 1}, {"household": 2}],
            "previous_closings": [
                {"household": 1, "village": "433123100200"},
                {"household": 2, "village": OTHER_VILLAGE, "members_closing": 0},
            ],
            "regions": [
                {"code": "433123100200", "successor": "433123100999", "replaced_on": "2016-03-01"},
                {"code": "433123100999", "successor": VILLAGE, "replaced_on": "2016-09-01"},
            ],
        }
    )
    with steps_of(run):
        found = rows("result", "household_id, village_opening")
    assert found == [(1, int(VILLAGE)), (2, int(OTHER_VILLAGE))]


def test_a_village_recoded_only_after_the_year_keeps_its_code(loaded: Loading) -> None:
    recoded = [{"code": OTHER_VILLAGE, "successor": VILLAGE, "replaced_on": "2017-01-01"}]
    run = loaded(**{**home(), "previous_closings": [{"village": OTHER_VILLAGE}], "regions": recoded})
    with steps_of(run):
        assert rows("result", "household_id, village_opening") == [(1, int(OTHER_VILLAGE))]


def test_a_closing_row_says_everything_of_the_year(loaded: Loading) -> None:
    run = loaded(**{**home(), "decisions": [{"decision": 7}]})
    with steps_of(run):
        (found,) = rows(
            "result",
            "household_id, year, members_opening, members_closing, net_income, income_per_head, line, income, food,"
            " clothing, water, housing, education, medical, decision_id, refusal, doubts",
        )
    assert found == (1, 2016, 1, 1, 4000, 4000, 2952, *["met"] * 7, 7, "", "[]")
