"""Progress of collection by area, and the poor stock year by year: what the work bench loads after itself."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, IntegerField, Q, Sum
from django.db.models.functions import Cast

from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, Status
from registry.models import Closing, Household, Membership, Statement, Survey
from registry.regions.choices import Level
from registry.regions.models import Region

# Households of these statuses are collected every year.
COLLECTED_STATUSES = (*POOR_STOCK, Status.EXITED)


@dataclass(frozen=True)
class AreaProgress:
    """How far an area is with the year's collection."""

    region: Region
    households: int
    collected: int

    @property
    def left(self) -> int:
        """未采集."""
        return self.households - self.collected

    @property
    def share(self) -> Decimal:
        """年度采集完成 in percent, one decimal."""
        return (Decimal(100) * self.collected / self.households).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class YearStock:
    """未脱贫与返贫 at the end of a year, or now for the open one."""

    year: int
    households: int
    persons: int
    closed: bool


def collection_by_area(viewer: Viewer, year: int) -> list[AreaProgress]:
    """Progress of the areas one level below the viewer's widest one; of the village itself for a village's viewer."""
    level = _level_below(viewer)
    divisor = 10 ** (12 - level.digits)
    stated = Statement.objects.filter(year=year).values("household")
    surveyed = Survey.objects.filter(year=year, confirmed=True).values("household")
    counted = (
        Household.objects.visible_to(viewer)
        .filter(status__in=COLLECTED_STATUSES)
        .annotate(area=Cast(F("village_code") / divisor, IntegerField()) if divisor > 1 else F("village_code"))
        .values("area")
        .annotate(households=Count("pk"), collected=Count("pk", filter=Q(pk__in=stated) & Q(pk__in=surveyed)))
        .order_by("area")
    )
    lines = list(counted)
    regions = Region.objects.filter(level=level, code__in=[line["area"] * divisor for line in lines])
    by_code = {region.code: region for region in regions}
    return [
        AreaProgress(by_code[line["area"] * divisor], line["households"], line["collected"])
        for line in lines
        if line["area"] * divisor in by_code
    ]


def _level_below(viewer: Viewer) -> Level:
    """The level whose areas lie right below the widest span."""
    width = max((span.last - span.first + 1 for span in viewer.spans()), default=1)
    own = next((level for level in Level if 10 ** (12 - level.digits) <= width), Level.VILLAGE)
    if width > 10 ** (12 - Level.PROVINCE.digits):
        return Level.PROVINCE
    return Level(min(own + 1, Level.VILLAGE))


def poor_stock_by_year(viewer: Viewer, year: int, *, years: int = 4) -> list[YearStock]:
    """The last closed years, then the open one as it stands."""
    closed = (
        Closing.objects.visible_to(viewer)
        .filter(year__gte=year - years, year__lt=year, closing_status__in=POOR_STOCK)
        .values("year")
        .annotate(households=Count("pk"), persons=Sum("members_closing"))
        .order_by("year")
    )
    stock = [YearStock(line["year"], line["households"], line["persons"], closed=True) for line in closed]
    now = Household.objects.visible_to(viewer).filter(status__in=POOR_STOCK).count()
    persons = Membership.objects.visible_to(viewer).filter(counted_until__isnull=True, household__status__in=POOR_STOCK)
    return [*stock, YearStock(year, now, persons.count(), closed=False)]
