"""Does the units of jobs, one transaction each, so that a kill at any moment loses and doubles nothing.

A unit is claimed for a LEASE under a new epoch. Its work, and that it is done, are one transaction, which re-reads
the epoch last: a worker that slept through its lease finds another epoch there and is rolled back. While the work goes
on, a thread prolongs the lease on a connection of its own; it dies with the process, and soon the lease runs out.

Locks are taken in one order everywhere: the job, then its units. Only an unfinished job has unfinished units.
"""

import time
import traceback
from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from registry.refusal import Refused

from .choices import UNFINISHED, JobState
from .handlers import duty_of
from .lease import end_session_of_holder, fresh_lease, lease_renewed, limit_idling, name_session
from .models import Job, Unit
from .shortages import shortage_in

ATTEMPTS = 3
RETRY_AFTER = timedelta(seconds=min(10, settings.JOB_LEASE_SECONDS))
POLL_SECONDS = 0.01
log = structlog.get_logger("jobs")


class LeaseLost(Exception):
    """Somebody else has taken the unit, or its job has ended: nothing of this attempt may stay."""


def work_through(job_id: UUID) -> Job:
    """Do all units of the job in this process, waiting for those that others hold; return the finished job."""
    while Job.objects.filter(pk=job_id, state__in=UNFINISHED).exists():
        if not run_next(job_id):
            time.sleep(POLL_SECONDS)
    return Job.objects.get(pk=job_id)


def run_next(job_id: UUID) -> bool:
    """Claim one unit of the job and do it; False when there is none to claim now."""
    unit = claim(job_id)
    if unit is None:
        return False
    if unit.attempts > ATTEMPTS:  # each time the worker died with it, or it would not be ours
        _give_up(unit, _("处理进程多次中断"))
        return True
    try:
        with lease_renewed(unit):
            _do(unit)
    except LeaseLost:
        _log_lost(unit)
    except Refused as refusal:
        _give_up(unit, "\n".join(refusal.messages))
    except Exception as error:  # noqa: BLE001 - whatever the work raises, the unit's row must say so
        _try_again(unit, error)
    return True


@transaction.atomic
def claim(job_id: UUID) -> Unit | None:
    """Take the first free unit of the job's present phase: never taken, to be tried again, or its lease has run out."""
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=Now(), heartbeat_at=Now()
    )
    unfinished = Unit.objects.filter(job_id=job_id, state__in=UNFINISHED)
    unit = (
        unfinished.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=Now()))
        .filter(phase=Subquery(unfinished.order_by("phase").values("phase")[:1]))
        .select_related("job")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("number")
        .first()
    )
    if unit is None:
        return None
    if unit.state == JobState.RUNNING:
        log.warning("lease ran out", job=str(job_id), unit=unit.pk, epoch=unit.epoch)
        end_session_of_holder(unit)
    unit.state, unit.epoch, unit.attempts = JobState.RUNNING, unit.epoch + 1, unit.attempts + 1
    Unit.objects.filter(pk=unit.pk).update(
        state=unit.state, epoch=unit.epoch, attempts=unit.attempts, leased_until=fresh_lease()
    )
    return unit


@transaction.atomic
def _do(unit: Unit) -> None:
    name_session(unit)
    rows = duty_of(unit.job.kind).run(unit)
    complete(unit, rows)


def complete(unit: Unit, rows: int) -> None:
    """Mark the unit done as the last thing in its transaction. Raises LeaseLost when another epoch has begun."""
    limit_idling()
    job = _lock_both(unit)
    Unit.objects.filter(pk=unit.pk).update(
        state=JobState.DONE, rows=rows, error="", leased_until=None, finished_at=Now()
    )
    Job.objects.filter(pk=job.pk).update(done=F("done") + 1, heartbeat_at=Now())
    if job.done + 1 == job.total:
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=Now())


def _lock_both(unit: Unit) -> Job:
    """Lock the job and the unit; raise LeaseLost unless the unit is still ours, and still to be done."""
    job = Job.objects.select_for_update().get(pk=unit.job_id)
    now = Unit.objects.select_for_update().get(pk=unit.pk)
    if now.epoch != unit.epoch or now.state != JobState.RUNNING:
        raise LeaseLost
    return job


def end_early(job: Job, state: JobState, error: str = "") -> None:
    """End a locked job before all is done. New epochs refuse the workers that are still at its units."""
    job.units.filter(state__in=UNFINISHED).update(
        state=JobState.CANCELLED, epoch=F("epoch") + 1, leased_until=None, finished_at=Now()
    )
    job.state, job.error = state, error
    Job.objects.filter(pk=job.pk).update(state=state, error=error, finished_at=Now())
    failed = duty_of(job.kind).failed
    if failed is not None:
        failed(job)


def _try_again(unit: Unit, error: Exception) -> None:
    """Let the unit be claimed again after a while, or give it up. Its own words may quote a citizen: not kept.

    An attempt for which the machine lacked something does not count: it goes on by itself once that is there again.
    """
    kind, at = type(error).__name__, traceback.format_tb(error.__traceback__)
    log.error("unit failed", job=str(unit.job_id), unit=unit.pk, error=kind, at=at)
    shortage = shortage_in(error)
    problem = shortage or _("程序错误 %(kind)s") % {"kind": kind}
    if unit.attempts >= ATTEMPTS and not shortage:
        _give_up(unit, problem)
        return
    # Where only the answer to the commit was lost the unit is done, and stays so.
    ours = Unit.objects.filter(pk=unit.pk, epoch=unit.epoch, state=JobState.RUNNING)
    attempts = unit.attempts - 1 if shortage else unit.attempts
    if not ours.update(state=JobState.QUEUED, error=problem, attempts=attempts, leased_until=Now() + RETRY_AFTER):
        _log_lost(unit)


def _give_up(unit: Unit, problem: str) -> None:
    """Fail the unit, and with it the job."""
    try:
        with transaction.atomic():
            job = _lock_both(unit)
            Unit.objects.filter(pk=unit.pk).update(
                state=JobState.FAILED, error=problem, leased_until=None, finished_at=Now()
            )
            end_early(job, JobState.FAILED, problem)
    except LeaseLost:
        _log_lost(unit)


def _log_lost(unit: Unit) -> None:
    log.warning("stale lease refused", job=str(unit.job_id), unit=unit.pk, epoch=unit.epoch)
