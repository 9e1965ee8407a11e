"""Against the independent oracle (tests/oracle): every row of every file, after the rehearsal and the run.

JINGZHUN_ORACLE_HOUSEHOLDS and JINGZHUN_ORACLE_EXAMPLES ask for a larger county and for more small registers.
"""

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Decision, Household, Run
from registry.queries import runs
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .worlds import (
    VILLAGE,
    YEAR,
    Case,
    Row,
    approve,
    case_of,
    home,
    load_case,
    read_output,
    rehearse,
    start,
    what_stays,
)

pytestmark = pytest.mark.django_db
HOUSEHOLDS = int(os.environ.get("JINGZHUN_ORACLE_HOUSEHOLDS", "6000"))
EXAMPLES = int(os.environ.get("JINGZHUN_ORACLE_EXAMPLES", "20"))
# The rows of §13.3 by what they leave: the second one in its three ways, the seventh with each of its reasons.
ROWS = {
    *("1 removed", "2 closed by decision", "2 closed, nobody left", "2 refused nobody_left", "3 registered"),
    *("4 exited", "5 relapsed", "6 stabilised", "8 unchanged"),
    *(f"7 remove {reason}" for reason in ("status", "campaign", "area", "window")),
    *(f"7 register {reason}" for reason in ("status", "procedure", "announcement", "nobody", "attribute")),
    *(f"7 exit {reason}" for reason in ("status", "procedure", "announcement", "guarantees")),
    *(f"7 relapse {reason}" for reason in ("status", "procedure", "announcement", "nothing_unmet")),
    *(f"7 stable {reason}" for reason in ("status", "procedure")),
}
NUMBER = {"removed": 1, "registered": 3, "exited": 4, "relapsed": 5, "stabilised": 6}


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
    assert written(Household) == {int(row["household"]): 2 for row in expected["households_out"]}
    assert written(Decision) == {int(row["decision"]): 2 for row in expected["decisions_out"]}
    return run


def written(model: type[Household] | type[Decision]) -> dict[int, int]:
    """Rows that somebody wrote since they were loaded, with their version: pages shown before are stale."""
    return dict(model.objects.exclude(version=1).values_list("pk", "version"))


def test_a_county_of_households_in_many_parts_comes_out_as_the_text_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 300)
    case = make_case(2016, HOUSEHOLDS)
    expected = exchange.run(case, "43", YEAR)
    hits = rows_hit(case, expected)
    assert hits.keys() == ROWS
    assert min(hits.values()) >= HOUSEHOLDS // 1000, hits
    run = closed(case, tmp_path, expected)
    assert run.parts.count() > 10


def rows_hit(case: Case, expected: Case) -> Counter[str]:
    """How many households each row of §13.3 decides."""
    kinds = {row["decision"]: row["kind"] for row in case["decisions"]}
    households = {row["decision"]: row["household"] for row in case["decisions"]}
    live = {
        households[row["decision"]]: (kinds[row["decision"]], row["reason"])
        for row in expected["decisions_out"]
        if row["state"] in {"applied", "refused"}
    }
    return Counter(
        row_that_decides(row["outcome"], *live.get(row["household"], ("", ""))) for row in expected["closings"]
    )


def row_that_decides(outcome: str, kind: str, reason: str) -> str:
    if outcome in NUMBER:
        return f"{NUMBER[outcome]} {outcome}"
    if outcome == "closed":
        by_decision = "2 closed by decision" if kind == "close" else "2 closed, nobody left"
        return f"2 refused {reason}" if reason else by_decision
    return f"7 {kind} {reason}" if kind else "8 unchanged"


@pytest.mark.parametrize("seed", range(100, 108))
def test_small_registers_come_out_as_the_text_says(seed: int, tmp_path: Path) -> None:
    case = make_case(seed, 60)
    closed(case, tmp_path, exchange.run(case, "43", YEAR))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), households=st.integers(1, 25))
def test_any_small_register_comes_out_as_the_text_says(db: None, seed: int, households: int) -> None:
    case = make_case(seed, households)
    assume(any(row["village"].startswith("43") for row in case["households"]))  # else the province has no register
    with transaction.atomic(), TemporaryDirectory() as directory:
        closed(case, Path(directory), exchange.run(case, "43", YEAR))
        transaction.set_rollback(True)


def test_the_code_that_a_row_is_kept_under_plays_no_part(tmp_path: Path) -> None:
    """It tells where to look first; rows of somebody who moved may stand under any."""
    case = make_case(9, 200)
    run = load_case(case, tmp_path)
    with transaction.atomic(), act("test.scatter", by=SYSTEM), connection.cursor() as cursor:
        for table in ("statement", "survey", "memberyear", "membership", "person"):
            cursor.execute(f"UPDATE registry_{table} SET village_code = 520628100200 WHERE id % 3 = 0")
            assert cursor.rowcount > 0
    rehearse(run)
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []


ELSEWHERE = "520628100200"
SPLIT = {"household": 2, "split_from": 1, "split_year": YEAR}
JOINED: Row = {"membership": 2, "household": 2, "counted_from": YEAR, "kind_in": "transfer", "joined_on": "2016-05-01"}
LEFT: Row = {"counted_until": YEAR, "kind_out": "transfer", "left_on": "2016-05-01"}
CHAIN = ("433123100200", "433123100201", "433123100202", VILLAGE)
NEVER_GENERATED: dict[str, dict[str, list[Row]]] = {
    "a split from a household that then moved to another province": {
        "households": [{"village": ELSEWHERE}, SPLIT],
        "memberships": [LEFT, JOINED],
    },
    "a household split off that then moved to another province": {
        "households": [{}, {**SPLIT, "village": ELSEWHERE}],
        "memberships": [LEFT, JOINED],
    },
    "a village recoded three times": {
        "previous_closings": [{"village": CHAIN[0]}],
        "regions": [{"code": old, "successor": new, "replaced_on": "2016-03-01"} for old, new in pairwise(CHAIN)],
    },
    "a statement in which nothing is filled in": {"statements": [{}]},
}


@pytest.mark.parametrize("files", NEVER_GENERATED.values(), ids=NEVER_GENERATED)
def test_what_is_never_generated_comes_out_as_the_text_says(files: dict[str, list[Row]], tmp_path: Path) -> None:
    case = case_of(**{**home(), **files})
    closed(case, tmp_path, exchange.run(case, "43", YEAR))


def test_the_comparison_would_see_a_single_wrong_cell(tmp_path: Path) -> None:
    case = make_case(5, 60)
    expected = exchange.run(case, "43", YEAR)
    expected["closings"][7]["members_closing"] += "0"
    run = load_case(case, tmp_path)
    rehearse(run)
    (line,) = differences(read_output(run, tmp_path), expected)
    assert "members_closing" in line
