from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from registry.jobs import running, tasks
from registry.jobs.choices import JobState
from registry.jobs.models import Unit

from .conftest import Working, leave_an_act, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("working")]


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the jobs rung for, instead of messages to a broker."""
    ids: list[str] = []
    monkeypatch.setattr(tasks.work, "apply_async", lambda args, **options: ids.append(args[0]))
    return ids


def test_work_does_all_units_there_are(rung: list[str]) -> None:
    job = queue(1, 1, 2)
    tasks.work(str(job.pk))
    job.refresh_from_db()
    assert (job.state, rung) == (JobState.DONE, [])


def test_after_its_turn_a_worker_rings_for_the_rest(rung: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "TURN_SECONDS", 0)
    job = queue(1, 1, 1)
    tasks.work(str(job.pk))
    job.refresh_from_db()
    assert (job.done, rung) == (1, [str(job.pk)])


def test_a_worker_waits_a_moment_for_the_phase_after_the_last_unit_of_another(
    rung: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = queue(1, 2)
    held = running.claim(job.pk)
    assert held is not None
    monkeypatch.setattr("time.sleep", lambda _: running.complete(held, 1))
    with transaction.atomic():
        tasks.work(str(job.pk))
    job.refresh_from_db()
    assert (job.state, rung) == (JobState.DONE, [])


def test_a_worker_leaves_a_unit_that_another_holds_for_long(rung: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PATIENCE_SECONDS", 0)
    job = queue(1)
    running.claim(job.pk)
    tasks.work(str(job.pk))
    assert rung == []


def test_the_sweeper_rings_for_queued_and_for_deserted_jobs_alone(rung: list[str]) -> None:
    queued, deserted, attended, done = (queue(1, 1, 1, subject=name) for name in "abcd")
    for job in (deserted, attended):
        running.claim(job.pk)
        running.claim(job.pk)
    Unit.objects.filter(job=deserted).update(leased_until=Now() - timedelta(seconds=1))
    running.work_through(done.pk)
    tasks.sweep()
    assert rung == [str(queued.pk), str(deserted.pk)]


def test_the_bell_rings_after_the_commit_for_as_many_workers_as_find_work(
    rung: list[str], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # type: ignore[operator]
        small, large = queue(1, subject="small"), queue(1, 1, 1, subject="large")
        tasks.ring(small)
        tasks.ring(large)
        assert rung == []
    assert rung == [str(small.pk), str(large.pk), str(large.pk)]


def test_without_a_broker_the_job_stays_queued_and_nobody_is_troubled(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **options: object) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.work, "apply_async", away)
    job = queue(1)
    tasks.sweep()
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_a_second_ring_for_a_finished_job_does_nothing(working: Working) -> None:
    done = []
    working(lambda unit: done.append(unit.pk) or leave_an_act(unit))  # type: ignore[func-returns-value]
    job = queue(1)
    tasks.work(str(job.pk))
    tasks.work(str(job.pk))
    assert len(done) == 1
