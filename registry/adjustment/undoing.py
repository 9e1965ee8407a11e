"""The phases of an undoing (domain.md §13.7): nothing stands in the way, part by part as before, and the year is open.

A unit puts back what `applying.apply` wrote for a part, in its order reversed; `part.applied_at` says whether it has.
"""

from typing import Any

from django.utils.translation import gettext as _

from registry.audit.acts import Actor, act
from registry.audit.models import Act
from registry.choices import RunState
from registry.models import Balance, Closing, MemberYear, Part, Rehearsal, Run, Survey
from registry.queries.runs import run_of
from registry.queries.undoing import obstacles_to
from registry.refusal import Refused, refuse_if
from registry.sqlfile import run_sql

from .balancing import parameters_of
from .computing import SQL

# What the run's own columns say before anything was rehearsed.
FRESH: dict[str, Any] = {
    "state": RunState.OPEN,
    "digest": "",
    "figures": {},
    "problem": [],
    "facts_at": None,
    "rehearsed_by": None,
    "rehearsed_at": None,
    "approved_by": None,
    "approved_at": None,
    "started_at": None,
    "finished_at": None,
}


def look(run: Run, by: Actor) -> int:
    """Look again, now that entry waits: whatever came between the confirmation and this stands in the way."""
    refuse_if(obstacles_to(run).sentences())
    return 0


def put_back(run: Run, part: Part, by: Actor) -> int:
    """Put a part's households and decisions back, and take away its doubts, closing rows and what was carried on."""
    if part.applied_at is None:
        return 0
    parameters = parameters_of(run, part, rehearsed=False)
    closings = _rows(Closing, run.year, part)
    changed = run.befores.filter(household__in=closings.values("household")).count()
    with act("run.undo_unit", by=by, target=run, region_code=part.first):
        if run_sql(SQL / "undo_households.sql", **parameters) != changed:
            raise Refused(_("区划 %s 有户已不是年度调整留下的样子") % f"{part.first}–{part.last}")
        for statement in ("undo_decisions", "undo_doubts"):
            run_sql(SQL / f"{statement}.sql", **parameters)
        closings.delete()
        for carried in (Survey, MemberYear):
            _rows(carried, run.year + 1, part).filter(confirmed=False).delete()
        _rows(Rehearsal, run.year + 1, part).delete()
    part.applied_at = None
    part.save(update_fields=["applied_at"])
    return part.households


def reopen(run: Run, by: Actor) -> int:
    """Open the year again: what lapsed is proposed, the next year's run is gone, and nothing is rehearsed."""
    finishing = Act.objects.filter(verb="run.finish", target_type="run", target_id=str(run.pk)).latest("at")
    following = run_of(run.region_code, run.year + 1)
    with act("run.undone", by=by, target=run, reason=run.undo_reason):
        revived = run_sql(SQL / "undo_lapsing.sql", finishing=finishing.pk)
        if following is not None:
            following.delete()
        Balance.objects.filter(run=run, rehearsed=False).delete()
        run.tallies.filter(rehearsed=False).delete()
        run.befores.all().delete()
        run.version += 1
        for name, value in FRESH.items():
            setattr(run, name, value)
        run.save(update_fields=["version", *FRESH])
    return revived


def _rows(model: Any, year: int, part: Part) -> Any:
    return model.objects.filter(year=year, village_code__gte=part.first, village_code__lte=part.last)
