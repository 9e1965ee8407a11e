import pytest
from django.http import Http404

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.models import Act
from registry.jobs import actions, running
from registry.jobs.choices import JobKind, JobState
from registry.refusal import Refused

from .conftest import HUNAN, Working, queue, works_done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("working")]


def test_a_queued_job_waits_with_all_its_units_and_leaves_an_act() -> None:
    job = queue(1, 1, 2)
    assert [unit.phase for unit in job.units.order_by("number")] == [1, 1, 2]
    assert (job.state, job.total, job.done) == (JobState.QUEUED, 3, 0)
    assert Act.objects.get(target_id=job.pk).verb == "job.queue"


def test_a_second_job_of_the_same_kind_and_subject_is_the_one_already_there() -> None:
    first = queue(1, 1)
    assert queue(1, 1).pk == first.pk
    assert first.units.count() == 2
    assert Act.objects.filter(verb="job.queue").count() == 1


def test_another_subject_has_its_own_job() -> None:
    assert queue(1).pk != queue(1, subject="run 2").pk


def test_a_finished_job_makes_room_for_another() -> None:
    first = queue(1)
    running.work_through(first.pk)
    assert queue(1).pk != first.pk


def test_a_job_without_units_is_an_error_because_it_would_never_end() -> None:
    with pytest.raises(ValueError, match="without units"):
        actions.queue_job(kind=JobKind.REHEARSAL, title="试算", region_code=HUNAN, subject="1", units=[], by=SYSTEM)


def test_cancelling_ends_the_units_not_yet_done_and_tells_whose_job_it_was(working: Working) -> None:
    ended = working(lambda unit: 0)
    job = queue(1, 1, 1)
    running.run_next(job.pk)
    cancelled = actions.cancel_job(job_id=job.pk, by=SYSTEM)
    states = job.units.order_by("number").values_list("state", flat=True)
    assert list(states) == [JobState.DONE, JobState.CANCELLED, JobState.CANCELLED]
    assert cancelled.state == JobState.CANCELLED
    assert [each.pk for each in ended] == [job.pk]
    assert Act.objects.filter(verb="job.cancel", target_id=job.pk).exists()


def test_the_unit_at_work_while_its_job_is_cancelled_leaves_nothing(working: Working) -> None:
    job = queue(1)
    unit = running.claim(job.pk)
    assert unit is not None
    actions.cancel_job(job_id=job.pk, by=SYSTEM)
    with pytest.raises(running.LeaseLost):
        running.complete(unit, 10)
    assert not running.run_next(job.pk)
    assert works_done() == []


def test_a_job_that_has_ended_cannot_be_cancelled() -> None:
    job = queue(1)
    running.work_through(job.pk)
    with pytest.raises(Refused, match="已经结束"):
        actions.cancel_job(job_id=job.pk, by=SYSTEM)


def test_for_somebody_without_the_right_the_job_does_not_exist() -> None:
    job = queue(1)
    with pytest.raises(Http404):
        actions.cancel_job(job_id=job.pk, by=User.objects.create(username="nobody", name="无职"))
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
