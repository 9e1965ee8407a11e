"""What the jobs of an import do: one unit checks a file, one merges it. Each is a no-op when it has been done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.batches import keep_check, refuse_batch, reopen_batch
from registry.actions.merging import merge_batch
from registry.choices import BatchState
from registry.cipher import unseal_bytes
from registry.jobs.choices import JobKind
from registry.jobs.handlers import handles
from registry.jobs.models import Job, Unit
from registry.models import Batch
from registry.queries.batches import import_spans
from registry.regions.spans import Span
from registry.workbook.reading import Unreadable

from .checking import Checked, check_workbook
from .contents import Moment
from .layout import FileRefused
from .staging import fault_rows, staged_rows, to_merge
from .tables import merge_tables


def check(unit: Unit) -> int:
    """Read and check the file; returns its rows. What it finds is kept; a file that cannot be taken is sent back."""
    batch = Batch.objects.select_related("uploaded_by").get(pk=unit.job.subject)
    if batch.state != BatchState.UPLOADED:
        return batch.rows
    moment = Moment(batch.year, timezone.localdate())
    spans = import_spans(batch.uploaded_by, batch.region_code)
    try:
        with not_collecting():
            return _keep(batch, _checked(batch, spans, moment))
    except Unreadable as error:
        refuse_batch(batch_id=batch.pk, problem=str(error), by=batch.uploaded_by)
    except FileRefused as refusal:
        refuse_batch(batch_id=batch.pk, problem="\n".join(refusal.messages), by=batch.uploaded_by)
    return 0


def _checked(batch: Batch, spans: list[Span], moment: Moment) -> Checked:
    checked = check_workbook(unseal_bytes(batch.file_sealed), spans, moment)
    if not checked.rows:
        raise FileRefused([_("文件里没有户；模板中的示例行不算")])
    return checked


def _keep(batch: Batch, checked: Checked) -> int:
    keep_check(
        batch_id=batch.pk,
        rows=checked.rows,
        staged=staged_rows(batch, checked.judged),
        faults=fault_rows(batch, checked.findings),
        by=batch.uploaded_by,
    )
    return checked.rows


@contextmanager
def not_collecting() -> Iterator[None]:
    """A workbook is millions of small objects without cycles; looking for some among them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def merge(unit: Unit) -> int:
    """Merge what was staged, in the name of who confirmed it; returns the rows of the file."""
    batch = Batch.objects.defer("file_sealed").get(pk=unit.job.subject)
    with not_collecting():
        merged = merge_batch(batch_id=batch.pk, tables=merge_tables(to_merge(batch)), by=_starter(unit.job))
    return merged.rows


def check_ended(job: Job) -> None:
    """A check that failed or was cancelled sends the file back."""
    problem = _("校验没有完成：%s") % (job.error or job.get_state_display())
    refuse_batch(batch_id=UUID(job.subject), problem=problem, by=_starter(job))


def merge_ended(job: Job) -> None:
    """A merge that failed or was cancelled has written nothing."""
    problem = _("合并没有完成，没有写入任何内容：%s") % (job.error or job.get_state_display())
    reopen_batch(batch_id=UUID(job.subject), problem=problem, by=_starter(job))


def _starter(job: Job) -> User:
    return User.objects.get(pk=job.by_id or 0)


handles(JobKind.IMPORT_CHECK, check, check_ended)
handles(JobKind.IMPORT_MERGE, merge, merge_ended)
