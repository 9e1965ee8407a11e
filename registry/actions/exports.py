"""Taking lists out of the register: ordered, agreed to by a second person where needed, made, fetched, gone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.audit.acts import act, name_each
from registry.choices import ExportFormat, ExportState
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.models import Export, ExportPart, Household
from registry.models.export import ON_ITS_WAY
from registry.queries.exports import may_still_take, spans_of, taken_alone, within_reach
from registry.refusal import refuse_if
from registry.regions.spans import Span
from registry.rules.exports import LIFETIME, needs_second_person, order_problems

NAMED_AT_ONCE = 1_000
MAKE = "make"
ENDINGS = {ExportFormat.XLSX: "xlsx", ExportFormat.CSV: "csv", ExportFormat.CSV_GB18030: "csv"}


@dataclass(frozen=True)
class Order:
    """What is asked for: a list as it was shown. `words` is what was typed into the box that finds people."""

    listing: str
    title: str
    permission: str
    area: str
    spans: tuple[Span, ...]
    rows: int
    year: int
    format: str
    query: str = ""
    words: str = ""
    conditions: str = ""
    columns: tuple[str, ...] = ()
    whole_numbers: bool = False
    reason: str = ""

    @property
    def hash(self) -> str:
        """Equal for the same order; tells nothing of it."""
        asked = (self.listing, self.query, self.words, self.columns, self.year, self.format, self.whole_numbers)
        return cipher.blind_index(repr(asked)).hex()


@dataclass(frozen=True)
class Ordered:
    """An export and the job that makes it; `job` is None while somebody else has to agree."""

    export: Export
    job: Job | None = None


@dataclass(frozen=True)
class Made:
    """A file on its way into the database, in pieces. `whole_of`: number and village of the households whose whole
    numbers are in it."""

    pieces: Iterable[bytes]
    rows: int
    whole_of: Iterable[tuple[int, int]] = ()


@transaction.atomic
def order_export(*, order: Order, by: User) -> Ordered:
    """Keep an order and queue it, or let it wait for a second person. The same order twice is one."""
    _demand_spans(by, order)
    refuse_if(order_problems(rows=order.rows, whole_numbers=order.whole_numbers, reason=order.reason))
    whole = order.whole_numbers
    waits = needs_second_person(rows=order.rows, whole_numbers=whole, before=taken_alone(by) if whole else 0)
    export = Export(
        listing=order.listing,
        title=order.title,
        permission=order.permission,
        area=order.area,
        region_code=max(order.spans, key=lambda span: span.last - span.first).first,
        spans=[[span.first, span.last] for span in order.spans],
        query=order.query,
        words_sealed=cipher.seal(order.words) if order.words else None,
        conditions=order.conditions,
        columns=list(order.columns),
        year=order.year,
        format=order.format,
        whole_numbers=order.whole_numbers,
        reason=order.reason,
        state=ExportState.WAITING if waits else ExportState.QUEUED,
        rows=order.rows,
        order_hash=order.hash,
        ordered_by=by,
    )
    export.file_name = _file_name(export)
    try:
        with transaction.atomic(), act("export.order", by=by, target=export, reason=_told(export)):
            export.save(force_insert=True)
    except IntegrityError:
        return Ordered(Export.objects.get(ordered_by=by, order_hash=order.hash, state__in=ON_ITS_WAY))
    return Ordered(export, None if waits else _queue(export))


def _demand_spans(by: User, order: Order) -> None:
    """Outside one's areas there is nothing to take out; whole numbers only where they may be seen."""
    needed = [order.permission, *([Permission.HOUSEHOLD_REVEAL] if order.whole_numbers else [])]
    if not order.spans or not all(within_reach(by, needs, order.spans) for needs in needed):
        raise Http404


def _told(export: Export) -> str:
    """What the log says: which list, by what, how many; why, where whole numbers are taken."""
    parts = [export.title, export.conditions, _("%d 行") % export.rows]
    if export.whole_numbers:
        parts.append(_("含完整证件号码：%s") % export.reason)
    return "，".join(part for part in parts if part)


def _file_name(export: Export) -> str:
    """The beginning of the number leads from a file that turns up somewhere to whoever took it."""
    at = timezone.localtime().strftime("%Y%m%d")
    ending = ENDINGS[ExportFormat(export.format)]
    return f"{export.title}-{export.area[:40]}-{at}-{export.short_number}.{ending}".replace("/", "／")


def _queue(export: Export) -> Job:
    return queue_job(
        kind=JobKind.EXPORT,
        title=_("导出 %s") % export.title,
        region_code=export.region_code,
        subject=str(export.pk),
        units=[UnitPlan(1, MAKE)],
        by=export.ordered_by,
    )


@transaction.atomic
def answer_export(*, export_id: UUID, agrees: bool, answer: str, by: User) -> Ordered:
    """同意 or 不同意 of a second person who may see these numbers as well."""
    export = Export.objects.select_for_update().filter(pk=export_id).first()
    if export is None or not within_reach(by, Permission.HOUSEHOLD_REVEAL, spans_of(export)):
        raise Http404
    problems = [] if export.state == ExportState.WAITING else [_("这项申请已经答复过了")]
    if export.ordered_by_id == by.pk:
        problems.append(_("须由另一人同意"))
    if not agrees and not answer.strip():
        problems.append(_("不同意的，请写明原因"))
    refuse_if(problems)
    with act("export.agree" if agrees else "export.refuse", by=by, target=export, reason=answer):
        export.state = ExportState.QUEUED if agrees else ExportState.REFUSED
        export.answered_by, export.answered_at, export.answer = by, timezone.now(), answer
        export.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    return Ordered(export, _queue(export) if agrees else None)


@transaction.atomic
def keep_file(*, export_id: UUID, made: Made, by: Viewer) -> Export:
    """Keep the file, sealed piece by piece, and say until when it is there."""
    export = Export.objects.select_for_update().get(pk=export_id)
    with act("export.ready", by=by, target=export):
        digest, size = hashlib.sha256(), 0
        for number, piece in enumerate(made.pieces):
            digest.update(piece)
            size += len(piece)
            ExportPart.objects.create(export=export, number=number, sealed=cipher.seal_bytes(piece))
        export.state, export.rows = ExportState.READY, made.rows
        export.file_hash, export.file_size = digest.hexdigest(), size
        export.ready_at = timezone.now()
        export.expires_at = export.ready_at + LIFETIME
        export.save(update_fields=["state", "rows", "file_hash", "file_size", "ready_at", "expires_at"])
        _tell_households(export, made, by)
    return export


def _tell_households(export: Export, made: Made, by: Viewer) -> None:
    """Each household whose whole numbers went out says so in its own history."""
    if not export.whole_numbers:
        return
    with act("export.numbers", by=by, target=export, reason=export.reason) as whole:
        households = (Household(pk=pk, village_code=code) for pk, code in made.whole_of)
        while some := list(islice(households, NAMED_AT_ONCE)):
            name_each(whole, some)


@transaction.atomic
def fail_export(*, export_id: UUID, problem: str, by: Viewer) -> Export:
    """The job ended early: there is no file, and the page says why."""
    export = Export.objects.select_for_update().get(pk=export_id)
    if export.state != ExportState.QUEUED:
        return export
    with act("export.fail", by=by, target=export, reason=problem):
        export.state, export.problem = ExportState.FAILED, problem
        export.save(update_fields=["state", "problem"])
    return export


@transaction.atomic
def take_export(*, export_id: UUID, by: User) -> Export:
    """Let the owner fetch the file: in time, and while all that it was made of still lies in the owner's areas."""
    export = Export.objects.select_for_update().filter(pk=export_id, ordered_by=by).first()
    if export is None or not may_still_take(by, export):
        raise Http404
    refuse_if([] if export.state == ExportState.READY else [_("文件还没有生成好，或已经删除")])
    with act("export.take", by=by, target=export):
        export.taken += 1
        export.save(update_fields=["taken"])
    return export


@transaction.atomic
def discard_export(*, export_id: UUID, by: Viewer) -> Export:
    """Take the file away when its time is up, or when its owner is done with it; the record stays."""
    export = Export.objects.select_for_update().get(pk=export_id)
    if by.pk is not None and by.pk != export.ordered_by_id:
        raise Http404
    refuse_if([] if export.state == ExportState.READY else [_("文件还没有生成好，或已经删除")])
    with act("export.discard", by=by, target=export):
        export.state = ExportState.GONE
        export.save(update_fields=["state"])
        export.parts.all().delete()
    return export
