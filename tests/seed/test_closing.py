"""The open year of a seeded population goes through the closing without contradiction, and has every case of §13.3."""

from pathlib import Path

import pytest

from registry.accounts.scope import SYSTEM
from registry.actions.runs import open_run, rehearse_run
from registry.choices import Outcome, RunState
from registry.jobs.running import work_through
from registry.models import Rehearsal, Run
from registry.seed.cases import CASES
from registry.seed.plans import Plan
from registry.seed.populations import load_population
from tests.adjustment.worlds import read_output
from tests.factories import Tree
from tests.oracle import exchange
from tests.oracle.compare import differences
from tests.oracle.facts import read_folder

PROVINCE, YEAR = 430000000000, 2016


def rehearsed(plan: Plan) -> Run:
    """The run of the open year over this population."""
    load_population(plan)
    run = open_run(province_code=PROVINCE, year=YEAR, by=SYSTEM)
    work_through(rehearse_run(run_id=run.pk, version=run.version, by=SYSTEM).pk)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("closed_years", [1, 3])
def test_a_few_hundred_households_hold_every_outcome_and_every_refusal(closed_years: int, tree: Tree) -> None:
    run = rehearsed(Plan(households=400, closed_years=closed_years, wrong=0))
    assert (run.state, run.problem) == (RunState.REHEARSED, [])
    found = set(Rehearsal.objects.values_list("outcome", "refusal"))
    assert {(case.outcome, case.refusal) for case in CASES} <= found
    assert (Outcome.UNCHANGED, "") in found


def test_wrong_data_stops_no_run(tree: Tree) -> None:
    run = rehearsed(Plan(households=1_000, wrong=0.5))
    assert (run.state, run.problem) == (RunState.REHEARSED, [])


def test_five_thousand_households_come_out_as_the_oracle_says(tree: Tree, tmp_path: Path) -> None:
    run = rehearsed(Plan(households=5_000))
    found = read_output(run, tmp_path)
    expected = exchange.run(read_folder(tmp_path / "in"), "43", YEAR)
    assert len(expected["closings"]) > 4_500
    assert differences(found, expected) == []
