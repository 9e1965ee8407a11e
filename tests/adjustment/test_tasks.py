"""The clock of §13.7: the year ends on 31 December, 24:00 in China, wherever the machine and whenever it is up."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from registry import tasks
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import RunState
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Run, Statement
from registry.parameters.models import PovertyLine

from .conftest import Loading
from .worlds import PROVINCE, approve, home, rehearse

pytestmark = pytest.mark.django_db
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
# The first moment of 31 December 2016, and of 1 January 2017, in China.
LAST_DAY, NEW_YEAR = datetime(2016, 12, 30, 16, tzinfo=UTC), datetime(2016, 12, 31, 16, tzinfo=UTC)
SECOND_BEFORE = {LAST_DAY: datetime(2016, 12, 30, 15, 59, 59, tzinfo=UTC)}


@pytest.fixture(params=ZONES)
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine whose own clock is set to some zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    time.tzset()


@pytest.fixture(autouse=True)
def knocks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Rings are noted, not sent."""
    noted: list[Any] = []
    monkeypatch.setattr(tasks, "ring", noted.append)
    return noted


def opened_last_year(loaded: Loading) -> None:
    """The province's 2016, its run not yet opened."""
    run = loaded(**home())
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).delete()


def run_of_2016() -> Run | None:
    return Run.objects.filter(region_code=PROVINCE, year=2016).first()


@pytest.mark.usefixtures("host")
def test_on_31_december_in_china_the_year_is_opened_and_rehearsed(loaded: Loading, knocks: list[Any]) -> None:
    opened_last_year(loaded)
    with time_machine.travel(SECOND_BEFORE[LAST_DAY], tick=False):
        tasks.open_and_rehearse_due_runs()
    assert run_of_2016() is None
    with time_machine.travel(LAST_DAY, tick=False):
        tasks.open_and_rehearse_due_runs()
    job = Job.objects.get(kind=JobKind.REHEARSAL)
    assert knocks == [job]
    work_through(job.pk)
    run = run_of_2016()
    assert run is not None
    assert (run.state, run.rehearsed_by) == (RunState.REHEARSED, None)


@pytest.mark.usefixtures("host")
def test_an_approved_run_is_applied_after_the_last_day_and_not_before(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    approve(run)
    with time_machine.travel(datetime(2016, 12, 31, 15, 59, 59, tzinfo=UTC), tick=False):
        tasks.apply_approved_runs()
    assert not Job.objects.filter(kind=JobKind.ADJUSTMENT).exists()
    with time_machine.travel(NEW_YEAR, tick=False):
        tasks.apply_approved_runs()
    work_through(Job.objects.get(kind=JobKind.ADJUSTMENT).pk)
    run.refresh_from_db()
    assert run.state == RunState.FINISHED


def test_three_beats_at_once_open_and_rehearse_it_once(loaded: Loading, knocks: list[Any]) -> None:
    opened_last_year(loaded)
    with time_machine.travel(LAST_DAY, tick=False):
        for _ in range(3):
            tasks.open_and_rehearse_due_runs()
    assert len(knocks) == Job.objects.count() == Run.objects.filter(year=2016).count() == 1


def test_a_machine_that_was_off_catches_up_for_the_same_year(loaded: Loading) -> None:
    opened_last_year(loaded)
    with time_machine.travel(datetime(2017, 3, 15, tzinfo=UTC), tick=False):
        tasks.open_and_rehearse_due_runs()
    assert list(Run.objects.exclude(baseline=True).values_list("year", flat=True)) == [2016]


def test_what_was_rehearsed_before_the_last_day_is_rehearsed_once_more(loaded: Loading, knocks: list[Any]) -> None:
    with time_machine.travel(datetime(2016, 11, 19, tzinfo=UTC), tick=False):
        run = loaded(**home())
        rehearse(run)
    with time_machine.travel(LAST_DAY, tick=False):
        tasks.open_and_rehearse_due_runs()
        (job,) = knocks
        work_through(job.pk)
        tasks.open_and_rehearse_due_runs()
    assert len(knocks) == 1


def test_an_approved_year_is_left_alone(loaded: Loading, knocks: list[Any]) -> None:
    run = loaded(**home())
    rehearse(run)
    approve(run)
    with time_machine.travel(LAST_DAY, tick=False):
        tasks.open_and_rehearse_due_runs()
    assert knocks == []


def test_without_a_national_line_the_run_waits_and_the_next_beat_tries_again(
    loaded: Loading, knocks: list[Any]
) -> None:
    opened_last_year(loaded)
    with transaction.atomic(), act("parameter.set", by=SYSTEM):
        PovertyLine.objects.filter(year=2016).delete()
    with time_machine.travel(LAST_DAY, tick=False):
        tasks.open_and_rehearse_due_runs()
        assert knocks == []
        with transaction.atomic(), act("parameter.set", by=SYSTEM):
            PovertyLine.objects.create(year=2016, kind="nbs", amount=2952, source="统计年鉴")
        tasks.open_and_rehearse_due_runs()
    assert len(knocks) == 1


def test_a_province_without_a_baseline_has_no_year_to_close(loaded: Loading, knocks: list[Any]) -> None:
    loaded(**home())
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.all().delete()
    with time_machine.travel(datetime(2016, 12, 31, tzinfo=UTC), tick=False):
        tasks.open_and_rehearse_due_runs()
    assert (knocks, Run.objects.count()) == ([], 0)


def test_a_run_that_somebody_started_meanwhile_is_not_started_twice(loaded: Loading, knocks: list[Any]) -> None:
    run = loaded(**home())
    rehearse(run)
    approve(run)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Statement.objects.update(wage=5000)
        Run.objects.filter(pk=run.pk).update(version=run.version + 1)
    tasks._start(run)
    assert knocks == []
