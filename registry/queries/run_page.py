"""What the page of a run shows beside its balance: steps, figures and what should be known before the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Cause, DoubtRule, Outcome, RunState, TallyKind
from registry.jobs.models import Job
from registry.jobs.queries import jobs
from registry.models import Household, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within
from registry.rules.runs import MOVES, PROBLEMS

from .balances import covers_province
from .plans import plan_of
from .run_comparison import year_before
from .runs import outdated
from .tallies import Counts, Tallies, tallies_of
from .years import open_year

# State of the run → how many of the six steps are behind it.
BEHIND = {
    RunState.OPEN: 1,
    RunState.REHEARSED: 2,
    RunState.APPROVED: 3,
    RunState.RUNNING: 3,
    RunState.FAILED: 3,
    RunState.FINISHED: 5,
    RunState.FROZEN: 6,
    RunState.UNDOING: 1,
}


@dataclass(frozen=True)
class Step:
    """A step of the year, for the steps component."""

    title: str
    note: str
    state: str


@dataclass(frozen=True)
class Figure:
    """Households and persons of an outcome, beside last year's; `note` says the cause or the share of the plan."""

    now: Counts
    last_year: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """What stops the run, at a household the viewer may see or at none in particular."""

    household_id: int | None
    text: str


@dataclass(frozen=True)
class RunPage:
    """Everything but the balance."""

    province: Region
    steps: list[Step]
    exited: Figure
    relapsed: Figure
    registered: Figure
    doubts: int
    doubt_note: str
    not_surveyed: int
    refused: int
    outdated: bool
    problems: list[Problem]
    may_rehearse: bool
    may_approve: bool
    may_start: bool
    may_freeze: bool
    may_undo: bool
    asked_to_undo: bool
    undone: bool


def page_of(viewer: Viewer, run: Run, area: Region) -> RunPage:
    """The page of `run` for `viewer`, with the figures of `area`."""
    before = year_before(run)
    now, then = tallies_of(run, area), tallies_of(before, area) if before else None
    doubts = now.of(TallyKind.DOUBT)
    return RunPage(
        province=Region.objects.get(level=Level.PROVINCE, code=run.region_code),
        steps=steps_of(run),
        exited=_figure(now, then, Outcome.EXITED, _reached(now, plan_of(run, area))),
        relapsed=_figure(now, then, Outcome.RELAPSED, _main_cause(now)),
        registered=_figure(now, then, Outcome.REGISTERED),
        doubts=now.total(TallyKind.DOUBT),
        doubt_note=_most_frequent(doubts),
        not_surveyed=doubts[DoubtRule.NOT_SURVEYED].households if DoubtRule.NOT_SURVEYED in doubts else 0,
        refused=now.total(TallyKind.REFUSAL),
        outdated=run.state == RunState.REHEARSED and outdated(run),
        problems=_problems(viewer, run),
        may_rehearse=_may(viewer, run, Permission.ADJUSTMENT_REHEARSE, RunState.OPEN),
        may_approve=_may(viewer, run, Permission.ADJUSTMENT_APPROVE, RunState.APPROVED)
        and run.rehearsed_by_id != viewer.pk,
        may_start=_may(viewer, run, Permission.ADJUSTMENT_APPROVE, RunState.RUNNING),
        may_freeze=_may(viewer, run, Permission.ADJUSTMENT_APPROVE, RunState.FROZEN),
        asked_to_undo=run.state == RunState.FINISHED and run.undo_asked_by_id is not None,
        undone=run.state != RunState.UNDOING and run.undone_at is not None,
        may_undo=_may(viewer, run, Permission.ADJUSTMENT_APPROVE, RunState.UNDOING),
    )


def with_provinces(runs: Iterable[Run]) -> list[tuple[Run, str]]:
    """Each run of a page with the name of its province."""
    listed = list(runs)
    names = dict(
        Region.objects.filter(level=Level.PROVINCE, code__in=[run.region_code for run in listed]).values_list(
            "code", "name"
        )
    )
    return [(run, names.get(run.region_code, "")) for run in listed]


def job_of(viewer: Viewer, run: Run) -> Job | None:
    """The latest job of the run, for a viewer who sees jobs of the whole province: its bar asks the job's page."""
    return jobs(viewer).filter(subject=str(run.pk), region_code=run.region_code).first()


def can_open(viewer: Viewer) -> list[tuple[Region, int]]:
    """Provinces whose next year the viewer may open, with that year."""
    if not viewer.may(Permission.ADJUSTMENT_REHEARSE):
        return []
    provinces = Region.objects.filter(
        within(viewer.spans(Permission.ADJUSTMENT_REHEARSE), "code"), level=Level.PROVINCE
    )
    opened = set(Run.objects.values_list("region_code", "year"))
    years = [(province, open_year(province.code)) for province in provinces]
    return [(province, year) for province, year in years if (province.code, year) not in opened]


def can_plan(viewer: Viewer, run: Run) -> bool:
    """Whether the viewer may hand down the year's plan: who opens and rehearses it, until it is frozen."""
    held = any(span.covers(run.region_code) for span in viewer.spans(Permission.ADJUSTMENT_REHEARSE))
    return held and not run.baseline and run.state != RunState.FROZEN


def _may(viewer: Viewer, run: Run, permission: Permission, state: RunState) -> bool:
    held = any(span.covers(run.region_code) for span in viewer.spans(permission))
    return held and state in MOVES[run.state]


def steps_of(run: Run) -> list[Step]:
    """The six steps of the year, as far as it has come."""
    notes = [
        (_("开启"), run.opened_at, ""),
        (_("试算"), run.rehearsed_at, _("计算，不生效")),
        (_("批准"), run.approved_at, _("须由另一人")),
        (_("执行"), run.started_at, _("%d 年 12 月 31 日之后") % run.year),
        (_("平衡核对"), run.finished_at, ""),
        (_("封账"), run.frozen_at, _("资料从此只读")),
    ]
    behind = BEHIND[RunState(run.state)]
    return [
        Step(
            title,
            _on(at) if at and place < behind else note,
            "done" if place < behind else _now_or_later(run, place, behind),
        )
        for place, (title, at, note) in enumerate(notes)
    ]


def _on(at: datetime) -> str:
    local = timezone.localtime(at)
    return _("%(month)d 月 %(day)d 日") % {"month": local.month, "day": local.day}


def _now_or_later(run: Run, place: int, behind: int) -> str:
    if place > behind:
        return ""
    return "failed" if run.state == RunState.FAILED else "now"


def _figure(now: Tallies, then: Tallies | None, outcome: Outcome, note: str = "") -> Figure:
    last_year = then.outcome(outcome).households if then is not None and then.lines else None
    return Figure(now.outcome(outcome), last_year, note)


def _reached(now: Tallies, plan: Counts | None) -> str:
    """How much of the plan, in persons: the net fall of §8.6 is another figure."""
    if plan is None or not plan.persons:
        return ""
    share = Decimal(100) * now.outcome(Outcome.EXITED).persons / plan.persons
    return _("计划的 %s%%") % share.quantize(Decimal("0.1"))


def _problems(viewer: Viewer, run: Run) -> list[Problem]:
    """The run's problems, without those at households that do not exist for the viewer."""
    named = [problem["household_id"] for problem in run.problem if problem["household_id"] is not None]
    seen = Household.objects.visible_to(viewer, Permission.ADJUSTMENT_VIEW).filter(pk__in=named)
    visible = {None, *(named if covers_province(viewer, run) else seen.values_list("pk", flat=True))}
    return [
        Problem(problem["household_id"], problem.get("text") or str(PROBLEMS[problem["problem"]]))
        for problem in run.problem
        if problem["household_id"] in visible
    ]


def _main_cause(now: Tallies) -> str:
    causes = {cause: counts.households for cause, counts in now.of(TallyKind.CAUSE, Outcome.RELAPSED).items() if cause}
    if not causes:
        return ""
    cause = max(causes, key=lambda word: causes[word])
    share = round(100 * causes[cause] / sum(causes.values()))
    return _("主因 %(cause)s %(share)d%%") % {"cause": Cause(cause).label, "share": share}


def _most_frequent(doubts: dict[str, Counts]) -> str:
    ranked = list(doubts.items())[:2]
    return " · ".join(f"{DoubtRule(rule).label} {counts.households:,}" for rule, counts in ranked)
