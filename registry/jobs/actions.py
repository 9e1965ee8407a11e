"""Queueing and cancelling long work. The caller has checked that `by` may start it; the edges ring (tasks.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.refusal import refuse_if

from .choices import UNFINISHED, JobKind, JobState
from .models import Job, Unit
from .running import end_early


@dataclass(frozen=True)
class UnitPlan:
    """A unit to be: `key` says over what, units of a later `phase` wait for all of the earlier ones."""

    phase: int
    key: str


@transaction.atomic
def queue_job(
    *, kind: JobKind, title: str, region_code: int, subject: str, units: Sequence[UnitPlan], by: Viewer
) -> Job:
    """Queue a job, or give back the unfinished one of this kind and subject. ValueError without units."""
    if not units:
        raise ValueError(f"a {kind} job without units")
    job, is_new = Job.objects.get_or_create(
        kind=kind,
        subject=subject,
        state__in=UNFINISHED,
        defaults={
            "title": title,
            "region_code": region_code,
            "total": len(units),
            "by_id": by.pk,
            "by_name": by.name,
        },
    )
    if is_new:
        with act("job.queue", by=by, target=job):
            Unit.objects.bulk_create(
                Unit(job=job, phase=plan.phase, number=number, key=plan.key)
                for number, plan in enumerate(units, start=1)
            )
    return job


@transaction.atomic
def cancel_job(*, job_id: UUID, by: Viewer) -> Job:
    """End a job between two units: those done stay done, the one at work is rolled back."""
    job = Job.objects.select_for_update().get(pk=job_id)
    demand(by, Permission.JOB_CANCEL, job.region_code)
    refuse_if([] if job.state in UNFINISHED else [_("作业已经结束，不能取消。")])
    with act("job.cancel", by=by, target=job):
        end_early(job, JobState.CANCELLED)
    return job
