"""The worker's part of a journey: what a page has queued is done in this process, between two clicks."""

from registry.jobs.choices import UNFINISHED
from registry.jobs.models import Job
from registry.jobs.running import work_through


def do_the_work() -> None:
    """Do all jobs that wait."""
    for job in Job.objects.filter(state__in=UNFINISHED).order_by("created_at"):
        work_through(job.pk)
