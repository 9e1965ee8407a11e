"""How far the work of a run is, part by part: what is done, what failed and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.jobs.choices import JobKind, JobState
from registry.jobs.models import Job, Unit
from registry.jobs.queries import Progress, progress
from registry.models import Household, Part, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.runs import PROBLEMS

from .balances import covers_province
from .runs import parts_of

# What a unit of each phase does, in the order of `registry.actions.runs`.
PHASES = {
    JobKind.REHEARSAL: (_("计算"), _("核对平衡"), _("汇总")),
    JobKind.ADJUSTMENT: (_("核对资料"), _("全省核对"), _("结账并核对平衡"), _("汇总完成")),
    JobKind.UNDOING: (_("检查"), _("恢复"), _("重新开放")),
}
NAMED = 3


@dataclass(frozen=True)
class Cell:
    """A unit of a part; `problem` says what went wrong."""

    state: str
    label: str
    problem: str = ""


@dataclass(frozen=True)
class PartLine:
    """A part: its counties, households, and a cell for each phase that goes part by part."""

    title: str
    households: int
    cells: Sequence[Cell | None]
    problems: Sequence[tuple[int | None, str]]

    @property
    def over(self) -> bool:
        """Whether there is nothing more to say of it."""
        return not self.problems and all(cell is not None and cell.state == JobState.DONE for cell in self.cells)


@dataclass(frozen=True)
class RunProgress:
    """The page. `whole`: the phases that are done once for all parts."""

    job: Job
    rate: Progress
    phases: Sequence[str]
    parts: Sequence[PartLine]
    whole: Sequence[tuple[str, Cell]]
    done: int
    failed: int

    @property
    def left(self) -> list[PartLine]:
        """Parts that failed, are being worked on, or wait."""
        return [part for part in self.parts if not part.over]

    @property
    def over(self) -> list[PartLine]:
        """Parts that are through."""
        return [part for part in self.parts if part.over]


def run_progress(viewer: Viewer, run: Run) -> RunProgress | None:
    """Of the latest job of the run: the parts that touch the viewer's areas. It names no household outside them."""
    job = Job.objects.filter(subject=str(run.pk), region_code=run.region_code, kind__in=PHASES).order_by("-created_at")
    latest = job.first()
    if latest is None:
        return None
    titles = PHASES[JobKind(latest.kind)]
    units = list(latest.units.order_by("phase", "number"))
    by_key: dict[tuple[str, int], Unit] = {(unit.key, unit.phase): unit for unit in units}
    by_part = sorted({unit.phase for unit in units if unit.key != "*"})
    parts = _own_parts(viewer, run)
    visible = _visible(viewer, run, parts)
    counties = _counties(run)
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code).shown_name
    return RunProgress(
        latest,
        progress(latest),
        [str(titles[phase - 1]) for phase in by_part],
        [
            PartLine(
                _title(part, counties, province),
                part.households,
                [_cell(by_key[key]) if (key := (str(part.number), phase)) in by_key else None for phase in by_part],
                [_problem(problem, visible) for problem in part.problem[:NAMED]],
            )
            for part in parts
        ],
        [(str(titles[unit.phase - 1]), _cell(unit)) for unit in units if unit.key == "*"],
        sum(unit.state == JobState.DONE for unit in units),
        sum(unit.state == JobState.FAILED for unit in units),
    )


def _own_parts(viewer: Viewer, run: Run) -> list[Part]:
    spans = viewer.spans(Permission.ADJUSTMENT_VIEW)
    return [
        part for part in parts_of(run) if any(span.first <= part.last and part.first <= span.last for span in spans)
    ]


def _visible(viewer: Viewer, run: Run, parts: list[Part]) -> set[int] | None:
    """Households with a problem that the viewer may open; None for all."""
    if covers_province(viewer, run):
        return None
    named = [problem["household_id"] for part in parts for problem in part.problem[:NAMED]]
    seen = Household.objects.visible_to(viewer, Permission.ADJUSTMENT_VIEW)
    return set(seen.filter(pk__in=[pk for pk in named if pk is not None]).values_list("pk", flat=True))


def _problem(problem: dict[str, Any], visible: set[int] | None) -> tuple[int | None, str]:
    household = problem["household_id"]
    text = problem.get("text") or str(PROBLEMS[problem["problem"]])
    return household if visible is None or household in visible else None, text


def _counties(run: Run) -> list[Region]:
    last = run.region_code + 10**10 - 1
    return list(Region.objects.filter(level=Level.COUNTY, code__gte=run.region_code, code__lte=last).order_by("code"))


def _title(part: Part, counties: list[Region], province: str) -> str:
    """The county in which the part has its households: its span begins where the one before ends."""
    own = [county for county in counties if county.code <= part.last and part.first <= county.last]
    if not own:
        return f"{part.first}–{part.last}"
    name = own[0].shown_name.removeprefix(province) or own[0].name
    names = name if len(own) == 1 else str(_("%s 等") % name)
    return f"{names} {str(part.first)[6:9]}–" if part.first > own[0].code else names


def _cell(unit: Unit) -> Cell:
    return Cell(unit.state, str(unit.get_state_display()), unit.error)
