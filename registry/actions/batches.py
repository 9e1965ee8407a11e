"""A workbook's way into the register, except for the merge itself (merging.py)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.choices import BatchKind, BatchState, BatchWrites, RowVerdict
from registry.copying import Rows, copy_rows
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.models import Batch
from registry.models.batch import GIVEN_UP
from registry.queries.years import open_year
from registry.refusal import Refused, refuse_if
from registry.rules.batch_kinds import NEEDS_TO_REVEAL, NEEDS_TO_RUN, WORDS

MOST_BYTES = 50 * 2**20  # unpacked, what the reading process may read at most (workbook.reading.LIMITS)
NAME_LENGTH = 200
# Keys of the units of the two jobs.
CHECK, MERGE, LOOK, ERRORS = "check", "merge", "look", "errors"
LOOK_AT = 1000
# Kinds whose merge writes what the rules find doubts in.
OF_HOUSEHOLDS = (BatchKind.HOUSEHOLDS, BatchKind.BASELINE)
WRITTEN: dict[BatchWrites, tuple[RowVerdict, ...]] = {
    BatchWrites.BOTH: (RowVerdict.NEW, RowVerdict.CHANGED),
    BatchWrites.NEW: (RowVerdict.NEW,),
    BatchWrites.CHANGED: (RowVerdict.CHANGED,),
}


@dataclass(frozen=True)
class Queued:
    """A batch and the job that works on it; `job` is None where there is nothing more to do."""

    batch: Batch
    job: Job | None


@transaction.atomic
def upload_batch(
    *,
    region_code: int,
    file_name: str,
    data: bytes,
    by: User,
    kind: str = BatchKind.HOUSEHOLDS,
    clears: bool = False,
) -> Queued:
    """Keep an uploaded workbook and queue its check. The same file of the same kind, area and year is the same batch,
    unless what its empty cells mean (`clears`) is another."""
    demand_kind(by, kind, region_code)
    refuse_if(_file_problems(data))
    batch = Batch(
        kind=kind,
        region_code=region_code,
        year=open_year(region_code),
        file_hash=hashlib.sha256(data).hexdigest(),
        file_name=plain_file_name(file_name),
        file_size=len(data),
        file_sealed=cipher.seal_bytes(data),
        clears=clears,
        uploaded_by=by,
    )
    try:
        with transaction.atomic(), act("batch.upload", by=by, target=batch):
            batch.save(force_insert=True)
    except IntegrityError:
        return Queued(_same_file(batch), None)
    return Queued(batch, _queue_check(batch, by))


def _same_file(batch: Batch) -> Batch:
    kept = Batch.objects.exclude(state__in=GIVEN_UP).defer("file_sealed")
    same = {
        "kind": batch.kind,
        "region_code": batch.region_code,
        "year": batch.year,
        "file_hash": batch.file_hash,
        "clears": batch.clears,
    }
    return kept.get(**same)


@transaction.atomic
def recheck_batch(*, batch_id: UUID, by: User) -> Queued:
    """Check a file again, because the register has changed since."""
    batch = _lock(batch_id, by, BatchState.CHECKED)
    refuse_if(year_problems(batch))
    with act("batch.recheck", by=by, target=batch):
        batch.state, batch.problem = BatchState.UPLOADED, ""
        batch.save(update_fields=["state", "problem"])
    return Queued(batch, _queue_check(batch, by))


@transaction.atomic
def confirm_batch(*, batch_id: UUID, only_good: bool, by: User, writes: str = BatchWrites.BOTH) -> Queued:
    """Queue the merge: of the households without errors, or of all when none has any; new ones, changed ones or both.

    After it, by the thousand, the rules look for doubts."""
    batch = _lock(batch_id, by, BatchState.CHECKED)
    batch.only_good, batch.writes = only_good, writes
    verdicts = counts_of(batch)
    refuse_if(_confirmation_problems(verdicts, batch))
    with act("batch.confirm", by=by, target=batch):
        batch.state, batch.problem = BatchState.MERGING, ""
        batch.save(update_fields=["state", "only_good", "writes", "problem"])
    job = queue_job(
        kind=JobKind.IMPORT_MERGE,
        title=_("合并 %s") % batch.file_name[:80],
        region_code=batch.region_code,
        subject=str(batch.pk),
        units=[UnitPlan(1, MERGE), *_looks(batch, verdicts), UnitPlan(3, ERRORS)],
        by=by,
    )
    return Queued(batch, job)


@transaction.atomic
def cancel_batch(*, batch_id: UUID, by: User) -> Batch:
    """Give a checked file up; nothing of it was written."""
    batch = _lock(batch_id, by, BatchState.CHECKED)
    with act("batch.cancel", by=by, target=batch):
        batch.state, batch.errors_sealed = BatchState.CANCELLED, None
        batch.save(update_fields=["state", "errors_sealed"])
        # What was staged is personal and serves nothing any more.
        batch.staged.all().delete()
    return batch


@transaction.atomic
def export_original(*, batch_id: UUID, reason: str, by: User) -> bytes:
    """The file as it was uploaded, with whole ID numbers. Reading it is an act with a reason."""
    batch = Batch.objects.get(pk=batch_id)
    demand(by, NEEDS_TO_REVEAL[batch.kind], batch.region_code)
    demand(by, Permission.IMPORT_VIEW, batch.region_code)
    with act("batch.export", by=by, target=batch, reason=reason):
        return cipher.unseal_bytes(batch.file_sealed)


@transaction.atomic
def export_errors(*, batch_id: UUID, by: User) -> bytes:
    """The workbook of the refused rows, taken out to be corrected."""
    batch = Batch.objects.defer("file_sealed").get(pk=batch_id)
    demand_kind(by, batch.kind, batch.region_code)
    if batch.state not in (BatchState.CHECKED, BatchState.MERGED):
        raise Refused(_("还没有校验结果"))
    if batch.errors_sealed is None:
        raise Refused(_("错误工作簿还没有生成好，请稍候；长时间没有的，请重新校验"))
    with act("batch.errors", by=by, target=batch):
        return cipher.unseal_bytes(batch.errors_sealed)


@transaction.atomic
def keep_check(
    *, batch_id: UUID, rows: int, staged: Rows, faults: Rows, by: Viewer, report: Callable[[], dict[str, Any]] = dict
) -> Batch:
    """Keep what a check found, in place of what an earlier one had. `report` is asked after the last of it."""
    batch = Batch.objects.select_for_update().defer("file_sealed", "errors_sealed").get(pk=batch_id)
    with act("batch.check", by=by, target=batch):
        batch.staged.all().delete()
        batch.faults.all().delete()
        copy_rows("registry_stagedhousehold", staged)
        copy_rows("registry_fault", faults)
        batch.state, batch.rows, batch.counts = BatchState.CHECKED, rows, counts_of(batch)
        batch.errors_sealed, batch.report = None, report()
        batch.save(update_fields=["state", "rows", "counts", "errors_sealed", "report"])
    return batch


@transaction.atomic
def keep_errors(*, batch_id: UUID, workbook: bytes, by: Viewer) -> Batch:
    """Keep the workbook of the refused rows, so that no page has to make it."""
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    with act("batch.keep_errors", by=by, target=batch):
        batch.errors_sealed = cipher.seal_bytes(workbook)
        batch.save(update_fields=["errors_sealed"])
    return batch


@transaction.atomic
def refuse_batch(*, batch_id: UUID, problem: str, by: Viewer) -> Batch:
    """Send a file back as a whole: it cannot be read, or a column is missing. What has been checked stays so."""
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    if batch.state != BatchState.UPLOADED:
        return batch
    with act("batch.refuse", by=by, target=batch):
        batch.state, batch.problem = BatchState.REFUSED, problem
        batch.save(update_fields=["state", "problem"])
    return batch


@transaction.atomic
def reopen_batch(*, batch_id: UUID, problem: str, by: Viewer) -> Batch:
    """Go back to the preview: the merge was refused, failed or cancelled, and nothing of it was written.

    What has been merged stays so, whatever became of the looks for doubts after it."""
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    if batch.state != BatchState.MERGING:
        return batch
    with act("batch.reopen", by=by, target=batch):
        batch.state, batch.problem = BatchState.CHECKED, problem
        batch.save(update_fields=["state", "problem"])
    return batch


def demand_kind(by: Viewer, kind: str, region_code: int) -> None:
    """Raise Http404 unless `by` may import workbooks of this kind there."""
    demand(by, Permission.IMPORT_RUN, region_code)
    demand(by, NEEDS_TO_RUN[kind], region_code)


def _lock(batch_id: UUID, by: Viewer, state: BatchState) -> Batch:
    """The batch, locked, in the state that the act starts from."""
    batch = Batch.objects.select_for_update().defer("file_sealed", "errors_sealed").get(pk=batch_id)
    demand_kind(by, batch.kind, batch.region_code)
    if batch.state != state:
        raise Refused(_("这个批次现在是“%s”，请刷新页面") % BatchState(batch.state).label)
    return batch


def counts_of(batch: Batch) -> dict[str, dict[str, int]]:
    """Households and rows by verdict, all verdicts named."""
    found = batch.staged.values("verdict").annotate(households=Count("pk"), rows_of_all=Sum("rows"))
    by_verdict = {row["verdict"]: {"households": row["households"], "rows": row["rows_of_all"]} for row in found}
    return {verdict.value: by_verdict.get(verdict.value, {"households": 0, "rows": 0}) for verdict in RowVerdict}


def year_problems(batch: Batch) -> list[str]:
    """A batch belongs to the year that was open when it was uploaded."""
    if open_year(batch.region_code) == batch.year:
        return []
    return [_("%d 年度动态调整已经批准，资料须计入下一年度；请取消后重新上传") % batch.year]


def plain_file_name(name: str) -> str:
    """The last part of what a browser calls a file, without what no name should hold."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[-NAME_LENGTH:] or "workbook.xlsx"


def _queue_check(batch: Batch, by: User) -> Job:
    return queue_job(
        kind=JobKind.IMPORT_CHECK,
        title=_("校验 %s") % batch.file_name[:80],
        region_code=batch.region_code,
        subject=str(batch.pk),
        units=[UnitPlan(1, CHECK), UnitPlan(2, ERRORS)],
        by=by,
    )


def _file_problems(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        words = {"size": len(data) // 2**20, "limit": MOST_BYTES // 2**20}
        return [_("文件有 %(size)d MB，超过上限 %(limit)d MB，请拆成几个文件") % words]
    return []


def _looks(batch: Batch, verdicts: dict[str, dict[str, int]]) -> list[UnitPlan]:
    """After a merge of households, units over the staged ones by their numbers: each looks at a thousand."""
    if batch.kind not in OF_HOUSEHOLDS:
        return []
    households = sum(one["households"] for one in verdicts.values())
    return [UnitPlan(2, f"{LOOK} {first} {first + LOOK_AT - 1}") for first in range(1, households + 1, LOOK_AT)]


def _confirmation_problems(counts: dict[str, dict[str, int]], batch: Batch) -> list[str]:
    bad = counts[RowVerdict.REFUSED]["households"]
    called = WORDS[batch.kind]
    if bad and not batch.only_good:
        words = {"bad": bad, "measure": called.measure, "thing": called.thing}
        return [_("有 %(bad)d %(measure)s有误；请改正后重新上传，或选择“只合并无误的%(thing)s”") % words]
    if not any(counts[verdict]["households"] for verdict in WRITTEN[BatchWrites(batch.writes)]):
        words = {"thing": called.thing, "writes": BatchWrites(batch.writes).label}
        return [_("没有可以合并的%(thing)s（%(writes)s）") % words]
    return []
