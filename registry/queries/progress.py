"""Progress of collection by area and group, and the poor stock year by year."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Sum
from django.db.models.functions import Cast

from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, CollectionState, Stage, Status
from registry.models import Closing, Collection, Household, Membership, Statement, Survey
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within

# Households of these statuses are collected every year.
COLLECTED_STATUSES = (*POOR_STOCK, Status.EXITED)
UNGROUPED = "-"  # how the address says: households in no group


@dataclass(frozen=True)
class AreaProgress:
    """How far an area, or a group of a village, is with the year's collection."""

    region: Region
    households: int
    collected: int
    group: str | None = None
    states: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """未采集."""
        return self.households - self.collected

    @property
    def submitted(self) -> int:
        """待审核."""
        return self.states.get(CollectionState.SUBMITTED, 0)

    @property
    def returned(self) -> int:
        """已退回."""
        return self.states.get(CollectionState.RETURNED, 0)

    @property
    def checked(self) -> int:
        """已审核."""
        return self.states.get(CollectionState.CHECKED, 0)

    @property
    def share(self) -> Decimal:
        """年度采集完成 in percent, one decimal."""
        return (Decimal(100) * self.collected / self.households).quantize(Decimal("0.1"))

    @property
    def query(self) -> str:
        """The area and group as the address of a list says them."""
        group = {} if self.group is None else {"group": self.group or UNGROUPED}
        return urlencode({"region": self.region.pk, **group})

    @property
    def counts(self) -> list[tuple[Stage, int]]:
        """The numbers of the table, each with the stage whose list lies behind it."""
        numbers = (self.collected, self.left, self.submitted, self.returned, self.checked)
        return list(zip(COUNTED, numbers, strict=True))


COUNTED = (Stage.COLLECTED, Stage.NONE, Stage.SUBMITTED, Stage.RETURNED, Stage.CHECKED)


@dataclass(frozen=True)
class YearStock:
    """未脱贫与返贫 at the end of a year, or now for the open one."""

    year: int
    households: int
    persons: int
    closed: bool


def collected(year: int) -> Q:
    """年度采集: income entered, and conditions entered or confirmed."""
    return Q(Exists(Statement.objects.filter(household=OuterRef("pk"), year=year))) & Q(
        Exists(Survey.objects.filter(household=OuterRef("pk"), year=year, confirmed=True))
    )


def collection_by_area(viewer: Viewer, year: int, area: Region | None = None) -> list[AreaProgress]:
    """Progress of what lies right below `area`: areas, or the groups of a village. Without one, below the viewer's
    widest area; a village's viewer sees the village itself."""
    if area is not None and area.level == Level.VILLAGE:
        return _by_group(viewer, year, area)
    level = Level(area.level + 1) if area is not None else _level_below(viewer)
    divisor = 10 ** (12 - level.digits)
    inside = Q(village_code__gte=area.code, village_code__lte=area.last) if area is not None else Q()
    codes = Cast(F("village_code") / divisor, IntegerField()) if divisor > 1 else F("village_code")
    lines, states = _counted(viewer, year, inside, codes)
    regions = Region.objects.filter(level=level, code__in=[key * divisor for key in lines])
    by_code = {region.code: region for region in regions}
    return [
        AreaProgress(by_code[key * divisor], *numbers, states=states[key])
        for key, numbers in lines.items()
        if key * divisor in by_code
    ]


def _by_group(viewer: Viewer, year: int, village: Region) -> list[AreaProgress]:
    lines, states = _counted(viewer, year, Q(village_code=village.code), F("group"), F("household__group"))
    return [AreaProgress(village, *numbers, group=key, states=states[key]) for key, numbers in lines.items()]


def _counted(
    viewer: Viewer, year: int, inside: Q, key: Any, key_of_record: Any = None
) -> tuple[dict[Any, tuple[int, int]], dict[Any, dict[str, int]]]:
    """Households and collected ones by `key`, in its order; and records beyond the entry by `key` and state."""
    counted = (
        Household.objects.visible_to(viewer)
        .filter(inside, status__in=COLLECTED_STATUSES)
        .annotate(key=key)
        .values("key")
        .annotate(households=Count("pk"), collected=Count("pk", filter=collected(year)))
        .order_by("key")
    )
    records = (
        Collection.objects.visible_to(viewer)
        .filter(inside, year=year, household__status__in=COLLECTED_STATUSES)
        .exclude(state=CollectionState.ENTERED)
        .annotate(key=key_of_record or key)
        .values("key", "state")
        .annotate(records=Count("pk"))
        .order_by()
    )
    states: dict[Any, dict[str, int]] = defaultdict(dict)
    for line in records:
        states[line["key"]][line["state"]] = line["records"]
    return {line["key"]: (line["households"], line["collected"]) for line in counted}, states


def _level_below(viewer: Viewer) -> Level:
    """The level whose areas lie right below the widest span."""
    width = max((span.last - span.first + 1 for span in viewer.spans()), default=1)
    own = next((level for level in Level if 10 ** (12 - level.digits) <= width), Level.VILLAGE)
    if width > 10 ** (12 - Level.PROVINCE.digits):
        return Level.PROVINCE
    return Level(min(own + 1, Level.VILLAGE))


def trail_to(viewer: Viewer, area: Region) -> list[Region]:
    """The areas above `area` that lie in the viewer's, the widest first, `area` itself last."""
    spans = viewer.spans()
    trail: list[Region] = []
    region: Region | None = area
    while region is not None and any(span.covers(region.code) and span.covers(region.last) for span in spans):
        trail.insert(0, region)
        region = region.parent
    return trail


def poor_stock_by_year(viewer: Viewer, year: int, *, years: int = 4) -> list[YearStock]:
    """The last closed years, then the open one as it stands. A closed year's households belong to where they were."""
    closed = (
        Closing.objects.filter(within(viewer.spans(), "village_code"))
        .filter(year__gte=year - years, year__lt=year, closing_status__in=POOR_STOCK)
        .values("year")
        .annotate(households=Count("pk"), persons=Sum("members_closing"))
        .order_by("year")
    )
    stock = [YearStock(line["year"], line["households"], line["persons"], closed=True) for line in closed]
    now = Household.objects.visible_to(viewer).filter(status__in=POOR_STOCK).count()
    persons = Membership.objects.visible_to(viewer).filter(counted_until__isnull=True, household__status__in=POOR_STOCK)
    return [*stock, YearStock(year, now, persons.count(), closed=False)]
