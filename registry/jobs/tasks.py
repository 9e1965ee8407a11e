"""The doorbell. A lost, late or doubled ring does no harm: what is to do is in PostgreSQL, and `sweep` rings again."""

import time
from functools import partial
from uuid import UUID

import structlog
from celery import shared_task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from . import queries
from .models import Job
from .running import POLL_SECONDS, run_next

# So many workers may be at one job at a time.
BELLS = 2
SWEEP_SECONDS = settings.JOB_LEASE_SECONDS / 2
# Then other jobs' rings have their turn, and a worker told to stop can stop.
TURN_SECONDS = 20
# A little more than a unit of the closing takes.
PATIENCE_SECONDS = 1
log = structlog.get_logger("jobs")


@shared_task
def work(job_id: str) -> None:
    """Do units of the job for a turn; ring for the next turn when there are more.

    While others hold the last units of a phase, wait a moment for the next phase: the sweeper's ring would come late.
    """
    now = time.monotonic()
    turn_ends, leave_at = now + TURN_SECONDS, now + PATIENCE_SECONDS
    while True:
        if run_next(UUID(job_id)):
            leave_at = time.monotonic() + PATIENCE_SECONDS
        elif time.monotonic() > leave_at or not queries.is_unfinished(UUID(job_id)):
            return
        else:
            time.sleep(POLL_SECONDS)
        if time.monotonic() > turn_ends:
            _knock(job_id)
            return


@shared_task
def sweep() -> None:
    """Ring for every unfinished job at which fewer than BELLS live workers are. Beat does this every SWEEP_SECONDS."""
    for job_id in queries.jobs_short_of_workers(BELLS):
        _knock(str(job_id))


def ring(job: Job) -> None:
    """Ring for a job once the transaction that queued it is committed. For edges: views, tasks, commands."""
    for _ in range(min(job.total, BELLS)):
        transaction.on_commit(partial(_knock, str(job.pk)))


def _knock(job_id: str) -> None:
    try:
        # After SWEEP_SECONDS another ring has come: unheard ones must not pile up.
        work.apply_async((job_id,), expires=SWEEP_SECONDS, retry=False)
    except OperationalError:
        log.warning("broker away", job=job_id)
