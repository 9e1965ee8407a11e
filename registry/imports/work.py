"""What the jobs of an import do: a unit checks a file, one merges it; others make the workbook of what was refused and
look for doubts. Each is a no-op when it has been done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.batch_undoing import UNDO, keep_undoing_problem, undo_batch
from registry.actions.batches import (
    CHECK,
    ERRORS,
    LOOK,
    MERGE,
    keep_check,
    keep_errors,
    refuse_batch,
    reopen_batch,
)
from registry.actions.doubts import look_again_at
from registry.choices import BatchState
from registry.jobs.choices import JobKind
from registry.jobs.handlers import handles
from registry.jobs.models import Job, Unit
from registry.models import Batch
from registry.workbook.reading import Unreadable

from .checking import Checked
from .kinds import WAYS
from .layout import FileRefused
from .staging import fault_rows, staged_rows


def work(unit: Unit) -> int:
    """Do a unit of any of these jobs."""
    kind, *numbers = unit.key.split()
    if kind == LOOK:
        return look(unit, *map(int, numbers))
    return {CHECK: check, MERGE: merge, ERRORS: make_errors, UNDO: undo}[kind](unit)


def check(unit: Unit) -> int:
    """Read and check the file; returns its rows. What it finds is kept; a file that cannot be taken is sent back."""
    batch = Batch.objects.select_related("uploaded_by").get(pk=unit.job.subject)
    if batch.state != BatchState.UPLOADED:
        return batch.rows
    try:
        with not_collecting():
            return _keep(batch, WAYS[batch.kind].check(batch))
    except Unreadable as error:
        refuse_batch(batch_id=batch.pk, problem=str(error), by=batch.uploaded_by)
    except FileRefused as refusal:
        refuse_batch(batch_id=batch.pk, problem="\n".join(refusal.messages), by=batch.uploaded_by)
    return 0


def _keep(batch: Batch, checked: Checked) -> int:
    keep_check(
        batch_id=batch.pk,
        rows=checked.rows,
        staged=staged_rows(batch, checked.judged),
        faults=fault_rows(batch, checked.findings),
        report=checked.report,
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
        return WAYS[batch.kind].merge(batch, _starter(unit.job)).rows


def look(unit: Unit, first: int, last: int) -> int:
    """Let the rules look for doubts at what was written of these staged households."""
    batch = Batch.objects.defer("file_sealed", "errors_sealed").get(pk=unit.job.subject)
    written = batch.staged.filter(merged=True, number__range=(first, last)).values_list("household_id_found", flat=True)
    ids = [household_id for household_id in written if household_id]
    look_again_at(household_ids=ids, year=batch.year, by=_starter(unit.job))
    return len(ids)


def make_errors(unit: Unit) -> int:
    """Make the workbook of what was refused, unless it is there or nothing was refused."""
    batch = Batch.objects.get(pk=unit.job.subject)
    if batch.errors_sealed is None and batch.has_errors:
        keep_errors(batch_id=batch.pk, workbook=WAYS[batch.kind].errors(batch), by=_starter(unit.job))
    return 0


def undo(unit: Unit) -> int:
    """Take a merged batch back, in the name of who asked for it; returns the rows of the file."""
    return undo_batch(batch_id=UUID(unit.job.subject), by=_starter(unit.job)).rows


def check_ended(job: Job) -> None:
    """A check that failed or was cancelled sends the file back."""
    problem = _("校验没有完成：%s") % (job.error or job.get_state_display())
    refuse_batch(batch_id=UUID(job.subject), problem=problem, by=_starter(job))


def merge_ended(job: Job) -> None:
    """A merge that failed or was cancelled has written nothing."""
    problem = _("合并没有完成，没有写入任何内容：%s") % (job.error or job.get_state_display())
    reopen_batch(batch_id=UUID(job.subject), problem=problem, by=_starter(job))


def undoing_ended(job: Job) -> None:
    """An undoing that was refused, failed or was cancelled has taken nothing back."""
    problem = _("没有撤销，导入的内容没有变动：%s") % (job.error or job.get_state_display())
    keep_undoing_problem(batch_id=UUID(job.subject), problem=problem, by=_starter(job))


def _starter(job: Job) -> User:
    return User.objects.get(pk=job.by_id or 0)


handles(JobKind.IMPORT_CHECK, work, check_ended)
handles(JobKind.IMPORT_MERGE, work, merge_ended)
handles(JobKind.IMPORT_UNDO, work, undoing_ended)
