"""Reads of imports: the batches, what was staged and what was found wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from registry.accounts.models import Posting, User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import BatchKind, BatchState, RowVerdict
from registry.jobs.choices import UNFINISHED
from registry.jobs.models import Job
from registry.models import Batch, Fault, Operation, StagedHousehold
from registry.models.batch import BatchQuerySet
from registry.regions.models import Region
from registry.regions.spans import Span
from registry.rules.batch_kinds import NEEDS_TO_REVEAL, NEEDS_TO_RUN

EXAMPLES = 5


@dataclass(frozen=True)
class FaultGroup:
    """Findings of one kind: how many, over how many households, and the first few."""

    code: str
    warning: bool
    count: int
    households: int
    examples: Sequence[Fault]


@dataclass(frozen=True)
class CountLine:
    """Households and rows of the file with one verdict."""

    verdict: RowVerdict
    households: int
    rows: int


def batches(viewer: Viewer, permission: str = Permission.IMPORT_VIEW) -> BatchQuerySet:
    """Batches of the viewer's areas, the newest first; the file itself only on demand."""
    found = Batch.objects.visible_to(viewer, permission).defer("file_sealed", "errors_sealed")
    return found.select_related("uploaded_by", "operation").order_by("-uploaded_at")


def areas_by_kind(user: User, kinds: Iterable[str]) -> dict[BatchKind, list[Region]]:
    """Which of these kinds of workbooks the user may import, and for which areas."""
    areas = {BatchKind(kind): import_areas(user, kind) for kind in kinds}
    return {kind: regions for kind, regions in areas.items() if regions}


def import_areas(user: User, kind: str) -> list[Region]:
    """The areas for which the user may import workbooks of a kind."""
    return list({posting.region_id: posting.region for posting in _importing(user, kind)}.values())


def import_spans(batch: Batch) -> list[Span]:
    """The codes of the batch's area, those of predecessors included; none when its uploader has left that area."""
    importing = _importing(batch.uploaded_by, batch.kind)
    return [span for posting in importing if posting.region.code == batch.region_code for span in posting.spans]


def _importing(user: User, kind: str) -> list[Posting]:
    needed = {Permission.IMPORT_RUN, NEEDS_TO_RUN[kind]}
    return [posting for posting in user.postings_today if needed <= posting.permissions]


def staged(batch: Batch, verdict: str = "", fault: str = "") -> QuerySet[StagedHousehold]:
    """Households of a batch the viewer may see, by verdict or kind of problem, in the order of the file."""
    found = batch.staged.order_by("number")
    if fault:
        found = found.filter(number__in=batch.faults.filter(code=fault).values("staged_number"))
    return found.filter(verdict=verdict) if verdict else found


def count_lines(batch: Batch) -> list[CountLine]:
    """Every verdict with its households and rows; empty before the check."""
    return [CountLine(verdict, **batch.counts[verdict]) for verdict in RowVerdict if verdict in batch.counts]


def may_run(batch: Batch, viewer: User) -> bool:
    """Whether the viewer could have imported this batch."""
    return batches(viewer, Permission.IMPORT_RUN).filter(pk=batch.pk).exists()


def may_reveal(batch: Batch, viewer: User) -> bool:
    """Whether the viewer, who sees the batch, may take out its file."""
    return any(span.covers(batch.region_code) for span in viewer.spans(NEEDS_TO_REVEAL[batch.kind]))


def undoable(batch: Batch, viewer: User) -> Operation | None:
    """The operation that a merged batch is, for who made it: it may be undone if nothing was built on it."""
    operation = batch.operation if batch.state == BatchState.MERGED else None
    return operation if operation is not None and operation.made_by_id == viewer.pk else None


def current_job(batch: Batch) -> Job | None:
    """The check or merge that goes on, if any. Whoever sees the batch sees its progress."""
    return Job.objects.filter(subject=str(batch.pk), state__in=UNFINISHED).first()


def faults_of(batch: Batch, numbers: Sequence[int]) -> QuerySet[Fault]:
    """Findings about these households."""
    return batch.faults.filter(staged_number__in=numbers).order_by("warning", "sheet", "row", "pk")


def fault_groups(batch: Batch) -> list[FaultGroup]:
    """Findings by kind, errors first, in the order of the file, with a few examples each."""
    kinds = (
        batch.faults.values("code", "warning")
        .annotate(count=Count("pk"), households=Count("staged_number", distinct=True), first=Min("pk"))
        .order_by("warning", "first")
    )
    chosen = Q(pk__in=[])
    for kind in kinds:
        first = batch.faults.filter(code=kind["code"], warning=kind["warning"]).order_by("sheet", "row", "pk")
        chosen |= Q(pk__in=list(first.values_list("pk", flat=True)[:EXAMPLES]))
    examples = list(batch.faults.filter(chosen).order_by("sheet", "row", "pk"))
    return [
        FaultGroup(
            kind["code"],
            kind["warning"],
            kind["count"],
            kind["households"],
            [fault for fault in examples if (fault.code, fault.warning) == (kind["code"], kind["warning"])],
        )
        for kind in kinds
    ]
