"""Killed at any moment: afterwards the same result, once, or nothing yet."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, models
from django.db.models.functions import Now

from registry.actions.batch_undoing import queue_undoing
from registry.actions.batches import confirm_batch, upload_batch
from registry.actions.merging import STEPS
from registry.audit.models import Act
from registry.jobs.choices import JobState
from registry.jobs.models import Job, Unit
from registry.jobs.running import work_through
from registry.models import Batch, Household, Membership, MemberYear, Person, Statement, Survey
from tests.factories import id_number

from .conftest import Desk
from .workbooks import ADULT, CHILD, daughter, household, member, workbook

pytestmark = pytest.mark.django_db(transaction=True)
SEED, RANDOM_KILLS, UNDOING_KILLS = 20161231, 50, 6
BUSINESS = (Household, Membership, Person, MemberYear, Statement, Survey)
# What differs from one trial to the next: keys, ID numbers and the birth dates in them, times.
OWN = (models.ForeignKey, models.BinaryField, models.DateTimeField, models.DateField, models.UUIDField)
OWN_NAMES = {"id", "id_last4", "version"}


class Workers:
    """Hands jobs to workers and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def killed(self, job: Job, *, after: float | None = None, step: str = "") -> bool:
        """Give the job to a worker that is killed after so many seconds, or at a step; whether it died of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{job.pk} {step}\n")
        self.process.stdin.flush()
        worker = int(self._answer())
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        ended = int(self._answer())
        assert ended in (0, -signal.SIGKILL)
        return ended != 0

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


@pytest.fixture
def workers() -> Iterator[Workers]:
    command = [sys.executable, "-m", "tests.imports.worker", str(connection.settings_dict["NAME"])]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as process:
        yield Workers(process)
        process.stdin.close()  # type: ignore[union-attr]


def file_of(trial: int) -> bytes:
    """Three households, of which one is refused; the people are others in each trial."""
    shift = timedelta(days=trial)
    heads = [member(str(n), n, 证件号码=id_number(ADULT + shift, "male", n)) for n in range(3)]
    girls = [daughter(str(n), n, 证件号码=id_number(CHILD + shift, "female", n)) for n in range(3)]
    return workbook([household(str(n), 低保金=-1 if n == 1 else 300) for n in range(3)], [*heads, *girls])


def written(batch: Batch) -> Counter[tuple[object, ...]]:
    """All that stands in the register because of a batch, without what differs between trials."""
    households = batch.staged.filter(merged=True).values_list("household_id_found", flat=True)
    people = Membership.objects.filter(household__in=households).values_list("person", flat=True)
    found: Counter[tuple[object, ...]] = Counter()
    for model in BUSINESS:
        names = [f.name for f in model._meta.concrete_fields if not isinstance(f, OWN) and f.name not in OWN_NAMES]
        column = {Household: "pk__in", Person: "pk__in", MemberYear: "person__in"}.get(model, "household__in")
        rows = model._default_manager.filter(**{column: people if model in (Person, MemberYear) else households})
        found.update((model.__name__, str(row)) for row in rows.values_list(*names))
    return found


def start_check(desk: Desk, trial: int) -> Job:
    job = upload_batch(region_code=desk.region_code, file_name="户.xlsx", data=file_of(trial), by=desk.clerk).job
    assert job is not None
    return job


def start_merge(desk: Desk, job: Job) -> Job:
    merge = confirm_batch(batch_id=UUID(job.subject), only_good=True, by=desk.clerk).job
    assert merge is not None
    return merge


def resume(job: Job) -> None:
    """The lease of the dead has run out; somebody else does what is left."""
    Unit.objects.filter(job=job, state=JobState.RUNNING).update(leased_until=Now() - timedelta(seconds=1))
    assert work_through(job.pk).state == JobState.DONE


def bring_in(desk: Desk, trial: int, kill: Callable[[str, Job], None]) -> Batch:
    """A whole import, during which `kill` is asked to do its work at the check and at the merge."""
    check = start_check(desk, trial)
    kill("check", check)
    assert Batch.objects.get(pk=check.subject).staged.count() in (0, 3)
    resume(check)
    before = Household.objects.count()
    merge = start_merge(desk, check)
    kill("merge", merge)
    assert Household.objects.count() - before in (0, 2)
    resume(merge)
    return Batch.objects.get(pk=check.subject)


def assert_whole(batch: Batch, expected: Counter[tuple[object, ...]]) -> None:
    assert (batch.state, batch.rows) == ("merged", 9)
    assert {verdict: counted["rows"] for verdict, counted in batch.counts.items() if counted["rows"]} == {
        "new": 6,
        "refused": 3,
    }
    assert written(batch) == expected
    assert Act.objects.filter(verb="batch.merge", batch=batch.pk).count() == 1


def test_killed_at_fifty_random_moments_an_import_ends_as_if_nothing_had_happened(desk: Desk, workers: Workers) -> None:
    took = {"check": 60.0, "merge": 60.0}

    def time_it(phase: str, job: Job) -> None:
        begun = time.monotonic()
        assert not workers.killed(job)
        took[phase] = min(took[phase], time.monotonic() - begun)

    expected = written(bring_in(desk, 0, time_it))
    assert written(bring_in(desk, 1, time_it)) == expected != Counter()
    chance, deaths = random.Random(SEED), 0

    def kill(phase: str, job: Job) -> None:
        nonlocal deaths
        deaths += workers.killed(job, after=chance.uniform(0, took[phase]))

    for trial in range(2, 2 + RANDOM_KILLS // 2):
        assert_whole(bring_in(desk, trial, kill), expected)
    assert Household.objects.count() == 2 * (2 + RANDOM_KILLS // 2)
    assert deaths >= RANDOM_KILLS // 5  # the others had just ended


def test_killed_before_each_step_of_a_merge_nothing_is_written_and_the_next_worker_does_it(
    desk: Desk, workers: Workers
) -> None:
    for trial, step in enumerate(STEPS):
        check = start_check(desk, trial)
        work_through(check.pk)
        merge = start_merge(desk, check)
        before = [model._default_manager.count() for model in BUSINESS]
        assert workers.killed(merge, step=step)
        assert [model._default_manager.count() for model in BUSINESS] == before
        resume(merge)
        assert Household.objects.count() == 2 * (trial + 1)


def test_killed_while_it_is_taken_back_an_import_stands_whole_or_is_gone(desk: Desk, workers: Workers) -> None:
    batches = [bring_in(desk, trial, lambda _phase, _job: None) for trial in range(2 + UNDOING_KILLS)]
    whole, chance, deaths, took = written(batches[0]), random.Random(SEED), 0, 60.0
    for batch in batches:
        assert batch.operation_id is not None
        job = queue_undoing(operation_id=batch.operation_id, by=desk.clerk)
        begun, timed = time.monotonic(), batch in batches[:2]
        deaths += workers.killed(job, after=None if timed else chance.uniform(0, took))
        took = min(took, time.monotonic() - begun) if timed else took
        assert written(batch) in (whole, Counter())
        resume(job)
        batch.refresh_from_db()
        assert (batch.state, written(batch)) == ("undone", Counter())
    assert not Household.objects.exists()
    assert deaths
    assert Act.objects.filter(verb="operation.undo").count() == len(batches)
