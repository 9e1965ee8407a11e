"""The balance table of a run (domain.md §13.6), and the households behind each of its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, REGISTERED, Outcome, Stock
from registry.models import Balance, Run
from registry.models.closing import ResultQuerySet
from registry.regions.models import Region
from registry.rules.runs import CLOSED

from .runs import results_of
from .years import province_span

ANY_DOUBT = "any"
STOCKS = {Stock.POOR: POOR_STOCK, Stock.REGISTERED: REGISTERED}
# Column of the table → its heading. The order is that of the identity in §13.6.
TERMS = {
    "opening": _("上年末"),
    "moved": _("迁移 ±"),
    "registered": _("新识别 ＋"),
    "relapsed": _("返贫 ＋"),
    "split": _("分户 ＋"),
    "natural_in": _("自然增加 ＋"),
    "correction_in": _("补录 ＋"),
    "transfer_in": _("转入 ＋"),
    "natural_out": _("自然减少 −"),
    "correction_out": _("剔除 −"),
    "transfer_out": _("转出 −"),
    "exited": _("脱贫 −"),
    "removed": _("清退 −"),
    "closed": _("销户 −"),
    "closing": _("本年末"),
}
# Terms that one of the two stocks or one of the two units does not have (§13.6).
ONLY_POOR = frozenset({"relapsed", "exited"})
ONLY_HOUSEHOLDS = frozenset({"split"})
ONLY_PERSONS = frozenset(
    {"natural_in", "correction_in", "transfer_in", "natural_out", "correction_out", "transfer_out"}
)


@dataclass(frozen=True)
class Line:
    """A line of the table: an area and its numbers in the order of the table's columns."""

    region: Region
    numbers: Sequence[tuple[str, int]]
    holds: bool


@dataclass(frozen=True)
class Table:
    """The balance of the areas right below one area, with that area's own line as the sum."""

    area: Region
    stock: Stock
    persons: bool
    columns: Sequence[tuple[str, str]]
    lines: list[Line]
    total: Line | None

    @property
    def holds(self) -> bool:
        """Whether every line holds, the sum included."""
        return all(line.holds for line in self.lines) and (self.total is None or self.total.holds)


def areas_of(viewer: Viewer, run: Run) -> QuerySet[Region]:
    """Areas of the run's province that lie wholly inside the viewer's, the widest first."""
    whole = province_span(run.region_code)
    inside = Q(pk__in=[])
    for span in viewer.spans(Permission.ADJUSTMENT_VIEW):
        inside |= Q(code__gte=max(span.first, whole.first), last__lte=min(span.last, whole.last))
    return Region.objects.filter(inside).order_by("level", "code")


def area_in(viewer: Viewer, run: Run, region: Region | None) -> Region | None:
    """`region` where it lies wholly inside the viewer's areas, without one the widest of these; None for another."""
    areas = areas_of(viewer, run)
    return (areas.filter(pk=region.pk) if region else areas).first()


def table_of(run: Run, area: Region, stock: Stock, *, persons: bool) -> Table:
    """The balance below `area`, which comes from `areas_of`; of a village the village's own line."""
    shown = terms_of(stock, persons=persons)
    lines = Balance.objects.filter(run=run, rehearsed=run.state not in CLOSED, stock=stock, persons=persons)
    own = lines.filter(level=area.level, region_code=area.code).first()
    below = lines.filter(level=area.level + 1, region_code__gte=area.code, region_code__lte=area.last)
    regions = Region.objects.filter(level=area.level + 1, code__gte=area.code, code__lte=area.last)
    children = {region.code: region for region in regions}
    rows = [_line(children[row.region_code], row, shown) for row in below.order_by("region_code")]
    total = _line(area, own, shown) if own is not None else None
    return Table(area, stock, persons, [(term, str(TERMS[term])) for term in shown], rows, total)


def terms_of(stock: Stock, *, persons: bool) -> list[str]:
    """Columns of a table."""
    absent = set() if stock == Stock.POOR else set(ONLY_POOR)
    absent |= ONLY_HOUSEHOLDS if persons else ONLY_PERSONS
    return [term for term in TERMS if term not in absent]


def _line(region: Region, row: Balance, shown: list[str]) -> Line:
    return Line(region, [(term, getattr(row, term)) for term in shown], row.balances)


def trail_of(viewer: Viewer, run: Run, area: Region) -> list[Region]:
    """Areas above `area` that the viewer may open, the widest first."""
    above = areas_of(viewer, run).filter(level__lt=area.level, code__lte=area.code, last__gte=area.last)
    return list(above.exclude(pk=area.pk))


@dataclass(frozen=True)
class ResultFilter:
    """Which rows of a run to list. Empty means no condition."""

    area: Region | None = None
    term: str = ""
    stock: Stock = Stock.POOR
    outcome: str = ""
    refused: bool = False
    doubt: str = ""


def results(viewer: Viewer, run: Run, chosen: ResultFilter = ResultFilter()) -> ResultQuerySet:
    """Rows of the run in the viewer's areas that fit, by village and household."""
    found = results_of(run).visible_to(viewer)
    if chosen.term in TERMS:
        found = found.filter(_behind(chosen.term, chosen.area, STOCKS[chosen.stock]))
    elif chosen.area is not None:
        found = found.filter(_inside(chosen.area, "village_code"))
    if chosen.outcome:
        found = found.filter(outcome=chosen.outcome)
    if chosen.refused:
        found = found.exclude(refusal="")
    if chosen.doubt == ANY_DOUBT:
        found = found.exclude(doubts=[])
    elif chosen.doubt:
        found = found.filter(doubts__contains=[chosen.doubt])
    return found.select_related("household__village", "decision").order_by("village_code", "household")


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


def covers_province(viewer: Viewer, run: Run) -> bool:
    """Whether the viewer sees the whole province of the run."""
    whole = province_span(run.region_code)
    return any(
        span.first <= whole.first and span.last >= whole.last for span in viewer.spans(Permission.ADJUSTMENT_VIEW)
    )
