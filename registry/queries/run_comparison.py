"""A run beside last year's and beside the plan: by outcome, by area, by cause. Each number knows its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from registry.choices import Cause, Outcome, TallyKind
from registry.models import Run
from registry.regions.choices import Level
from registry.regions.models import Region

from .plans import plan_of, plans_below
from .runs import run_of
from .tallies import CAUSED, NONE, Counts, Tallies, tallies_below, tallies_of

# As they are told: what the year is judged by comes first.
TOLD = (
    Outcome.EXITED,
    Outcome.RELAPSED,
    Outcome.REGISTERED,
    Outcome.STABILISED,
    Outcome.REMOVED,
    Outcome.CLOSED,
    Outcome.UNCHANGED,
)
NO_CAUSE = "none"  # how an address says: no cause was entered


@dataclass(frozen=True)
class Compared:
    """A number of this year beside last year's and the plan's; None where there is nothing to compare with."""

    label: str
    query: str
    now: Counts
    before: Counts | None
    plan: Counts | None = None
    region: Region | None = None
    outcome: str = ""

    @property
    def change(self) -> int | None:
        """Households more or less than last year."""
        return None if self.before is None else self.now.households - self.before.households

    @property
    def reached(self) -> Decimal | None:
        """Persons in percent of the plan, one decimal."""
        if self.plan is None or not self.plan.persons:
            return None
        return (Decimal(100) * self.now.persons / self.plan.persons).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Comparison:
    """The tables of the page. `before`: the run of last year, if it tells outcomes."""

    area: Region
    outcome: Outcome
    before: Run | None
    outcomes: Sequence[Compared]
    areas: Sequence[Compared]
    total: Compared
    causes: Sequence[Compared]
    plan: Counts | None

    @property
    def areas_planned(self) -> bool:
        """Whether any of the areas has a plan."""
        return any(line.plan for line in self.areas)


def year_before(run: Run) -> Run | None:
    """The run of the year before, if it tells outcomes: a baseline knows none."""
    before = run_of(run.region_code, run.year - 1)
    return before if before is not None and not before.baseline else None


def comparison_of(run: Run, area: Region, outcome: Outcome) -> Comparison:
    """What came of `area`, which the viewer may see; `outcome` is told by area and cause."""
    before = year_before(run)
    now, then = tallies_of(run, area), tallies_of(before, area) if before else None
    if then is None or not then.lines:
        before = then = None  # it came with an import: nobody has counted it
    plan = plan_of(run, area)
    lines = [_of_outcome(area, told, now, then, plan) for told in TOLD]
    return Comparison(
        area,
        outcome,
        before,
        lines,
        _by_area(run, before, area, outcome),
        next(line for line in lines if line.outcome == outcome),
        _by_cause(area, outcome, now, then) if outcome in CAUSED else [],
        plan,
    )


def _of_outcome(area: Region, outcome: Outcome, now: Tallies, then: Tallies | None, plan: Counts | None) -> Compared:
    return Compared(
        str(outcome.label),
        urlencode({"area": area.pk, "outcome": outcome}),
        now.outcome(outcome),
        then.outcome(outcome) if then else None,
        plan if outcome == Outcome.EXITED else None,
        outcome=outcome,
    )


def _by_area(run: Run, before: Run | None, area: Region, outcome: Outcome) -> list[Compared]:
    """The areas right below in which anything came out so, this year or last, or was planned."""
    if area.level == Level.VILLAGE:
        return []
    below = list(Region.objects.filter(level=area.level + 1, code__gte=area.code, code__lte=area.last).order_by("code"))
    now, then = tallies_below(run, area), tallies_below(before, area) if before else None
    plans = plans_below(run, below) if outcome == Outcome.EXITED else {}
    lines = [
        Compared(
            child.name,
            urlencode({"area": child.pk, "outcome": outcome}),
            now[child.code].outcome(outcome) if child.code in now else NONE,
            (then[child.code].outcome(outcome) if child.code in then else NONE) if then is not None else None,
            plans.get(child.code),
            child,
        )
        for child in below
    ]
    return [line for line in lines if line.now or line.before or line.plan]


def _by_cause(area: Region, outcome: Outcome, now: Tallies, then: Tallies | None) -> list[Compared]:
    found = now.of(TallyKind.CAUSE, outcome)
    past = then.of(TallyKind.CAUSE, outcome) if then else None
    return [
        Compared(
            str(Cause(word).label) if word else _("没有登记原因"),
            urlencode({"area": area.pk, "outcome": outcome, "cause": word or NO_CAUSE}),
            found.get(word, NONE),
            past.get(word, NONE) if past is not None else None,
        )
        for word in [*found, *(word for word in past or () if word not in found)]
    ]
