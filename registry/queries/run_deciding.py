"""What two persons put their names to: the rehearsal that one approves, the year that one freezes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.choices import DecisionState, Outcome, RunState, TallyKind
from registry.models import Decision, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.runs import approval_problems, freezing_problems

from .history import verb_label
from .plans import plan_of
from .run_comparison import Comparison, comparison_of
from .runs import balanced, facts_changed
from .tallies import Counts, tallies_of

LATEST = 10


@dataclass(frozen=True)
class Changed:
    """What was done to the facts since they were read, and how often."""

    what: str
    acts: int
    last: datetime


@dataclass(frozen=True)
class ApprovalPage:
    """Exactly what would be approved. `problems` stand in the way; `changes` make the rehearsal outdated."""

    province: Region
    comparison: Comparison
    households: Counts
    plan: Counts | None
    refused: int
    doubts: int
    lapsing: int
    holds: bool
    changes: Sequence[Changed]
    latest: Sequence[tuple[str, str, datetime]]
    problems: Sequence[str]


@dataclass(frozen=True)
class FreezingPage:
    """What becomes read-only."""

    province: Region
    households: Counts
    changed: int
    doubts: int
    problems: Sequence[str]


def approval_of(viewer: Viewer, run: Run) -> ApprovalPage:
    """For who may approve runs of the province, and so sees all of it."""
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code)
    tallies = tallies_of(run, province)
    changed = facts_changed(run) if run.facts_at and run.state == RunState.REHEARSED else Act.objects.none()
    grouped = changed.values("verb").annotate(acts=Count("pk"), last=Max("at")).order_by("-last")
    changes = [Changed(verb_label(row["verb"]), row["acts"], row["last"]) for row in grouped]
    holds = balanced(run, rehearsed=True)
    lapsing = Decision.objects.filter(year=run.year, state=DecisionState.PROPOSED)
    return ApprovalPage(
        province=province,
        comparison=comparison_of(run, province, Outcome.EXITED),
        households=sum(tallies.of(TallyKind.OUTCOME).values(), Counts()),
        plan=plan_of(run, province),
        refused=tallies.total(TallyKind.REFUSAL),
        doubts=tallies.total(TallyKind.DOUBT),
        lapsing=lapsing.filter(village_code__gte=province.code, village_code__lte=province.last).count(),
        holds=holds,
        changes=changes,
        latest=[(act.actor_name, verb_label(act.verb), act.at) for act in changed.order_by("-at")[:LATEST]],
        problems=approval_problems(
            state=run.state,
            rehearser_id=run.rehearsed_by_id,
            approver_id=viewer.pk,
            outdated=bool(changes) or run.facts_at is None,
            balanced=holds,
        ),
    )


def freezing_of(run: Run) -> FreezingPage:
    """For who may freeze runs of the province."""
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code)
    tallies = tallies_of(run, province)
    households = sum(tallies.of(TallyKind.OUTCOME).values(), Counts())
    return FreezingPage(
        province=province,
        households=households,
        changed=households.households - tallies.outcome(Outcome.UNCHANGED).households,
        doubts=tallies.total(TallyKind.DOUBT),
        problems=freezing_problems(state=run.state, undo_asked=run.undo_asked_by_id is not None),
    )
