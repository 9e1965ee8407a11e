"""Two ends of year, of a leap year and another, walked through by the scheduler on machines of any zone (§13.7)."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from registry import tasks
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import RunState
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.models import Closing, Run
from registry.parameters.models import PovertyLine
from tests.browser.working import do_the_work

from .conftest import Loading
from .worlds import PROVINCE, administrator, approve, home

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
BEAT = timedelta(minutes=20)
# Beats at each ring, and whether any come between 23:30 and 00:30 in China.
PATTERNS = {"one beat": (1, True), "three beats": (3, True), "no beat over midnight": (1, False)}


@pytest.fixture(params=ZONES)
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock is set to some zone."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ring", lambda job: None)


def not_yet_opened(loaded: Loading) -> None:
    """The register of 2016, with a line for the year after; nothing of it happened later than that year."""
    run = loaded(**home())
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).delete()
        PovertyLine.objects.get_or_create(year=2017, kind="nbs", defaults={"amount": 2952, "source": "统计年鉴"})
    Act.objects.update(at=datetime(2016, 1, 1, tzinfo=UTC))


def midnight(year: int) -> datetime:
    """When `year` ends in China."""
    return datetime(year, 12, 31, 16, tzinfo=UTC)


def rings(year: int, *, over_midnight: bool) -> Iterator[datetime]:
    """Moments at which the scheduler rings around the end of a year, from 30 December 22:00 in China on."""
    last_day = midnight(year) - timedelta(days=1)
    for start in (last_day - timedelta(hours=2), midnight(year) - timedelta(hours=2)):
        for number in range(12):
            at = start + number * BEAT
            if over_midnight or abs(at - midnight(year)) > timedelta(minutes=30):
                yield at


def live_through(year: int, *, beats: int, over_midnight: bool) -> None:
    """Ring, work, and approve what was rehearsed, as time goes by."""
    for at in rings(year, over_midnight=over_midnight):
        with time_machine.travel(at, tick=False):
            for _ in range(beats):
                tasks.open_and_rehearse_due_runs()
                tasks.apply_approved_runs()
            do_the_work()
            for run in Run.objects.filter(state=RunState.REHEARSED):
                approve(run, administrator("approver"))
            do_the_work()


@pytest.mark.django_db
@pytest.mark.usefixtures("host")
@pytest.mark.parametrize(("beats", "over_midnight"), PATTERNS.values(), ids=PATTERNS)
def test_each_year_is_closed_once_in_its_first_minutes_of_the_next(
    loaded: Loading, beats: int, over_midnight: bool
) -> None:
    not_yet_opened(loaded)
    for year in (2016, 2017):
        live_through(year, beats=beats, over_midnight=over_midnight)

    closed = list(Run.objects.filter(baseline=False).order_by("year"))
    assert [(run.year, run.state) for run in closed] == [(2016, RunState.FINISHED), (2017, RunState.FINISHED)]
    for run in closed:
        jobs = Job.objects.filter(subject=str(run.pk))
        assert {kind: jobs.filter(kind=kind).count() for kind in (JobKind.REHEARSAL, JobKind.ADJUSTMENT)} == {
            JobKind.REHEARSAL: 1,
            JobKind.ADJUSTMENT: 1,
        }
        assert run.started_at is not None
        late = run.started_at - midnight(run.year)
        assert timedelta() <= late <= (timedelta() if over_midnight else timedelta(minutes=40))
    assert sorted(Closing.objects.values_list("year", flat=True)) == [2015, 2016, 2017]


def all_at_once(number: int, task: Callable[[], Any]) -> None:
    """So many beats ring for `task` in the same moment."""
    ready = threading.Barrier(number)

    def beat() -> None:
        ready.wait()
        try:
            task()
        finally:
            connection.close()

    beats = [threading.Thread(target=beat) for _ in range(number)]
    for thread in beats:
        thread.start()
    for thread in beats:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_three_beats_in_the_same_moment_make_one_run_one_rehearsal_and_one_start(loaded: Loading) -> None:
    not_yet_opened(loaded)
    with time_machine.travel(midnight(2016) - timedelta(hours=1), tick=False):
        all_at_once(3, tasks.open_and_rehearse_due_runs)
        do_the_work()
        run = Run.objects.get(region_code=PROVINCE, year=2016)
        approve(run)
    with time_machine.travel(midnight(2016), tick=False):
        all_at_once(3, tasks.apply_approved_runs)
    assert Job.objects.filter(kind=JobKind.REHEARSAL).count() == 1
    assert Job.objects.filter(kind=JobKind.ADJUSTMENT).count() == 1
