"""Real processes, killed and stopped in the middle of a unit; real threads that take units from each other."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from django.db import connection

from registry.jobs import lease, running
from registry.jobs.choices import JobState
from registry.jobs.models import Job, Unit

from .conftest import Working, leave_an_act, queue, works_done
from .worker import HALF_WAY, LEASE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("working")]


@contextmanager
def worker_half_way(job: Job) -> Iterator[subprocess.Popen[str]]:
    """A worker process that has written its unit's rows and not yet committed them."""
    command = [sys.executable, "-m", "tests.jobs.worker", str(connection.settings_dict["NAME"]), str(job.pk)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().strip() == HALF_WAY
            yield process
        finally:
            process.kill()


def in_thread(work: object) -> threading.Thread:
    def run() -> None:
        try:
            work()  # type: ignore[operator]
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_while_a_worker_lives_its_lease_is_renewed() -> None:
    job = queue(1)
    with worker_half_way(job):
        time.sleep(2 * LEASE.total_seconds())
        assert not running.run_next(job.pk)


def test_a_killed_workers_unit_is_done_once_by_the_next_worker() -> None:
    job = queue(1, 1)
    with worker_half_way(job) as worker:
        worker.send_signal(signal.SIGKILL)
    job = running.work_through(job.pk)
    assert (job.state, job.done) == (JobState.DONE, 2)
    assert len(works_done()) == len(set(works_done())) == 2
    assert sorted(job.units.values_list("epoch", flat=True)) == [1, 2]


def test_a_stopped_worker_loses_its_locks_to_the_next_one_and_is_refused_when_it_wakes_up() -> None:
    job = queue(1)
    with worker_half_way(job) as worker:
        worker.send_signal(signal.SIGSTOP)
        assert running.work_through(job.pk).state == JobState.DONE
        worker.send_signal(signal.SIGCONT)
        _, log = worker.communicate("go on\n", timeout=20)
    assert "stale lease refused" in log
    assert len(works_done()) == 1


def test_a_sleeper_whose_session_lives_on_is_refused_by_the_epoch(
    working: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep, wake = threading.Event(), threading.Event()

    def sleep_the_first_time(unit: Unit) -> int:
        if unit.epoch == 1:
            asleep.set()
            wake.wait(10)
        return leave_an_act(unit)

    working(sleep_the_first_time)
    monkeypatch.setattr(running, "end_session_of_holder", lambda unit: None)
    job = queue(1)
    with structlog.testing.capture_logs() as lines:
        sleeper = in_thread(lambda: running.run_next(job.pk))
        asleep.wait(10)
        Unit.objects.update(leased_until=job.created_at)
        running.run_next(job.pk)
        wake.set()
        sleeper.join()
    job.refresh_from_db()
    assert (job.state, job.done, len(works_done())) == (JobState.DONE, 1, 1)
    assert [line["epoch"] for line in lines if line["event"] == "stale lease refused"] == [1]


def test_the_session_of_a_holder_that_overstayed_is_ended() -> None:
    job = queue(1)
    with worker_half_way(job):
        unit = Unit.objects.get(job=job)
        assert sessions_of(unit) == 1
        lease.end_session_of_holder(unit)
        deadline = time.monotonic() + 5
        while sessions_of(unit) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert sessions_of(unit) == 0


def sessions_of(unit: Unit) -> int:
    with connection.cursor() as cursor:
        name = f"jingzhun unit {unit.pk} epoch {unit.epoch}"
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [name])
        return int(cursor.fetchone()[0])


def test_two_workers_share_a_job_and_do_no_unit_twice(working: Working) -> None:
    together = threading.Barrier(2, timeout=10)
    workers = Counter[str]()

    def work(unit: Unit) -> int:
        if unit.number <= 2:
            together.wait()
        workers[threading.current_thread().name] += 1
        return leave_an_act(unit)

    working(work)
    job = queue(*[1] * 12, *[2] * 4)
    threads = [in_thread(lambda: running.work_through(job.pk)) for _ in range(2)]
    for thread in threads:
        thread.join()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 16, 16)
    assert Counter(works_done()).most_common(1)[0][1] == 1
    assert (len(works_done()), len(workers)) == (16, 2)


def test_two_who_queue_the_same_job_at_once_get_one() -> None:
    together = threading.Barrier(2, timeout=10)
    jobs = []

    def queue_it() -> None:
        together.wait()
        jobs.append(queue(1, 1).pk)

    for thread in [in_thread(queue_it) for _ in range(2)]:
        thread.join()
    assert len(set(jobs)) == 1
    assert Unit.objects.count() == 2
