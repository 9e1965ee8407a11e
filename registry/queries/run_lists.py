"""The households of a run behind each number of its pages, and how many they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, REGISTERED, Outcome, Stock, TallyKind
from registry.models import Balance, Run
from registry.models.closing import ResultQuerySet
from registry.regions.models import Region
from registry.rules.runs import CLOSED

from .balances import ONLY_PERSONS, TERMS, own_areas
from .run_comparison import NO_CAUSE
from .runs import results_of
from .tallies import CAUSED, NONE, Counts, Key, tallies_of

ANY_DOUBT = "any"
STOCKS = {Stock.POOR: POOR_STOCK, Stock.REGISTERED: REGISTERED}
# Rows behind these stand in another area at the end of the year, where the reader may have no business.
ELSEWHERE = frozenset({"opening", "moved"})


@dataclass(frozen=True)
class ResultFilter:
    """Which rows of a run to list. Empty means no condition."""

    area: Region | None = None
    term: str = ""
    stock: Stock = Stock.POOR
    outcome: str = ""
    cause: str = ""
    refused: bool = False
    decision: str = ""
    refusal: str = ""
    doubt: str = ""


def within_own(viewer: Viewer, run: Run, chosen: ResultFilter) -> ResultFilter:
    """Where no area is chosen: the viewer's own, if it is one."""
    if chosen.area is not None:
        return chosen
    own = own_areas(viewer, run)
    return replace(chosen, area=own[0]) if len(own) == 1 else chosen


def results(viewer: Viewer, run: Run, chosen: ResultFilter = ResultFilter()) -> ResultQuerySet:
    """Rows of the run in the viewer's areas that fit, by village and household."""
    found = results_of(run)
    if not _is_own(viewer, chosen):
        found = found.visible_to(viewer)
    if chosen.term in TERMS:
        found = found.filter(_behind(chosen.term, chosen.area, STOCKS[chosen.stock]))
    elif chosen.area is not None:
        found = found.filter(_inside(chosen.area, "village_code"))
    for condition in _conditions(chosen):
        found = found.filter(condition)
    if chosen.term in ONLY_PERSONS:
        found = found.annotate(measured=F(column_of(chosen.term)))
    return found.select_related("household__village", "decision").order_by("village_code", "household")


def _is_own(viewer: Viewer, chosen: ResultFilter) -> bool:
    """Whether all rows of the list lie in an area of the viewer, so that none need be looked at for that."""
    area = chosen.area
    if area is None or (chosen.term in ELSEWHERE and area.level > 1):
        return False
    spans = viewer.spans(Permission.HOUSEHOLD_VIEW)
    return any(span.first <= area.code and area.last <= span.last for span in spans)


def _conditions(chosen: ResultFilter) -> list[Q]:
    conditions = []
    if chosen.outcome:
        conditions.append(Q(outcome=chosen.outcome))
    if chosen.cause:
        word = "" if chosen.cause == NO_CAUSE else chosen.cause
        relapsed = Q(outcome=Outcome.RELAPSED)
        conditions.append(relapsed & Q(decision__cause=word) | ~relapsed & Q(household__main_cause=word))
    if chosen.refused:
        conditions.append(~Q(refusal=""))
    if chosen.decision:
        conditions.append(Q(decision__kind=chosen.decision))
    if chosen.refusal:
        conditions.append(Q(refusal=chosen.refusal))
    if chosen.doubt == ANY_DOUBT:
        conditions.append(~Q(doubts=[]))
    elif chosen.doubt:
        conditions.append(Q(doubts__contains=[chosen.doubt]))
    return conditions


def _inside(area: Region, column: str) -> Q:
    return Q(**{f"{column}__gte": area.code, f"{column}__lte": area.last})


def _behind(term: str, area: Region | None, stock: Sequence[str]) -> Q:
    """Households that make up a number of the table (§13.6)."""
    here = _inside(area, "village_code") if area is not None else Q()
    there = _inside(area, "village_opening") if area is not None else Q()
    in_opening = Q(opening_status__in=stock)
    behind = {
        "opening": there & in_opening & Q(split=False),
        "moved": in_opening & ((here & ~there) | (there & ~here)),
        "registered": here & Q(outcome=Outcome.REGISTERED),
        "relapsed": here & Q(outcome=Outcome.RELAPSED),
        "split": here & in_opening & Q(split=True),
        "closing": here & Q(closing_status__in=stock),
        **{outcome: here & in_opening & Q(outcome=outcome) for outcome in ("exited", "removed", "closed")},
    }
    if term in behind:
        return behind[term]
    kind, way = term.split("_")
    column = f"{'increase' if way == 'in' else 'decrease'}_{kind}"
    return here & in_opening & Q(**{f"{column}__gt": 0})


@dataclass(frozen=True)
class Listed:
    """How many a list holds. `hidden`: households of the number that have gone where the reader may not look."""

    counts: Counts
    hidden: int = 0


def column_of(term: str) -> str:
    """The column whose sum is the number in persons."""
    if term in ONLY_PERSONS:
        kind, way = term.split("_")
        return f"{'increase' if way == 'in' else 'decrease'}_{kind}"
    return "members_opening" if term in ELSEWHERE else "members_closing"


def listed(viewer: Viewer, run: Run, chosen: ResultFilter) -> Listed:
    """The sum of a list: as the run has counted it, or counted now where conditions meet or rows may be hidden."""
    own = _is_own(viewer, chosen)
    known = _known(run, chosen) if own else None
    if known is not None:
        return Listed(known)
    found = results(viewer, run, chosen).order_by()
    summed = found.aggregate(rows=Count("pk"), persons=Sum(column_of(chosen.term)))
    counts = Counts(summed["rows"], summed["persons"] or 0)
    if own or chosen.area is None or chosen.term not in ELSEWHERE:
        return Listed(counts)
    behind = results_of(run).filter(_behind(chosen.term, chosen.area, STOCKS[chosen.stock]), *_conditions(chosen))
    return Listed(counts, behind.count() - counts.households)


def _known(run: Run, chosen: ResultFilter) -> Counts | None:
    area = chosen.area
    if area is None:
        return None
    if replace(chosen, area=None, term="", stock=Stock.POOR) == ResultFilter():
        return _in_balance(run, area, chosen) if chosen.term else _in_tallies(run, area)
    if chosen.term:
        return None
    if replace(chosen, stock=Stock.POOR) == ResultFilter(area, refused=True):
        return _refused(run, area)
    told = {
        ResultFilter(area, outcome=chosen.outcome, cause=chosen.cause): (
            TallyKind.CAUSE,
            chosen.outcome,
            "" if chosen.cause == NO_CAUSE else chosen.cause,
        ),
        ResultFilter(area, outcome=chosen.outcome): (TallyKind.OUTCOME, "", chosen.outcome),
        ResultFilter(area, doubt=chosen.doubt): (TallyKind.DOUBT, "", chosen.doubt),
        ResultFilter(area, decision=chosen.decision, refusal=chosen.refusal): (
            TallyKind.REFUSAL,
            chosen.decision,
            chosen.refusal,
        ),
    }
    key = told.get(replace(chosen, stock=Stock.POOR))
    if key is None or not _is_counted(key):
        return None
    return _in_tallies(run, area, key)


def _refused(run: Run, area: Region) -> Counts | None:
    """A household has one live decision, so that none is counted twice."""
    lines = tallies_of(run, area).lines
    return sum((counts for key, counts in lines.items() if key[0] == TallyKind.REFUSAL), NONE) if lines else None


def _is_counted(key: Key) -> bool:
    kind, about, word = key
    if kind == TallyKind.REFUSAL:
        return bool(about and word)
    return word != ANY_DOUBT if kind == TallyKind.DOUBT else kind == TallyKind.OUTCOME or about in CAUSED


def _in_tallies(run: Run, area: Region, key: Key | None = None) -> Counts | None:
    """A line of the area's tallies, or all its households; None where nobody has counted."""
    tallies = tallies_of(run, area)
    if not tallies.lines:
        return None
    return tallies.lines.get(key, NONE) if key else sum(tallies.of(TallyKind.OUTCOME).values(), NONE)


def _in_balance(run: Run, area: Region, chosen: ResultFilter) -> Counts | None:
    """A term of the balance in households and persons; comings and goings are kept in persons alone."""
    if chosen.term in ONLY_PERSONS or chosen.term == "moved":
        return None
    lines = Balance.objects.filter(
        run=run, rehearsed=run.state not in CLOSED, stock=chosen.stock, level=area.level, region_code=area.code
    )
    found = dict(lines.values_list("persons", chosen.term))
    if chosen.term == "split":
        return Counts(found[False], 0) if False in found else None
    return Counts(found[False], found[True]) if len(found) == 2 else None  # noqa: PLR2004 households and persons


class ListPaginator(Paginator):  # type: ignore[type-arg]  # generic only in the stubs
    """Pages of a list whose length is known."""

    def __init__(self, rows: ResultQuerySet, per_page: int, length: int) -> None:
        super().__init__(rows, per_page)
        self.length = length

    @cached_property
    def count(self) -> int:
        """Not counted again."""
        return self.length
