"""Provinces whose open year still lacks what is carried forward."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from registry.jobs.choices import JobKind, JobState
from registry.jobs.models import Job

from .runs import last_run, provinces_with_register
from .years import open_year

# A carrying that failed is not tried again at once: what broke it is seldom gone within minutes.
RETRY_AFTER = timedelta(hours=1)


def carrying_subject(province_code: int, year: int) -> str:
    """What the job of a province and year is about."""
    return f"{province_code}-{year}"


def carrying_due() -> list[tuple[int, int]]:
    """Province and open year wherever a year was closed and is not yet carried forward. It names no household."""
    years = [(p.code, open_year(p.code)) for p in provinces_with_register() if last_run(p.code) is not None]
    return [(code, year) for code, year in years if not _settled(code, year)]


def _settled(province_code: int, year: int) -> bool:
    """Done, or stopped by somebody; a failure counts for a while."""
    jobs = Job.objects.filter(kind=JobKind.CARRYING, subject=carrying_subject(province_code, year))
    late = Q(state=JobState.FAILED, finished_at__gte=timezone.now() - RETRY_AFTER)
    return jobs.filter(Q(state__in=(JobState.DONE, JobState.CANCELLED)) | late).exists()
