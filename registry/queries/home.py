"""The work bench: figures of the viewer's areas and what waits for the viewer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, BatchState, Status
from registry.models import Batch, Doubt, Household, Membership, Run

from .collections import returned_to, waiting_for
from .decisions import waiting
from .moves import waiting as moves_waiting
from .persons import numbers_due
from .progress import COLLECTED_STATUSES, collected
from .resuming import Resume, resume_at
from .runs import runs_to_approve
from .years import open_year_of


@dataclass(frozen=True)
class Bench:
    """Everything on the home page of those who may see households."""

    year: int
    days_left: int
    poor_households: int
    poor_persons: int
    planned_exits: int
    registered: int
    candidates: int
    uncollected: int
    doubts: int = 0
    decisions_waiting: int = 0
    batches_to_correct: tuple[Batch, ...] = ()
    runs_to_approve: tuple[Run, ...] = ()
    collections_waiting: int = 0
    collections_returned: int = 0
    resume: Resume | None = None
    moves_waiting: int = 0
    numbers_due: int = 0

    @property
    def collected_share(self) -> Decimal | None:
        """年度采集完成 in percent, one decimal."""
        if not self.registered:
            return None
        return (Decimal(100) * (self.registered - self.uncollected) / self.registered).quantize(Decimal("0.1"))


def bench(viewer: Viewer) -> Bench:
    """The work bench of `viewer`."""
    year = open_year_of(viewer)
    days_left = (date(year, 12, 31) - timezone.localdate()).days
    return Bench(
        year,
        days_left,
        **_figures(viewer, year),
        doubts=Doubt.objects.visible_to(viewer).filter(outcome="").count(),
        decisions_waiting=waiting(viewer).count(),
        batches_to_correct=_to_correct(viewer),
        runs_to_approve=tuple(runs_to_approve(viewer)),
        collections_waiting=waiting_for(viewer, year).count(),
        collections_returned=returned_to(viewer, year).count(),
        resume=resume_at(viewer),
        moves_waiting=moves_waiting(viewer).count(),
        numbers_due=numbers_due(viewer, timezone.localdate()),
    )


def _figures(viewer: Viewer, year: int) -> dict[str, int]:
    seen = Household.objects.visible_to(viewer)
    poor = Q(status__in=POOR_STOCK)
    collecting = Q(status__in=COLLECTED_STATUSES)
    counted: dict[str, int] = seen.aggregate(
        poor_households=Count("pk", filter=poor),
        planned_exits=Count("pk", filter=poor & Q(planned_exit_year=year)),
        registered=Count("pk", filter=collecting),
        candidates=Count("pk", filter=Q(status=Status.CANDIDATE)),
    )
    persons = Membership.objects.visible_to(viewer).filter(counted_until__isnull=True, household__status__in=POOR_STOCK)
    done = seen.filter(collecting).filter(collected(year)).count()
    return counted | {"poor_persons": persons.count(), "uncollected": counted["registered"] - done}


def _to_correct(viewer: Viewer) -> tuple[Batch, ...]:
    if not viewer.may(Permission.IMPORT_RUN):
        return ()
    waiting_batches = Batch.objects.visible_to(viewer, Permission.IMPORT_RUN).filter(
        state=BatchState.CHECKED, counts__refused__households__gt=0
    )
    return tuple(waiting_batches.defer("file_sealed").order_by("-uploaded_at")[:5])
