"""Input that contradicts itself stops the run and is named (§13.8)."""

from pathlib import Path

import pytest

from registry.choices import RunState
from registry.models import Closing, Rehearsal
from registry.refusal import Refused
from tests.oracle.cases import CONTRADICTIONS, make_contradiction

from .conftest import Loading
from .worlds import Row, approve, home, load_case, rehearse, start

LEAVES_LATER: Row = {"counted_until": 2017, "kind_out": "natural", "left_on": "2017-02-01"}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_planted_contradiction_keeps_the_run_open_and_is_named(kind: str, seed: int, tmp_path: Path) -> None:
    planted = make_contradiction(seed, kind)
    run = load_case(planted.case, tmp_path)
    rehearse(run)
    assert run.state == RunState.OPEN
    assert {problem["household_id"] for problem in run.problem} >= planted.named


def test_a_person_in_two_households_at_the_closing_is_found_where_the_database_cannot_see_it(loaded: Loading) -> None:
    run = loaded(
        households=[{"household": 1}, {"household": 2}],
        persons=[{}],
        memberships=[{"membership": 1}, {"membership": 2, "household": 2, "counted_from": 2016, **LEAVES_LATER}],
        previous_closings=[{"household": 1}, {"household": 2, "members_closing": 0}],
    )
    rehearse(run)
    assert run.problem == [
        {"household_id": 1, "problem": "two_households"},
        {"household_id": 2, "problem": "two_households"},
    ]


def test_the_other_household_may_lie_in_another_province(loaded: Loading) -> None:
    run = loaded(
        households=[{"household": 1}, {"household": 2, "village": "520628100200"}],
        persons=[{}],
        memberships=[{"membership": 1, **LEAVES_LATER}, {"membership": 2, "household": 2, "counted_from": 2016}],
        previous_closings=[{"household": 1}],
    )
    rehearse(run)
    assert {"household_id": 1, "problem": "two_households"} in run.problem


def test_a_status_changed_behind_the_closings_back_is_named(loaded: Loading) -> None:
    run = loaded(**{**home(), "previous_closings": [{"closing_status": "exited"}]})
    rehearse(run)
    assert run.problem == [{"household_id": 1, "problem": "status"}]


@pytest.mark.parametrize("row", ["removed", "closed"])
def test_a_household_identified_again_contradicts_nothing(loaded: Loading, row: str) -> None:
    run = loaded(
        households=[{"status": "candidate"}],
        persons=[{}],
        memberships=[{}],
        previous_closings=[{"closing_status": row}],
        decisions=[{"kind": "register"}],
    )
    rehearse(run)
    assert (run.state, run.problem) == (RunState.REHEARSED, [])


def test_a_household_split_off_next_year_is_no_business_of_this_one(loaded: Loading) -> None:
    files = home()
    run = loaded(**{**files, "households": [{}, {"household": 2, "split_from": 1, "split_year": 2017}]})
    rehearse(run)
    assert run.problem == []
    assert list(Rehearsal.objects.values_list("household_id", flat=True)) == [1]


def test_nothing_is_applied_while_the_input_contradicts_itself(loaded: Loading) -> None:
    run = loaded(**{**home(), "previous_closings": [{"members_closing": 3}]})
    rehearse(run)
    assert run.problem == [{"household_id": 1, "problem": "members"}]
    with pytest.raises(Refused, match="没有可批准的试算"):
        approve(run)
    with pytest.raises(Refused, match="不能执行"):
        start(run)
    assert not Closing.objects.filter(year=2016).exists()
