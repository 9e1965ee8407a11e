"""Opening, rehearsing, approving, starting and freezing the year of a province (domain.md §13.7).

Rehearsing and applying are long work: these acts only queue it, and `registry.adjustment` does it.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.choices import RunState
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.models import Part, Run
from registry.parameters.queries import poverty_line
from registry.queries.runs import (
    applied_anything,
    balanced,
    last_run,
    outdated,
    plan_parts,
    rehearsing,
    run_of,
)
from registry.queries.undoing import obstacles_to
from registry.refusal import Refused, refuse_if
from registry.regions.models import Region
from registry.rules.runs import (
    approval_problems,
    confirming_problems,
    freezing_problems,
    opening_problems,
    rehearsal_problems,
    start_problems,
    year_before_problems,
)

from .carrying import queue_carrying
from .locking import lock

# A run that nobody has asked to take back.
NOT_UNDONE = {
    "undo_reason": "",
    "undo_asked_by_id": None,
    "undo_asked_at": None,
    "undone_by_id": None,
    "undone_at": None,
}
WHOLE = "*"  # key of a unit that is not about one part
# What the units of each phase do is said in registry.adjustment.steps, in the same order.
BY_PART, AT_ONCE = True, False
REHEARSAL_PHASES = (BY_PART, BY_PART, AT_ONCE)  # compute, balance, sum up
ADJUSTMENT_PHASES = (BY_PART, AT_ONCE, BY_PART, AT_ONCE)  # verify, gate, apply, finish
UNDOING_PHASES = (AT_ONCE, BY_PART, AT_ONCE)  # look, put back, reopen


@transaction.atomic
def open_run(*, province_code: int, year: int, by: Viewer, baseline: bool = False) -> Run:
    """Open the run of a province and year; give back the one that is there. The first of a province is its baseline."""
    demand(by, Permission.ADJUSTMENT_REHEARSE, province_code)
    # Whoever opens a run of this province waits here, so that everybody sees the same last one.
    Region.objects.select_for_update().get(level=1, code=province_code)
    run = run_of(province_code, year)
    if run is not None:
        return run
    last = last_run(province_code)
    refuse_if(
        opening_problems(
            year=year,
            baseline=baseline,
            last_year=last.year if last else None,
            last_state=last.state if last else None,
        )
    )
    run = Run(region_code=province_code, year=year, baseline=baseline)
    with act("run.open", by=by, region_code=province_code, reason=str(year)):
        run.save()
    return run


@transaction.atomic
def rehearse_run(*, run_id: int, version: int, by: Viewer) -> Job:
    """Compute the year anew into the rehearsal; nothing is applied. Refused without a national line of the year.

    One that is still going on is given back: begun anew, its new parts would lack what its job has already computed.
    """
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_REHEARSE, run.region_code)
    if (going_on := rehearsing(run)) is not None:
        return going_on
    refuse_if(_problems_of_year_before(run))
    refuse_if(rehearsal_problems(state=run.state, applied=applied_anything(run)))
    if poverty_line(run.region_code, run.year) is None:
        raise Refused(_("没有 %(year)d 年度的国家扶贫标准，不能试算") % {"year": run.year})
    with act("run.rehearse", by=by, target=run):
        _move(
            run,
            RunState.OPEN,
            facts_at=timezone.now(),
            rehearsed_by_id=by.pk,
            rehearsed_at=None,
            approved_by_id=None,
            approved_at=None,
            digest="",
            problem=[],
        )
        run.parts.all().delete()
        Part.objects.bulk_create(
            Part(run=run, number=number, first=span.first, last=span.last)
            for number, span in enumerate(plan_parts(run.region_code), start=1)
        )
        return _queue(run, JobKind.REHEARSAL, REHEARSAL_PHASES, by)


@transaction.atomic
def approve_run(*, run_id: int, version: int, by: Viewer) -> Run:
    """Approve the rehearsal as it was shown: the cut, from which on all entry goes to the next year.

    Last year's conditions and person-years are then brought into that next year.
    """
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    refuse_if(_problems_of_year_before(run))
    refuse_if(
        approval_problems(
            state=run.state,
            rehearser_id=run.rehearsed_by_id,
            approver_id=by.pk,
            outdated=run.facts_at is None or outdated(run),
            balanced=balanced(run, rehearsed=True),
        )
    )
    with act("run.approve", by=by, target=run, reason=run.digest):
        _move(run, RunState.APPROVED, approved_by_id=by.pk, approved_at=timezone.now())
        queue_carrying(province_code=run.region_code, year=run.year + 1, by=by)
    return run


@transaction.atomic
def start_run(*, run_id: int, version: int, by: Viewer) -> Job:
    """Apply what was approved, or go on with what failed; first each part is verified against its approved digest."""
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    refuse_if(start_problems(state=run.state, year=run.year, today=timezone.localdate()))
    with act("run.start", by=by, target=run):
        _move(run, RunState.RUNNING, started_at=run.started_at or timezone.now(), problem=[], **NOT_UNDONE)
        run.parts.update(problem=[])
        return _queue(run, JobKind.ADJUSTMENT, ADJUSTMENT_PHASES, by)


@transaction.atomic
def freeze_run(*, run_id: int, version: int, by: Viewer) -> Run:
    """Make the year read-only in the database, for good."""
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    refuse_if(freezing_problems(state=run.state, undo_asked=run.undo_asked_by_id is not None))
    with act("run.freeze", by=by, target=run):
        _move(run, RunState.FROZEN, frozen_at=timezone.now())
        run.befores.all().delete()
    return run


@transaction.atomic
def ask_undoing(*, run_id: int, version: int, reason: str, by: Viewer) -> Run:
    """申请回退: the first of the two persons, with the reason. Nothing changes until another one confirms."""
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    if by.pk is None:
        raise Refused(_("回退须由本人申请，系统不能代办"))
    if run.undo_asked_by_id is not None:
        raise Refused(_("已有人申请回退，等另一人确认"))
    refuse_if(obstacles_to(run).sentences())
    with act("run.ask_undo", by=by, target=run, reason=reason):
        asked = {"undo_reason": reason, "undo_asked_by_id": by.pk, "undo_asked_at": timezone.now()}
        _move(run, RunState.FINISHED, **asked, problem=[])
    return run


@transaction.atomic
def withdraw_undoing(*, run_id: int, version: int, by: Viewer) -> Run:
    """Take the asking back, or turn it down; the year stays as it is."""
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    if run.state != RunState.FINISHED or run.undo_asked_by_id is None:
        raise Refused(_("没有等待确认的回退申请"))
    with act("run.withdraw_undo", by=by, target=run, reason=run.undo_reason):
        _move(run, RunState.FINISHED, problem=[], **NOT_UNDONE)
    return run


@transaction.atomic
def undo_run(*, run_id: int, version: int, by: Viewer) -> Job:
    """确认回退: take the whole year back to before it was rehearsed, or go on with what was interrupted.

    From here until the year is open again nothing can be entered in the province (`locking.hold_year`).
    """
    run = lock(Run, run_id, version)
    demand(by, Permission.ADJUSTMENT_APPROVE, run.region_code)
    refuse_if(confirming_problems(asker_id=run.undo_asked_by_id, confirmer_id=by.pk))
    refuse_if(obstacles_to(run).sentences())
    with act("run.undo", by=by, target=run, reason=run.undo_reason):
        _move(run, RunState.UNDOING, undone_by_id=by.pk, undone_at=timezone.now(), problem=[])
        return _queue(run, JobKind.UNDOING, UNDOING_PHASES, by)


def _problems_of_year_before(run: Run) -> list[str]:
    before = run_of(run.region_code, run.year - 1)
    return year_before_problems(year=run.year, state_before=before.state if before is not None else None)


def _move(run: Run, state: RunState, **columns: object) -> None:
    columns = {"state": state, "version": run.version + 1, **columns}
    for name, value in columns.items():
        setattr(run, name, value)
    run.save(update_fields=list(columns))


def _queue(run: Run, kind: JobKind, phases: Sequence[bool], by: Viewer) -> Job:
    # The large ones first, so that at the end of a phase nobody waits for long.
    keys = [str(part.number) for part in run.parts.order_by("-households", "number")]
    units = [
        UnitPlan(phase=phase, key=key)
        for phase, by_part in enumerate(phases, start=1)
        for key in (keys if by_part else [WHOLE])
    ]
    title = _("%(year)d 年度动态调整：%(kind)s") % {"year": run.year, "kind": kind.label}
    return queue_job(kind=kind, title=title, region_code=run.region_code, subject=str(run.pk), units=units, by=by)
