"""The balance table of a run (domain.md §13.6), area by area."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Stock
from registry.models import Balance, Run
from registry.regions.models import Region
from registry.rules.runs import CLOSED

from .runs import has_results
from .years import province_span

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


def own_areas(viewer: Viewer, run: Run) -> list[Region]:
    """The widest areas of the viewer in the run's province: one, or one for each posting."""
    whole = province_span(run.region_code)
    found: list[Region] = []
    for span in viewer.spans(Permission.ADJUSTMENT_VIEW):
        inside = Region.objects.filter(code__gte=max(span.first, whole.first), last__lte=min(span.last, whole.last))
        found += inside.order_by("level", "code")[:1]
    return found


def table_of(run: Run, area: Region, stock: Stock, *, persons: bool) -> Table:
    """The balance below `area`, which comes from `areas_of`; of a village the village's own line."""
    shown = terms_of(stock, persons=persons)
    lines = Balance.objects.filter(run=run, rehearsed=run.state not in CLOSED, stock=stock, persons=persons)
    lines = lines if has_results(run) else lines.none()
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


def covers_province(viewer: Viewer, run: Run) -> bool:
    """Whether the viewer sees the whole province of the run."""
    whole = province_span(run.region_code)
    return any(
        span.first <= whole.first and span.last >= whole.last for span in viewer.spans(Permission.ADJUSTMENT_VIEW)
    )
