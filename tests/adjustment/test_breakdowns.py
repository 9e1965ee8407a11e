"""What the machine does to a run that is being applied: the disk is full, the connection breaks while it commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from registry.accounts.scope import SYSTEM
from registry.actions.runs import start_run
from registry.choices import RunState
from registry.jobs import running
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.queries import troubled_units
from registry.jobs.running import run_next, work_through
from registry.models import Closing, Run
from registry.queries import runs
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .worlds import YEAR, Case, approve, load_case, read_output, rehearse

pytestmark = pytest.mark.django_db(transaction=True)
# Whoever writes a closing row meets it; one that ends the session does so as the transaction commits, and only once.
DISK_FULL = """
CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE disk_full USING MESSAGE = 'could not extend file "base/16384/24576": No space left on device';
END $$;
CREATE TRIGGER breakdown BEFORE INSERT ON registry_closing FOR EACH ROW WHEN (NEW.household_id = %(household)s)
    EXECUTE FUNCTION break_down();
"""
LOST_AT_COMMIT = """
CREATE SEQUENCE breakdowns;
CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('breakdowns') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER breakdown AFTER INSERT ON registry_closing DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.household_id = %(household)s) EXECUTE FUNCTION break_down();
"""


@contextmanager
def breaking_down(how: str, household: int) -> Iterator[None]:
    """A database that breaks down at the closing row of one household."""
    _execute(how % {"household": household})
    try:
        yield
    finally:
        _execute("DROP FUNCTION break_down CASCADE; DROP SEQUENCE IF EXISTS breakdowns")


def _execute(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


@pytest.fixture
def case() -> Case:
    return make_case(45, 200)


@pytest.fixture
def approved(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """An approved year in many parts; what fails is tried again without waiting."""
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    monkeypatch.setattr(running, "RETRY_AFTER", timedelta())
    run = load_case(case, tmp_path)
    rehearse(run)
    approve(run)
    return run


def one_of_the_last_part(run: Run) -> int:
    last = run.parts.exclude(households=0).latest("-households", "number")
    rows = runs.results_of(run).filter(village_code__gte=last.first, village_code__lte=last.last)
    return rows.order_by("-village_code", "-household_id")[0].household_id


def assert_closed_once(run: Run, job: Job, case: Case, tmp_path: Path) -> None:
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, job.state, job.done) == (RunState.FINISHED, JobState.DONE, job.total)
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []


def test_on_a_full_disk_the_job_says_so_keeps_what_is_done_and_goes_on_by_itself(
    approved: Run, case: Case, tmp_path: Path
) -> None:
    job = start_run(run_id=approved.pk, version=approved.version, by=SYSTEM)
    with breaking_down(DISK_FULL, one_of_the_last_part(approved)):
        while not troubled_units(job).exists():
            assert run_next(job.pk)
        for _ in range(2 * running.ATTEMPTS):
            assert run_next(job.pk)
        (unit,) = troubled_units(job)
        assert (unit.error, unit.state) == (
            "数据库所在的磁盘已满：已完成的都保留着，腾出空间后自动继续",
            JobState.QUEUED,
        )
        job.refresh_from_db()
        assert job.state == JobState.RUNNING
        kept = Closing.objects.filter(year=YEAR).count()
        assert 0 < kept < runs.results_of(approved).count()
        assert approved.parts.filter(applied_at__isnull=True, households__gt=0).count() == 1

    work_through(job.pk)
    assert not troubled_units(job).exists()
    assert_closed_once(approved, job, case, tmp_path)


def test_a_session_that_ends_in_the_commit_leaves_all_of_its_part_or_nothing_and_the_part_is_done_once(
    approved: Run, case: Case, tmp_path: Path
) -> None:
    job = start_run(run_id=approved.pk, version=approved.version, by=SYSTEM)
    unlucky = one_of_the_last_part(approved)
    with breaking_down(LOST_AT_COMMIT, unlucky):
        while not troubled_units(job).exists():
            assert run_next(job.pk)
        assert troubled_units(job).get().error == "程序错误 OperationalError"
        assert not Closing.objects.filter(year=YEAR, household=unlucky).exists()
        work_through(job.pk)
    assert_closed_once(approved, job, case, tmp_path)
