"""Loading a synthetic population: one act, one COPY after the other, and the runs that its closed years need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.scope import SYSTEM
from registry.actions.tallying import tally_run
from registry.audit.acts import Actor, act
from registry.choices import RunState
from registry.models import Household, Run
from registry.refusal import Refused
from registry.regions.spans import span_of
from registry.sqlfile import run_sql

from .campaigns import make_campaigns
from .columns import COLUMNS
from .copying import analyze, bare_tables, copy_in, thawed
from .plans import Plan, cut, lines_of, lots_for
from .processes import written

LARGE = 20_000  # households from which on indexes wait until the end, and the act is all the history there is
SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Loaded:
    """What came of a plan. `writing` is processor time of all processes, the others are seconds on the clock."""

    households: int
    persons: int
    rows: int
    writing: float
    copying: float
    finishing: float
    seconds: float

    @property
    def per_second(self) -> float:
        """Households a second, everything included."""
        return self.households / self.seconds


@transaction.atomic
def load_population(plan: Plan, by: Actor = SYSTEM, say: Callable[[str], object] | None = None) -> Loaded:
    """Make the population of `plan` and load it, in one act; `say` is told of the progress.

    Raises `Refused` when the area has no villages, or households already, or its province stands in another year.
    Needs the owner's role. A large population keeps everybody else out of the register until it is in.
    """
    start = perf_counter()
    refuse_unfit(plan)
    begun = Run.objects.filter(region_code=plan.province).exists()
    households = persons = rows = 0
    writing = copying = 0.0
    with act("seed.load", by=by, region_code=span_of(plan.area).first, reason=_("种子 %d") % plan.seed):
        whole = cut(plan)
        streams = whole.streams(whole.reserved(), lots_for(plan), make_campaigns(plan.area, plan.open_year))
        with _room_for(plan, begun=begun):
            for piece in written(streams):
                began = perf_counter()
                for table, text in piece.tables.items():
                    copy_in(table, text)
                copying += perf_counter() - began
                households, persons = households + piece.households, persons + piece.persons
                rows, writing = rows + piece.rows, writing + piece.seconds
                if say:
                    say(f"{households:,} / {plan.households:,}")
            finishing = perf_counter()
        _open_doubts(plan)
        if begun:
            _count_again(plan)
        else:
            _close_years(plan)
    analyze(COLUMNS)
    end = perf_counter()
    return Loaded(households, persons, rows, writing, copying, end - finishing, end - start)


def refuse_unfit(plan: Plan) -> None:
    """Refuse a plan that cannot be loaded as the register stands."""
    span, closed = span_of(plan.area), Run.objects.filter(region_code=plan.province)
    if plan.closed_years < 1:
        raise Refused(_("至少要有一个已结账的年度"))
    if not plan.append and Household.objects.filter(village_code__range=(span.first, span.last)).exists():
        raise Refused(_("%s 已有农户；要在其上追加，请加 --append") % plan.area)
    last = closed.filter(Q(approved_at__isnull=False) | Q(baseline=True)).aggregate(year=Max("year"))["year"]
    if last is not None and last != plan.open_year - 1:
        raise Refused(_("该省现在的年度是 %(now)d，不是 %(wanted)d") % {"now": last + 1, "wanted": plan.open_year})
    if missing := {*plan.time.closed, plan.open_year} - lines_of(plan).keys():
        raise Refused(_("没有 %s 年度的国家扶贫标准") % "、".join(map(str, sorted(missing))))


@contextmanager
def _room_for(plan: Plan, *, begun: bool) -> Iterator[None]:
    if plan.households >= LARGE:
        with bare_tables(COLUMNS):
            yield
    elif begun:
        with thawed():
            yield
    else:
        yield


def _open_doubts(plan: Plan) -> None:
    """The doubts of the closed years, worked off but for those of the last one."""
    span = span_of(plan.area)
    years = plan.time
    run_sql(SQL / "doubts.sql", first=span.first, last=span.last, baseline=years.baseline, before=plan.open_year - 1)


def _close_years(plan: Plan) -> None:
    """The frozen runs of the closed years; they come last, since nothing enters a frozen year."""
    for year in plan.time.closed:
        node = datetime(year, 12, 31, 20, tzinfo=timezone.get_current_timezone())
        baseline = year == plan.time.baseline
        run = Run.objects.create(
            region_code=plan.province,
            year=year,
            baseline=baseline,
            state=RunState.FINISHED,
            rehearsed_at=None if baseline else node,
            approved_at=None if baseline else node,
            started_at=node,
            finished_at=node,
        )
        run.figures, run.state, run.frozen_at = tally_run(run=run, rehearsed=False, by=SYSTEM), RunState.FROZEN, node
        run.save()


def _count_again(plan: Plan) -> None:
    """The closed years have more households now."""
    for run in Run.objects.filter(region_code=plan.province, year__in=plan.time.closed):
        tally_run(run=run, rehearsed=False, by=SYSTEM)


__all__ = ["Loaded", "Plan", "load_population"]
