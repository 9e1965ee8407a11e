"""Exports: one's own, those that wait for one's consent, and the record of an area."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import ExportState
from registry.jobs.models import Job, Unit
from registry.models import Export, ExportPart
from registry.regions.spans import Span
from registry.rules.exports import LIFETIME, still_reached


def within_reach(viewer: Viewer, permission: str, spans: Iterable[Span]) -> bool:
    """Whether the viewer holds the permission over all of these codes now."""
    present = [(span.first, span.last) for span in viewer.spans(permission)]
    return still_reached([(span.first, span.last) for span in spans], present)


def spans_of(export: Export) -> list[Span]:
    """What the export was made of."""
    return [Span(first, last) for first, last in export.spans]


def may_still_take(viewer: Viewer, export: Export) -> bool:
    """Whether the list, and whole numbers where it has them, are still the viewer's to see: a transfer acts at once."""
    needed = [export.permission, *([Permission.HOUSEHOLD_REVEAL] if export.whole_numbers else [])]
    return all(within_reach(viewer, needs, spans_of(export)) for needs in needed)


def own_exports(owner: User) -> QuerySet[Export]:
    """Somebody's own, the latest first."""
    return Export.objects.filter(ordered_by=owner).select_related("answered_by").order_by("-ordered_at")


def taken_alone(owner: User) -> int:
    """Rows with whole numbers that somebody took within a day without a second person: many small files are one."""
    since = timezone.now() - LIFETIME
    lately = Export.objects.filter(ordered_by=owner, whole_numbers=True, answered_by=None, ordered_at__gte=since)
    return lately.exclude(state__in=(ExportState.FAILED, ExportState.WAITING)).aggregate(sum=Sum("rows"))["sum"] or 0


def exports_to_answer(viewer: User) -> QuerySet[Export]:
    """Those that wait for a second person, of whose rows the viewer may see whole numbers; oneself is no second."""
    found = Export.objects.visible_to(viewer, Permission.HOUSEHOLD_REVEAL).filter(state=ExportState.WAITING)
    waiting = found.exclude(ordered_by=viewer).select_related("ordered_by").order_by("ordered_at")
    reached = [one.pk for one in waiting if within_reach(viewer, Permission.HOUSEHOLD_REVEAL, spans_of(one))]
    return waiting.filter(pk__in=reached)


def exports_on_record(viewer: Viewer) -> QuerySet[Export]:
    """导出记录 of the areas whose log the viewer may read: who, when, which list, how many; never the file."""
    found = Export.objects.visible_to(viewer, Permission.ACT_VIEW)
    return found.select_related("ordered_by", "answered_by").order_by("-ordered_at")


def expired(export: Export) -> bool:
    """Whether its time is up, whether or not anybody has taken the file away yet."""
    return export.state == ExportState.GONE or (export.expires_at is not None and export.expires_at <= timezone.now())


def expired_exports() -> list[UUID]:
    """Files whose time is up."""
    due = Export.objects.filter(state=ExportState.READY, expires_at__lte=timezone.now())
    return list(due.order_by("expires_at").values_list("pk", flat=True))


def job_of(export: Export) -> Job | None:
    """The job that makes, or made, the file."""
    return Job.objects.filter(subject=str(export.pk)).order_by("-created_at").first()


def written(job: Job) -> int:
    """How many rows the worker has written, to a few seconds."""
    unit = Unit.objects.filter(job=job).first()
    return unit.rows if unit else 0


def file_of(export: Export) -> Iterator[bytes]:
    """The file, piece by piece."""
    for part in ExportPart.objects.filter(export=export).order_by("number").iterator(chunk_size=1):
        yield cipher.unseal_bytes(part.sealed)
