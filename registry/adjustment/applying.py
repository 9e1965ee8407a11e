"""The phases of a run (domain.md §13.7): what was approved is verified, applied and counted anew, finished."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.tallying import tally_run
from registry.audit.acts import Actor, act
from registry.choices import RunState
from registry.models import Part, Run
from registry.queries.runs import parts_of, problems_of
from registry.queries.years import province_span
from registry.refusal import Refused
from registry.sqlfile import rows_of, run_sql

from .balancing import balance_areas, balance_part, parameters_of
from .computing import SQL, basis_of, computed, contradictions, digest
from .rehearsing import digest_of
from .sealing import seal_of

WRITES = ("apply_closings", "keep_before", "apply_households", "apply_decisions", "apply_doubts")
NAMED = 10


def verify(run: Run, part: Part, by: Actor) -> int:
    """See that what was approved is still so: compute a part again where its seal is broken, and name who differs.

    A part that is applied already was verified before, and its households have changed since.
    """
    if part.applied_at is not None:
        return 0
    basis = basis_of(run)
    if seal_of(basis, part) == part.seal:
        return part.households
    with computed(basis, part) as parameters:
        problem = contradictions(parameters)
        households, found = digest(parameters)
        if found != part.digest:
            differing = rows_of(SQL / "differences.sql", **parameters)
            problem += differing or [{"household_id": None, "problem": "changed"}]
    part.problem = problem
    part.save(update_fields=["problem"])
    return households


def gate(run: Run, by: Actor) -> int:
    """Let the run through only if every part is as approved."""
    differs = _("资料与批准的试算不一致，须重新试算和批准")
    _refuse_problems(run, differs)
    if digest_of(run) != run.digest:
        raise Refused(differs)
    return 0


def apply(run: Run, part: Part, by: Actor) -> int:
    """Write a part's closing rows, households, decisions and doubts, under one act, and read back what stands then."""
    if part.applied_at is None:
        parameters = parameters_of(run, part, rehearsed=True)
        with act("run.unit", by=by, target=run, region_code=part.first):
            for write in WRITES:
                run_sql(SQL / f"{write}.sql", **parameters)
        part.applied_at = timezone.now()
    part.problem = _read_back(run, part)
    part.save(update_fields=["applied_at", "problem"])
    return part.households


def _read_back(run: Run, part: Part) -> list[dict[str, Any]]:
    """What is wrong: the rows must be the approved ones, and the balance must hold when it is counted anew."""
    __, found = digest(parameters_of(run, part, rehearsed=False))
    problem: list[dict[str, Any]] = [] if found == part.digest else [{"household_id": None, "problem": "rows"}]
    if not run.baseline:
        problem += balance_part(run, part, rehearsed=False)
    return problem


def finish(run: Run, by: Actor) -> int:
    """Sum the balance up, let what was only proposed lapse, and finish; or fail and name what breaks."""
    _refuse_problems(run, _("平衡表不成立，年度调整没有完成"))
    if not run.baseline:
        balance_areas(run, rehearsed=False)
    whole = province_span(run.region_code)
    with act("run.finish", by=by, target=run):
        lapsed = run_sql(SQL / "lapse_decisions.sql", year=run.year, first=whole.first, last=whole.last)
        run.state, run.finished_at, run.version = RunState.FINISHED, timezone.now(), run.version + 1
        run.figures = tally_run(run=run, rehearsed=False, by=by)
        run.save(update_fields=["state", "finished_at", "version", "figures"])
    return lapsed


def _refuse_problems(run: Run, what: str) -> None:
    if not problems_of(run):
        return
    parts = [f"{part.first}–{part.last}" for part in parts_of(run) if part.problem]
    raise Refused([what, *(_("区划 %s") % span for span in parts[:NAMED])])
