"""A worker killed in the middle of applying: the next one goes on, and the rows are those of an undisturbed run."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from registry.accounts.scope import SYSTEM
from registry.actions.runs import ask_undoing, start_run, undo_run
from registry.chaos.digest import digests
from registry.choices import RunState
from registry.jobs.actions import cancel_job
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.running import run_next, work_through
from registry.models import Closing, Doubt, Part
from registry.queries import runs
from registry.refusal import Refused
from tests.browser.working import do_the_work
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .worker import HERE
from .worlds import YEAR, administrator, approve, load_case, read_output, rehearse, start

pytestmark = pytest.mark.django_db(transaction=True)
STATEMENTS = ("apply_closings", "keep_before", "apply_households", "apply_decisions", "apply_doubts")


def kill_in_the_middle(job: Job, statement: str) -> None:
    """Let a worker process work until it has run `statement` inside its second part's transaction; then kill it."""
    command = [
        sys.executable,
        "-m",
        "tests.adjustment.worker",
        str(connection.settings_dict["NAME"]),
        str(job.pk),
        statement,
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().strip() == HERE
        finally:
            process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_run_killed_while_it_applies_ends_with_the_same_rows(
    statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    case = make_case(41, 300)
    run = load_case(case, tmp_path)
    rehearse(run)
    approve(run)
    job = start_run(run_id=run.pk, version=run.version, by=SYSTEM)

    kill_in_the_middle(job, statement)
    applied = run.parts.filter(applied_at__isnull=False)
    assert applied.count() == 1
    assert {row.household_id for row in Closing.objects.filter(year=YEAR)} == households_of(applied.get())

    assert work_through(job.pk).state == JobState.DONE
    run.refresh_from_db()
    assert run.state == RunState.FINISHED
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []
    assert Doubt.objects.count() == len(exchange.run(case, "43", YEAR)["doubts"])


def households_of(part: Part) -> set[int]:
    rows = Closing.objects.filter(year=YEAR, village_code__gte=part.first, village_code__lte=part.last)
    return {row.household_id for row in rows}


@pytest.mark.parametrize("statement", ["undo_households", "undo_doubts"])
def test_an_undoing_killed_in_the_middle_ends_as_before_the_run(
    statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    case = make_case(43, 300)
    run = load_case({**case, "decisions": [row for row in case["decisions"] if row["year"] == str(YEAR)]}, tmp_path)
    before = digests()
    rehearse(run)
    approve(run)
    start(run)
    do_the_work()
    run.refresh_from_db()
    ask_undoing(run_id=run.pk, version=run.version, reason="口径有误", by=administrator("first"))
    run.refresh_from_db()
    job = undo_run(run_id=run.pk, version=run.version, by=administrator("second"))

    kill_in_the_middle(job, statement)
    assert run.parts.filter(applied_at__isnull=True).count() == 1

    assert work_through(job.pk).state == JobState.DONE
    run.refresh_from_db()
    assert run.state == RunState.OPEN
    assert {table for table, digest in digests().items() if digest != before[table]} == {"registry_balance"}


def test_a_run_that_failed_half_way_is_resumed_and_not_rehearsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    case = make_case(42, 300)
    run = load_case(case, tmp_path)
    rehearse(run)
    approve(run)
    job = start_run(run_id=run.pk, version=run.version, by=SYSTEM)
    while not run.parts.filter(applied_at__isnull=False).exists():
        assert run_next(job.pk)
    cancel_job(job_id=job.pk, by=SYSTEM)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    with pytest.raises(Refused, match="只能继续执行"):
        rehearse(run)

    start(run)
    assert run.state == RunState.FINISHED
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []
