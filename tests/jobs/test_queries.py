from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from registry.accounts.scope import SYSTEM
from registry.jobs import queries, running
from registry.jobs.choices import JobState
from registry.jobs.models import Job

from .conftest import ROWS, Working, queue

NOW = datetime(2016, 12, 31, 16, 0, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)


@pytest.fixture
def new_year() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def job_at(done: int, state: JobState = JobState.RUNNING, minutes: int = 60) -> Job:
    """Ten units, begun an hour ago, the last one finished after so many minutes."""
    heartbeat = AN_HOUR_AGO + timedelta(minutes=minutes)
    return Job(state=state, done=done, total=10, started_at=AN_HOUR_AGO, heartbeat_at=heartbeat)


@pytest.mark.usefixtures("new_year")
def test_rate_and_time_left_follow_from_the_units_done() -> None:
    found = queries.progress(job_at(done=6))
    assert (found.percent, found.per_minute) == (60, 0.1)
    assert found.seconds_left == 40 * 60


def test_before_the_first_unit_nobody_knows_the_rate() -> None:
    assert queries.progress(job_at(done=0, minutes=0)) == queries.Progress(0, None, None)


def test_a_finished_job_has_no_time_left() -> None:
    assert queries.progress(job_at(done=10, state=JobState.DONE)).seconds_left is None


@pytest.mark.usefixtures("new_year")
def test_time_left_shrinks_while_a_long_unit_is_at_work_and_never_ends() -> None:
    assert queries.progress(job_at(done=5, minutes=30)).seconds_left == 1


@pytest.mark.django_db
def test_phases_add_up_units_and_rows(working: Working) -> None:
    job = queue(1, 1, 2)
    running.run_next(job.pk)
    assert queries.phases(job) == [queries.Phase(1, 1, 2, ROWS), queries.Phase(2, 0, 1, 0)]


@pytest.mark.django_db
def test_a_unit_in_trouble_is_named(working: Working) -> None:
    working(lambda unit: 1 // 0)
    job = queue(1, 1)
    running.run_next(job.pk)
    assert [unit.error for unit in queries.troubled_units(job)] == ["程序错误 ZeroDivisionError"]


@pytest.mark.django_db
def test_jobs_come_newest_first() -> None:
    first, second = queue(1, subject="a"), queue(1, subject="b")
    assert list(queries.jobs(SYSTEM)) == [second, first]
