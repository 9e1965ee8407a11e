"""Reads of jobs."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer

from .choices import UNFINISHED, JobState
from .models import Job, JobQuerySet, Unit


@dataclass(frozen=True)
class Progress:
    """How far a job is. `rows_per_second` and `seconds_left` are None while they cannot be told."""

    rows_per_second: int | None = None
    seconds_left: int | None = None

    @property
    def left(self) -> str:
        """The time left in words, to the minute."""
        if self.seconds_left is None:
            return ""
        hours, minutes = divmod(round(self.seconds_left / 60), 60)
        if hours:
            return _("约 %(hours)d 小时 %(minutes)d 分钟") % {"hours": hours, "minutes": minutes}
        return _("约 %d 分钟") % minutes if minutes else _("不到 1 分钟")


@dataclass(frozen=True)
class Phase:
    """A phase of a job: units done of all, and the rows they worked on."""

    number: int
    done: int
    total: int
    rows: int


def jobs(viewer: Viewer, permission: str = Permission.JOB_VIEW) -> JobQuerySet:
    """Jobs of the viewer's areas, the newest first."""
    return Job.objects.visible_to(viewer, permission).order_by("-created_at")


def is_unfinished(job_id: UUID) -> bool:
    """Whether the job still has units to do, be they held by others."""
    return Job.objects.filter(pk=job_id, state__in=UNFINISHED).exists()


def progress(job: Job) -> Progress:
    """Rate and time left, from the start of the job to its last finished unit."""
    if not (job.done and job.started_at and job.heartbeat_at):
        return Progress()
    taken = max((job.heartbeat_at - job.started_at).total_seconds(), 0.001)
    rows = job.units.aggregate(rows=Sum("rows"))["rows"]
    if not job.unfinished:
        return Progress(round(rows / taken))
    idle = (timezone.now() - job.heartbeat_at).total_seconds()
    left = (job.total - job.done) * taken / job.done - idle
    return Progress(round(rows / taken), max(round(left), 1))


def phases(job: Job) -> list[Phase]:
    """The job's phases in order."""
    rows = job.units.values("phase").annotate(
        finished=Count("pk", filter=Q(state=JobState.DONE)), units=Count("pk"), touched=Sum("rows")
    )
    return [Phase(row["phase"], row["finished"], row["units"], row["touched"]) for row in rows.order_by("phase")]


def troubled_units(job: Job) -> QuerySet[Unit]:
    """Units with an error: failed for good, or waiting for another attempt."""
    return job.units.exclude(error="").order_by("phase", "number")


def jobs_short_of_workers(wanted: int) -> list[UUID]:
    """Unfinished jobs at which fewer than `wanted` workers hold a live lease, the longest waiting first."""
    live = Count("units", filter=Q(units__state=JobState.RUNNING, units__leased_until__gte=Now()))
    unfinished = Job.objects.filter(state__in=UNFINISHED).annotate(live=live)
    return list(unfinished.filter(live__lt=wanted).order_by("created_at").values_list("pk", flat=True))
