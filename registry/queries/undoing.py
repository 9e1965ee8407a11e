"""What stands in the way of taking a finished year back (domain.md §13.7), by household, and what would be put back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DecisionState, DoubtRule, Outcome, RunState
from registry.jobs.choices import UNFINISHED, JobKind
from registry.jobs.models import Job
from registry.models import BINDING, Baseline, Closing, Decision, Doubt, Household, MemberYear, Run, Survey
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.runs import undoing_problems
from registry.sqlfile import rows_of

from .history import verb_label
from .households import head_names
from .runs import applied_anything, run_of
from .years import province_span

SQL = Path(__file__).parent / "sql"
# Acts of the closing itself, and the undoing of an operation: what it put back is as it was.
OWN_ACTS = ["run.unit", "run.finish", "run.undo_unit", "run.undone", "year.carry", "operation.undo"]
# They would write while the year is being taken back, or read what is no longer there.
IN_THE_WAY = (JobKind.REHEARSAL, JobKind.ADJUSTMENT, JobKind.CARRYING, JobKind.IMPORT_MERGE, JobKind.IMPORT_UNDO)
NAMED, LISTED = 10, 100


@dataclass(frozen=True)
class Change:
    """What somebody has done at a household since the approval."""

    household_id: int
    what: str
    who: str
    at: datetime | None


@dataclass
class Obstacles:
    """Why a run cannot be undone: what holds for all of it, and households by what was done there."""

    whole: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.whole or self.changes)

    @property
    def households(self) -> int:
        """How many households were changed."""
        return len({change.household_id for change in self.changes})

    def sentences(self) -> list[str]:
        """For a refusal: everything in words, the first NAMED households by number."""
        if not self.changes:
            return self.whole
        named = "；".join(_told(change) for change in self.changes[:NAMED])
        return [*self.whole, _("批准以后有 %(count)d 户有改动：%(named)s") % {"count": self.households, "named": named}]


@dataclass(frozen=True)
class Consequences:
    """What would be put back or taken away."""

    closings: int
    changed: int
    decisions: int
    lapsed: int
    doubts: int
    carried: int
    following: Run | None


@dataclass(frozen=True)
class UndoingPage:
    """The page of one of the two persons: each household with its head's name and whether it can be opened."""

    province: str
    consequences: Consequences | None
    obstacles: Obstacles
    changes: list[tuple[Change, str, bool]]
    may_ask: bool
    may_confirm: bool
    asked: bool
    own: bool


def obstacles_to(run: Run) -> Obstacles:
    """All that stands in the way of undoing `run`. The caller may undo runs of the province, and so sees all of it."""
    whole = province_span(run.region_code)
    following = run_of(run.region_code, run.year + 1)
    problems = undoing_problems(
        state=run.state,
        year=run.year,
        applied=run.state == RunState.UNDOING or applied_anything(run),
        following_state=following.state if following is not None else None,
    )
    if problems:
        return Obstacles(problems)
    working = Job.objects.filter(
        kind__in=IN_THE_WAY, state__in=UNFINISHED, region_code__gte=whole.first, region_code__lte=whole.last
    )
    busy = [_("“%s”还在进行，请等它完成") % job.title for job in working.order_by("created_at")]
    return Obstacles([*busy, *_entered(run)], [*_changed(run), *_decided(run), *_worked_off(run)])


def _entered(run: Run) -> list[str]:
    """Counties that have come in with their closing rows of this year: taking it back would take these away."""
    whole = province_span(run.region_code)
    begun = Baseline.objects.filter(county_code__gte=whole.first, county_code__lte=whole.last, year__gt=run.year)
    names = Region.objects.filter(level=Level.COUNTY, code__in=begun.values("county_code")).order_by("code")
    return [_("%s 已带着以前年度建库，请先撤销其导入") % name for name in names.values_list("name", flat=True)]


def _consequences(run: Run) -> Consequences:
    whole = province_span(run.region_code)
    inside = {"village_code__gte": whole.first, "village_code__lte": whole.last}
    closings = Closing.objects.filter(year=run.year, **inside)
    decisions = dict(
        Decision.objects.filter(year=run.year, **inside).values_list("state").annotate(found=Count("pk")).order_by()
    )
    return Consequences(
        closings=closings.count(),
        changed=closings.exclude(outcome=Outcome.UNCHANGED).count(),
        decisions=decisions.get(DecisionState.APPLIED, 0) + decisions.get(DecisionState.REFUSED, 0),
        lapsed=decisions.get(DecisionState.LAPSED, 0),
        doubts=Doubt.objects.filter(year=run.year, rule__in=DoubtRule.values, **inside).count(),
        carried=sum(
            model.objects.filter(year=run.year + 1, confirmed=False, **inside).count() for model in (Survey, MemberYear)
        ),
        following=run_of(run.region_code, run.year + 1),
    )


def page_of(viewer: Viewer, run: Run) -> UndoingPage:
    """The page for one of the two persons. Counted only while there is something to undo."""
    obstacles = obstacles_to(run)
    undoable = run.state in (RunState.FINISHED, RunState.UNDOING)
    asked = run.undo_asked_by_id is not None
    return UndoingPage(
        province=Region.objects.get(level=Level.PROVINCE, code=run.region_code).name,
        consequences=_consequences(run) if undoable else None,
        obstacles=obstacles,
        changes=_named(viewer, obstacles.changes[:LISTED]),
        may_ask=undoable and not asked and not obstacles,
        may_confirm=undoable and asked and not obstacles and run.undo_asked_by_id != viewer.pk,
        asked=asked and undoable,
        own=run.undo_asked_by_id == viewer.pk,
    )


def _named(viewer: Viewer, changes: Iterable[Change]) -> list[tuple[Change, str, bool]]:
    """Each change with the name of the household's head, and whether the viewer may open the household."""
    listed = list(changes)
    numbers = [change.household_id for change in listed]
    heads = head_names(numbers)
    visible = Household.objects.visible_to(viewer, Permission.HOUSEHOLD_VIEW).filter(pk__in=numbers)
    seen = set(visible.values_list("pk", flat=True))
    return [(change, heads.get(change.household_id, ""), change.household_id in seen) for change in listed]


def _changed(run: Run) -> list[Change]:
    """Since the approval: from then on entry went to the next year, which would no longer be the open one."""
    whole = province_span(run.region_code)
    found = rows_of(
        SQL / "changed_since.sql",
        year=run.year,
        first=whole.first,
        last=whole.last,
        since=run.approved_at or run.finished_at,
        own=OWN_ACTS,
    )
    return [Change(row["household_id"], verb_label(row["verb"]), row["actor_name"], row["at"]) for row in found]


def _decided(run: Run) -> list[Change]:
    whole = province_span(run.region_code)
    live = Decision.objects.filter(
        year=run.year + 1, state__in=BINDING, village_code__gte=whole.first, village_code__lte=whole.last
    ).select_related("approved_by")
    return [
        Change(
            decision.household_id,
            _("批准 %(year)d 年度“%(kind)s”决定") % {"year": decision.year, "kind": decision.get_kind_display()},
            decision.approved_by.name if decision.approved_by else "",
            decision.approved_at,
        )
        for decision in live.order_by("approved_at", "pk")
    ]


def _worked_off(run: Run) -> list[Change]:
    whole = province_span(run.region_code)
    settled = Doubt.objects.filter(
        year=run.year,
        rule__in=DoubtRule.values,
        checked_at__isnull=False,
        village_code__gte=whole.first,
        village_code__lte=whole.last,
    )
    return [
        Change(doubt.household_id, _("核实疑点“%s”") % doubt.rule_label, doubt.checked_by_name, doubt.checked_at)
        for doubt in settled.order_by("checked_at", "pk")
    ]


def _told(change: Change) -> str:
    when = timezone.localtime(change.at).strftime("%Y-%m-%d %H:%M") if change.at else ""
    words = {"household": change.household_id, "said": " ".join(filter(None, (change.who, when, change.what)))}
    return _("%(household)d 号户（%(said)s）") % words
