from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from registry.accounts.scope import SYSTEM
from registry.jobs import queries, running
from registry.jobs.choices import JobState
from registry.jobs.models import Job, Unit

from .conftest import ROWS, Working, queue

NOW = datetime(2016, 12, 31, 16, 0, tzinfo=UTC)


@pytest.fixture
def an_hour_in(working: Working) -> Iterator[Job]:
    """Six of ten units done, ten rows each; the last one just now, the first begun an hour ago."""
    job = queue(*[1] * 10)
    for _ in range(6):
        running.run_next(job.pk)
    Job.objects.update(started_at=NOW - timedelta(hours=1), heartbeat_at=NOW)
    job.refresh_from_db()
    with time_machine.travel(NOW, tick=False):
        yield job


@pytest.mark.django_db
def test_rate_and_time_left_follow_from_the_units_done(an_hour_in: Job) -> None:
    Unit.objects.filter(state=JobState.DONE).update(rows=6000)
    found = queries.progress(an_hour_in)
    assert found == queries.Progress(rows_per_second=10, seconds_left=40 * 60)
    assert found.left == "约 40 分钟"


@pytest.mark.django_db
def test_time_left_shrinks_while_a_unit_is_at_work_and_never_ends(an_hour_in: Job) -> None:
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        assert queries.progress(an_hour_in).seconds_left == 30 * 60
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert queries.progress(an_hour_in).seconds_left == 1


@pytest.mark.django_db
def test_a_finished_job_has_a_rate_and_no_time_left(an_hour_in: Job) -> None:
    an_hour_in.state = JobState.DONE
    assert queries.progress(an_hour_in) == queries.Progress(rows_per_second=0)


@pytest.mark.django_db
def test_before_the_first_unit_nobody_knows_the_rate(working: Working) -> None:
    assert queries.progress(queue(1)) == queries.Progress()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (20, "不到 1 分钟"), (150, "约 2 分钟"), (3600, "约 1 小时 0 分钟"), (7290, "约 2 小时 2 分钟")],
)
def test_time_left_is_said_to_the_minute(seconds: int | None, words: str) -> None:
    assert queries.Progress(seconds_left=seconds).left == words


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
