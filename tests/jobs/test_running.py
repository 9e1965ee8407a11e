from datetime import timedelta

import pytest
import structlog
from django.db.models import F
from django.db.models.functions import Now

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.jobs import lease, running
from registry.jobs.choices import JobState
from registry.jobs.models import Job, Unit
from registry.refusal import Refused

from .conftest import ROWS, Working, leave_an_act, queue, works_done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("working")]


def let_the_lease_run_out(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(leased_until=Now() - timedelta(seconds=1))


def claimed(job: Job) -> Unit:
    unit = running.claim(job.pk)
    assert unit is not None
    return unit


def test_a_job_is_done_when_all_its_units_are() -> None:
    job = running.work_through(queue(1, 1, 2).pk)
    units = list(job.units.order_by("number"))
    assert (job.state, job.done) == (JobState.DONE, 3)
    assert job.started_at <= job.heartbeat_at <= job.finished_at  # type: ignore[operator]
    assert {(unit.state, unit.rows, unit.epoch) for unit in units} == {(JobState.DONE, ROWS, 1)}
    assert works_done() == [str(unit.pk) for unit in units]


def test_a_later_phase_waits_for_every_unit_of_the_earlier_one() -> None:
    job = queue(1, 1, 2)
    first, second = claimed(job), claimed(job)
    assert {first.phase, second.phase} == {1}
    running.complete(first, 0)
    assert running.claim(job.pk) is None
    running.complete(second, 0)
    assert claimed(job).phase == 2


def test_a_unit_under_a_live_lease_is_nobody_elses() -> None:
    job = queue(1)
    claimed(job)
    assert running.claim(job.pk) is None


def test_a_unit_whose_lease_ran_out_is_claimed_under_the_next_epoch() -> None:
    job = queue(1)
    first = claimed(job)
    let_the_lease_run_out(first)
    second = claimed(job)
    assert (second.pk, second.epoch) == (first.pk, first.epoch + 1)


def test_who_wakes_up_after_another_took_the_unit_is_refused() -> None:
    job = queue(1)
    sleeper = claimed(job)
    let_the_lease_run_out(sleeper)
    running.complete(claimed(job), ROWS)
    with pytest.raises(running.LeaseLost):
        running.complete(sleeper, 99)
    assert Unit.objects.get(job=job).rows == ROWS


def test_a_renewed_lease_does_not_run_out() -> None:
    job = queue(1)
    unit = claimed(job)
    let_the_lease_run_out(unit)
    assert lease.renew(unit)
    assert running.claim(job.pk) is None


def test_a_lease_that_another_has_taken_over_cannot_be_renewed() -> None:
    job = queue(1)
    sleeper = claimed(job)
    let_the_lease_run_out(sleeper)
    other = claimed(job)
    let_the_lease_run_out(other)
    assert not lease.renew(sleeper)
    assert claimed(job).epoch == 3


def test_a_refusal_fails_the_job_at_once_with_its_reasons(working: Working) -> None:
    def refuse(unit: Unit) -> int:
        raise Refused(["没有国家标准。", "年度已经封账。"])

    ended = working(refuse)
    job = running.work_through(queue(1, 1).pk)
    assert (job.state, job.error) == (JobState.FAILED, "没有国家标准。\n年度已经封账。")
    assert [unit.state for unit in job.units.order_by("number")] == [JobState.FAILED, JobState.CANCELLED]
    assert [each.state for each in ended] == [JobState.FAILED]


def test_a_unit_that_fails_once_is_tried_again_and_its_first_try_leaves_nothing(working: Working) -> None:
    def fail_once(unit: Unit) -> int:
        rows = leave_an_act(unit)
        if unit.epoch == 1:
            raise ZeroDivisionError
        return rows

    ended = working(fail_once)
    job = running.work_through(queue(1, 1).pk)
    assert (job.state, job.done, len(works_done()), ended) == (JobState.DONE, 2, 2, [])


def test_a_unit_that_always_fails_is_tried_three_times_and_fails_its_job_once(working: Working) -> None:
    tries = []

    def poison(unit: Unit) -> int:
        tries.append(unit.epoch)
        raise ZeroDivisionError("张三 433124")

    ended = working(poison)
    job = running.work_through(queue(1, 2).pk)
    assert tries == [1, 2, 3]
    assert (job.state, len(ended)) == (JobState.FAILED, 1)
    assert job.error == "程序错误 ZeroDivisionError"  # and not what it said, which may be about a citizen


def test_what_an_error_says_stays_out_of_the_log(working: Working) -> None:
    def fail(unit: Unit) -> int:
        raise ZeroDivisionError("张三 433124")

    working(fail)
    with structlog.testing.capture_logs() as lines:
        running.run_next(queue(1).pk)
    failures = [line for line in lines if line["event"] == "unit failed"]
    assert failures[0]["error"] == "ZeroDivisionError"
    assert "张三" not in str([{**line, "at": ""} for line in lines])


def test_a_unit_that_takes_its_worker_down_three_times_is_given_up(working: Working) -> None:
    ended = working(leave_an_act)
    job = queue(1)
    for _ in range(3):
        let_the_lease_run_out(claimed(job))
    assert running.run_next(job.pk)
    job.refresh_from_db()
    assert (job.state, len(ended), works_done()) == (JobState.FAILED, 1, [])


def test_a_failed_unit_waits_before_it_is_tried_again(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "RETRY_AFTER", timedelta(seconds=10))
    working(lambda unit: 1 // 0)
    job = queue(1)
    assert running.run_next(job.pk)
    assert not running.run_next(job.pk)
    Unit.objects.update(leased_until=F("leased_until") - timedelta(seconds=10))
    assert running.run_next(job.pk)


def test_a_refusal_in_the_middle_of_an_act_takes_the_act_back(working: Working) -> None:
    def write_and_fail(unit: Unit) -> int:
        with act("test.unit", by=SYSTEM, target=unit):
            raise Refused("不行。")

    working(write_and_fail)
    assert running.work_through(queue(1).pk).state == JobState.FAILED
    assert works_done() == []
