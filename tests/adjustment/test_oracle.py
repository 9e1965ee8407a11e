"""Against the independent oracle (tests/oracle): every row of every file, after the rehearsal and the run."""

from pathlib import Path

import pytest

from registry.choices import RunState
from registry.models import Run
from registry.queries import runs
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .worlds import YEAR, Case, approve, load_case, read_output, rehearse, start, what_stays

pytestmark = pytest.mark.django_db


def closed(case: Case, tmp_path: Path, expected: Case) -> Run:
    """Close the year of a case, comparing on the way: every row it writes, and that it writes no other."""
    run = load_case(case, tmp_path)
    before = what_stays()
    rehearse(run)
    assert (run.state, run.problem) == (RunState.REHEARSED, [])
    assert differences(read_output(run, tmp_path / "rehearsed"), expected) == []
    approve(run)
    start(run)
    assert (run.state, run.problem) == (RunState.FINISHED, [])
    assert differences(read_output(run, tmp_path / "applied"), expected) == []
    assert what_stays() == before
    return run


def test_a_county_of_households_in_many_parts_comes_out_as_the_text_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 300)
    case = make_case(2016, 6000)
    expected = exchange.run(case, "43", YEAR)
    assert len(expected["closings"]) >= 5000
    run = closed(case, tmp_path, expected)
    assert run.parts.count() > 10


@pytest.mark.parametrize("seed", range(100, 108))
def test_small_registers_come_out_as_the_text_says(seed: int, tmp_path: Path) -> None:
    case = make_case(seed, 60)
    closed(case, tmp_path, exchange.run(case, "43", YEAR))


def test_the_comparison_would_see_a_single_wrong_cell(tmp_path: Path) -> None:
    case = make_case(5, 60)
    expected = exchange.run(case, "43", YEAR)
    expected["closings"][7]["members_closing"] += "0"
    run = load_case(case, tmp_path)
    rehearse(run)
    (line,) = differences(read_output(run, tmp_path), expected)
    assert "members_closing" in line
