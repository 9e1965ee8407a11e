"""撤销 an import as a job: taking ten thousand households back is more than anybody should wait for in a request."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.choices import BatchState
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.models import Batch, Operation
from registry.queries.operations import undoing_problems
from registry.queries.years import open_year
from registry.refusal import refuse_if

from .operations import undo_operation

UNDO = "undo"


@transaction.atomic
def queue_undoing(*, operation_id: int, by: User) -> Job:
    """Queue the undoing of an import; what was built on it is looked at by the job, which then does nothing."""
    batch = Batch.objects.select_for_update(of=("self",)).defer("file_sealed").get(operation=operation_id)
    operation = Operation.objects.get(pk=operation_id)
    demand(by, Permission.HOUSEHOLD_EDIT, operation.village_code)
    refuse_if(undoing_problems(operation, by, open_year(operation.village_code)))
    return queue_job(
        kind=JobKind.IMPORT_UNDO,
        title=_("撤销 %s") % batch.file_name[:80],
        region_code=batch.region_code,
        subject=str(batch.pk),
        units=[UnitPlan(1, UNDO)],
        by=by,
    )


@transaction.atomic
def undo_batch(*, batch_id: UUID, by: User) -> Batch:
    """撤销 the operation that a merged batch is; one that is undone already is left as it is."""
    batch = Batch.objects.select_for_update(of=("self",)).defer("file_sealed").get(pk=batch_id)
    if batch.state == BatchState.MERGED and batch.operation_id is not None:
        undo_operation(operation_id=batch.operation_id, by=by)
        batch.refresh_from_db(fields=["state", "problem", "errors_sealed"])
    return batch


@transaction.atomic
def keep_undoing_problem(*, batch_id: UUID, problem: str, by: Viewer) -> Batch:
    """Say on the batch's page why nothing was taken back."""
    batch = Batch.objects.select_for_update(of=("self",)).defer("file_sealed").get(pk=batch_id)
    with act("batch.undo_failed", by=by, target=batch):
        batch.problem = problem
        batch.save(update_fields=["problem"])
    return batch
