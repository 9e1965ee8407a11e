"""Bugs planted in the SQL, one at a time: each is noticed, and by what.

A balance that its own terms could not help fulfilling would notice nothing. So it is not enough that the oracle sees a
bug: a good many must be seen by the run itself, which in production has no oracle beside it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from registry import sqlfile
from registry.actions.runs import ask_undoing, undo_run
from registry.adjustment.computing import SQL
from registry.chaos.digest import digests
from registry.choices import RunState
from registry.jobs.running import work_through
from registry.models import Run
from registry.refusal import Refused
from tests.browser.working import do_the_work
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .bugs import PLANTED, Bug, Notices
from .worlds import YEAR, Case, administrator, approve, load_case, read_output, rehearse, start, what_stays

Planting = Callable[[Bug], None]
IN_CLOSING = [(bug, by) for by, bugs in PLANTED.items() for bug in bugs if by != Notices.UNDOING]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Planting:
    """Plant a bug for the length of a test. An edit that no longer matches its statement fails it."""

    def plant(bug: Bug) -> None:
        spoilt, read = SQL / f"{bug.statement}.sql", sqlfile.read_sql
        found = read(spoilt).count(bug.right)
        assert found == 1, f"{spoilt.name} has {bug.right!r} {found} times: adapt the bug"
        wrong = read(spoilt).replace(bug.right, bug.wrong)
        monkeypatch.setattr(sqlfile, "read_sql", lambda path: wrong if path == spoilt else read(path))

    return plant


@pytest.fixture(scope="module")
def case() -> Case:
    """Some hundred households with every case."""
    return make_case(24, 300)


@pytest.fixture(scope="module")
def expected(case: Case) -> Case:
    return exchange.run(case, "43", YEAR)


@pytest.mark.django_db
@pytest.mark.parametrize(("bug", "by"), IN_CLOSING, ids=[bug.what for bug, _ in IN_CLOSING])
def test_a_bug_planted_in_the_closing_is_noticed(
    bug: Bug, by: Notices, plant: Planting, case: Case, expected: Case, tmp_path: Path
) -> None:
    run = load_case(case, tmp_path)
    plant(bug)
    assert who_notices(run, expected, tmp_path) == by


@pytest.mark.django_db
def test_where_none_is_planted_nothing_is_noticed(case: Case, expected: Case, tmp_path: Path) -> None:
    assert who_notices(load_case(case, tmp_path), expected, tmp_path) == Notices.NOTHING


def who_notices(run: Run, expected: Case, tmp_path: Path) -> Notices:
    """Close the year, and stop at the first that notices something."""
    before = what_stays()
    rehearse(run)
    if run.state != RunState.REHEARSED:
        return Notices.CONTRADICTION
    try:
        approve(run)
    except Refused as refused:
        return {"试算不平衡，不能批准": Notices.REHEARSED_BALANCE}[str(refused)]
    start(run)
    if run.state != RunState.FINISHED:
        problems = {problem["problem"] for problem in run.problem}
        return Notices.READING_BACK if "rows" in problems else Notices.BALANCE
    if differences(read_output(run, tmp_path), expected):
        return Notices.ORACLE
    return Notices.NOTHING if what_stays() == before else Notices.REST


@pytest.mark.django_db
@pytest.mark.parametrize("bug", PLANTED[Notices.UNDOING], ids=lambda bug: bug.what)
def test_a_bug_planted_in_the_undoing_is_noticed(bug: Bug, plant: Planting, case: Case, tmp_path: Path) -> None:
    of_this_year = [row for row in case["decisions"] if row["year"] == str(YEAR)]
    run = load_case({**case, "decisions": of_this_year}, tmp_path)
    before = digests()
    plant(bug)
    rehearse(run)
    approve(run)
    start(run)
    do_the_work()
    ask_undoing(run_id=run.pk, version=run.version, reason="口径有误", by=administrator("first"))
    run.refresh_from_db()
    work_through(undo_run(run_id=run.pk, version=run.version, by=administrator("second")).pk)
    after = digests() | {"registry_balance": before["registry_balance"]}  # of the rehearsal, which stays
    assert after != before


def test_a_good_many_are_noticed_by_the_run_itself() -> None:
    by_the_run = [bug for bug, by in IN_CLOSING if by not in {Notices.ORACLE, Notices.REST}]
    assert len(by_the_run) >= 20
    assert len(PLANTED[Notices.BALANCE]) >= 4
