"""Stock and flow of an area year by year (N8), the units below it, and the nodes of the years (N22)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.choices import RunState
from registry.models import Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import province_of
from registry.rules.flows import Account, closing_by_terms, terms_of
from registry.rules.runs import CLOSED

from .figures_accounts import Side, counted_by_unit, reported, reported_by_unit
from .figures_tallies import Year, units_below
from .figures_years import above

# Rehearsed lines of a run in any other state are of a year taken back, or not there yet.
REHEARSED = frozenset({RunState.REHEARSED, RunState.APPROVED, RunState.RUNNING, RunState.FAILED})


class Source(StrEnum):
    """Where the numbers of a year come from."""

    REPORTED = "reported"
    COUNTED = "counted"
    REHEARSED = "rehearsed"
    NONE = "none"


@dataclass(frozen=True)
class Flow:
    """A year of an area. `numbers` lack what is not known: all but the opening before a rehearsal, all but the closing
    of a baseline. `gap` is how far the opening is from the closing of the year before."""

    year: int
    source: Source
    run: Run | None
    numbers: Mapping[str, int]
    gap: int = 0

    def number(self, term: str) -> int | None:
        """A term's number; None where it is not known."""
        return self.numbers.get(term, 0) if self.whole else self.numbers.get(term)

    @property
    def closed(self) -> bool:
        """Whether its numbers are final, or as good as."""
        return self.source in {Source.REPORTED, Source.COUNTED}

    @property
    def whole(self) -> bool:
        """Whether opening, terms and closing are all known."""
        return {"opening", "closing"} <= self.numbers.keys()

    @property
    def balances(self) -> bool:
        """Whether the terms lead from the opening to the closing."""
        return not self.whole or closing_by_terms(self.numbers) == self.numbers["closing"]

    @property
    def year_before(self) -> int:
        """The year whose closing is this one's opening."""
        return self.year - 1


@dataclass(frozen=True)
class UnitFlow:
    """A unit below the area in one year; `open` where it can be looked at by itself."""

    region: Region
    numbers: Mapping[str, int]
    opens: bool


@dataclass(frozen=True)
class Flows:
    """The page of stock and flow, `until` the year it is asked as of."""

    area: Region
    trail: list[Region]
    until: Year
    side: Side
    terms: list[str]
    years: list[Flow]
    units: list[UnitFlow] = field(default_factory=list)

    @property
    def shown(self) -> Flow | None:
        """The year whose units are shown: the one asked for."""
        return next((flow for flow in self.years if flow.year == self.until.year), None)

    @property
    def balances(self) -> bool:
        """Whether every year does."""
        return all(flow.balances for flow in self.years)

    @property
    def gaps(self) -> list[Flow]:
        """Years that do not begin where the year before ended."""
        return [flow for flow in self.years if flow.gap]

    @property
    def last_closed(self) -> Flow | None:
        """The latest year with final numbers."""
        return next((flow for flow in reversed(self.years) if flow.closed), None)


def flows_of_area(viewer: Viewer, area: Region, until: Year, side: Side) -> Flows:
    """The page for `area`, one of the viewer's own."""
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.code)
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.last)
    runs = runs_until(area.code, until)
    years = _years(area, runs, until, side)
    found = Flows(area, above(viewer, area), until, side, terms_of(side.stock, persons=side.persons), years)
    if area.level == Level.VILLAGE or found.shown is None or found.shown.run is None:
        return found
    found.units.extend(_units(area, found.shown, found.shown.run, side))
    return found


def runs_until(code: int, until: Year) -> list[Run]:
    """The runs of the province of `code` up to a year, the earliest first; of a closed year as of then only these."""
    runs = Run.objects.filter(region_code=province_of(code), year__lte=until.year).order_by("year")
    return [run for run in runs if run.state in CLOSED or not until.closed]


def _years(area: Region, runs: list[Run], until: Year, side: Side) -> list[Flow]:
    lines = reported([run for run in runs if run.state in CLOSED], area, side, rehearsed=False)
    tried = reported([run for run in runs if run.state in REHEARSED], area, side, rehearsed=True)
    found: list[Flow] = []
    for run in runs:
        found.append(_flow(area, run, side, lines.get(run.pk), tried.get(run.pk), found))
    if not until.closed and (not found or found[-1].year < until.year):
        found.append(Flow(until.year, Source.NONE, None, _carried(found)))
    return found


def _flow(area: Region, run: Run, side: Side, line: Account | None, tried: Account | None, before: list[Flow]) -> Flow:
    last = before[-1].numbers.get("closing") if before and before[-1].year == run.year - 1 else None
    if run.state not in CLOSED:
        if tried is None:
            return Flow(run.year, Source.NONE, run, _carried(before))
        return Flow(run.year, Source.REHEARSED, run, tried, _gap(tried, last))
    if line is not None:
        return Flow(run.year, Source.REPORTED, run, line, _gap(line, last))
    counted = _sum(counted_by_unit(run, area, side).values())
    # Nothing goes before the first year of use: it has a closing and no more (§13.1).
    known = Counter({"closing": counted["closing"]}) if run.baseline else counted
    return Flow(run.year, Source.COUNTED, run, known, 0 if run.baseline else _gap(known, last))


def _carried(before: list[Flow]) -> dict[str, int]:
    last = before[-1].numbers.get("closing") if before else None
    return {} if last is None else {"opening": last}


def _gap(account: Account, last: int | None) -> int:
    return 0 if last is None else account["opening"] - last


def _sum(accounts: Iterable[Account]) -> Account:
    total: Account = Counter()
    for account in accounts:
        total.update(account)
    # An area without households has its zeros.
    total.update({"opening": 0, "closing": 0})
    return total


def _units(area: Region, shown: Flow, run: Run, side: Side) -> list[UnitFlow]:
    """By code, those included that have ended since, under the names they had."""
    if shown.source == Source.NONE:
        return []
    found = reported_by_unit(run, area, side, rehearsed=shown.source == Source.REHEARSED)
    if shown.source == Source.COUNTED:
        found = counted_by_unit(run, area, side)
    level = units_below(area)
    regions = {region.code: region for region in Region.objects.filter(level=level, code__in=found)}
    own = {region.code for region in regions.values() if area.code <= region.code <= area.last}
    return [
        UnitFlow(regions[code], account, opens=code in own and regions[code].valid_to is None)
        for code, account in sorted(found.items())
        if code in regions
    ]
