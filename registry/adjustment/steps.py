"""The units of a rehearsal and of a run. `registry.actions.runs` queues them, the runner of jobs does them.

A unit is one transaction, and doing it a second time changes nothing. What a part finds wrong is kept with the part, so
that all of it is known before the run stops.
"""

from collections.abc import Callable
from dataclasses import dataclass

from registry.actions.runs import WHOLE
from registry.audit.acts import act
from registry.choices import RunState
from registry.jobs.choices import JobKind
from registry.jobs.handlers import handles
from registry.jobs.models import Job, Unit
from registry.models import Part, Run
from registry.queries.runs import problems_of

from . import applying, rehearsing, undoing

# In the order of the phases that `registry.actions.runs` plans.
REHEARSAL: tuple[Callable[..., int], ...] = (rehearsing.compute, rehearsing.balance, rehearsing.sum_up)
ADJUSTMENT: tuple[Callable[..., int], ...] = (
    applying.verify,
    applying.gate,
    applying.apply,
    applying.finish,
)
UNDOING: tuple[Callable[..., int], ...] = (undoing.look, undoing.put_back, undoing.reopen)


@dataclass(frozen=True)
class JobActor:
    """Whoever queued the job acts in its units too."""

    pk: int | None
    name: str


def rehearse_unit(unit: Unit) -> int:
    """Do a unit of a rehearsal; return the rows it worked on."""
    return _do(REHEARSAL[unit.phase - 1], unit)


def adjust_unit(unit: Unit) -> int:
    """Do a unit of a run; return the rows it worked on."""
    return _do(ADJUSTMENT[unit.phase - 1], unit)


def undo_unit(unit: Unit) -> int:
    """Do a unit of an undoing; return the rows it worked on."""
    return _do(UNDOING[unit.phase - 1], unit)


def _do(phase: Callable[..., int], unit: Unit) -> int:
    run = Run.objects.get(pk=unit.job.subject)
    by = _actor_of(unit.job)
    if unit.key == WHOLE:
        return phase(run, by)
    return phase(run, Part.objects.get(run=run, number=unit.key), by)


def rehearsal_failed(job: Job) -> None:
    """The run stays open and says why."""
    _note_failure(job, RunState.OPEN)


def adjustment_failed(job: Job) -> None:
    """The run keeps what is applied and may be resumed, or rehearsed again as long as nothing is."""
    _note_failure(job, RunState.FAILED)


def undoing_failed(job: Job) -> None:
    """Finished as before where nothing was put back yet; else it is confirmed again to go on."""
    run = Run.objects.get(pk=job.subject)
    whole = not run.parts.filter(applied_at__isnull=True).exists()
    _note_failure(job, RunState.FINISHED if whole else RunState.UNDOING)


def _note_failure(job: Job, state: RunState) -> None:
    run = Run.objects.select_for_update().get(pk=job.subject)
    run.state, run.version = state, run.version + 1
    run.problem = problems_of(run) or [{"household_id": None, "problem": "stopped", "text": job.error}]
    with act("run.fail", by=_actor_of(job), target=run, reason=job.error):
        run.save(update_fields=["state", "version", "problem"])


def _actor_of(job: Job) -> JobActor:
    return JobActor(job.by_id, job.by_name)


handles(JobKind.REHEARSAL, rehearse_unit, rehearsal_failed)
handles(JobKind.ADJUSTMENT, adjust_unit, adjustment_failed)
handles(JobKind.UNDOING, undo_unit, undoing_failed)
