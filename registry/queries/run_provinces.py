"""One year of all provinces that somebody may see, side by side: state, totals, what is left, whether it balances."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Outcome, Stock
from registry.jobs.choices import UNFINISHED, JobKind
from registry.jobs.models import Job
from registry.models import Balance, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within
from registry.rules.runs import CLOSED

from .years import open_year

KINDS = (JobKind.REHEARSAL, JobKind.ADJUSTMENT, JobKind.UNDOING)


@dataclass(frozen=True)
class ProvinceLine:
    """A province and its run of the year, if it is opened. None: there is no register, or no number, yet."""

    region: Region
    open_year: int | None
    run: Run | None
    stock: int | None = None
    holds: bool | None = None
    units_left: int | None = None

    def households(self, outcome: str) -> int | None:
        """Households of an outcome, as the run has counted them."""
        counted = self.run.figures.get("outcomes") if self.run is not None else None
        return counted.get(outcome, {}).get("households", 0) if counted else None

    @property
    def numbers(self) -> list[int | None]:
        """In the order of COLUMNS."""
        figures = self.run.figures if self.run is not None else {}
        told = [self.households(outcome) for outcome in TOLD]
        if not figures:
            return [*told, None, None, self.stock]
        sums = [sum(figures.get(name, {}).values()) for name in ("refusals", "doubts")]
        return [*told, *sums, self.stock]


TOLD = (Outcome.EXITED, Outcome.RELAPSED, Outcome.REGISTERED, Outcome.REMOVED)


@dataclass(frozen=True)
class Nation:
    """The page: one year, the years there are, every province, and the sums over those that have numbers."""

    year: int
    years: Sequence[int]
    lines: Sequence[ProvinceLine]
    totals: Sequence[int]
    states: Mapping[str, int]


def provinces_of(viewer: Viewer) -> list[Region]:
    """Provinces that lie wholly inside the viewer's areas."""
    inside = within(viewer.spans(Permission.ADJUSTMENT_VIEW), "code")
    found = Region.objects.filter(inside, level=Level.PROVINCE).order_by("code")
    spans = viewer.spans(Permission.ADJUSTMENT_VIEW)
    return [region for region in found if any(span.covers(region.code) and span.covers(region.last) for span in spans)]


def nation_of(viewer: Viewer, year: int | None) -> Nation:
    """The year asked for, or the latest that any of the viewer's provinces has opened."""
    provinces = provinces_of(viewer)
    runs = Run.objects.filter(region_code__in=[region.code for region in provinces], baseline=False)
    years = list(runs.values_list("year", flat=True).distinct().order_by("-year"))
    shown = year or (years[0] if years else max((open_year(region.code) for region in provinces), default=0))
    lines = _lines(provinces, {run.region_code: run for run in runs.filter(year=shown)})
    states: dict[str, int] = {}
    for line in lines:
        state = str(line.run.get_state_display()) if line.run is not None else ""
        states[state] = states.get(state, 0) + 1
    columns = zip(*(line.numbers for line in lines), strict=True)
    return Nation(shown, years, lines, [sum(number or 0 for number in column) for column in columns], states)


def _lines(provinces: Iterable[Region], runs: Mapping[int, Run]) -> list[ProvinceLine]:
    stocks = _stocks(runs.values())
    jobs = _left(runs.values())
    kept = set(Run.objects.values_list("region_code", flat=True).distinct())
    lines = []
    for region in provinces:
        run = runs.get(region.code)
        stock, holds = stocks.get(run.pk, (None, None)) if run is not None else (None, None)
        left = jobs.get(str(run.pk)) if run is not None else None
        year = open_year(region.code) if region.code in kept else None
        lines.append(ProvinceLine(region, year, run, stock, holds, left))
    return lines


def _stocks(runs: Iterable[Run]) -> dict[int, tuple[int, bool]]:
    """Persons in the poor stock at the end of the year, and whether the province's lines hold."""
    closed = {run.pk: run.state in CLOSED for run in runs}
    lines = Balance.objects.filter(run__in=closed, level=Level.PROVINCE)
    own = [line for line in lines if line.rehearsed is not closed[line.run_id]]
    holds: dict[int, bool] = {}
    for line in own:
        holds[line.run_id] = holds.get(line.run_id, True) and line.balances
    return {
        line.run_id: (line.closing, holds[line.run_id]) for line in own if line.persons and line.stock == Stock.POOR
    }


def _left(runs: Iterable[Run]) -> dict[str, int]:
    """Units still to be done, by run; none where nothing is going on."""
    subjects = [str(run.pk) for run in runs]
    going = Job.objects.filter(kind__in=KINDS, subject__in=subjects, state__in=UNFINISHED)
    return {job.subject: job.total - job.done for job in going}
