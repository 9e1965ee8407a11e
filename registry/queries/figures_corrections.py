"""补录 and 剔除 of an area by campaign, year and unit (N5–N7), and the households and people behind each number."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import F, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.choices import REGISTERED, DecisionKind, Outcome
from registry.models import Campaign, Closing, Membership
from registry.models.closing import ResultQuerySet
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import within
from registry.rules.corrections import Tally
from registry.sqlfile import rows_of

from .figures_accounts import kept, spans_of
from .figures_tallies import Year, units_below
from .figures_years import above, years_of

SQL = Path(__file__).parent / "sql"
CORRECTION = "correction"
ALLOWING = [str(DecisionKind.REGISTER), str(DecisionKind.REMOVE), CORRECTION]
OTHER = 0  # the campaign of what belongs to none
Key = tuple[int, int, int]  # year, unit, campaign


@dataclass(frozen=True)
class Scope:
    """Which campaign; None: all there is, whether in a campaign or not."""

    campaign: int | None = None

    def holds(self, campaign: int) -> bool:
        """Whether what was done in `campaign` is meant."""
        return self.campaign is None or self.campaign == campaign


@dataclass(frozen=True)
class CampaignLine:
    """A campaign with its numbers; None: what belongs to none."""

    campaign: Campaign | None
    tally: Tally

    @property
    def pk(self) -> int:
        """How an address says it."""
        return self.campaign.pk if self.campaign else OTHER


@dataclass(frozen=True)
class UnitLine:
    """A unit right below with its numbers."""

    region: Region
    tally: Tally
    opens: bool


@dataclass(frozen=True)
class Corrections:
    """The page of N5–N7: all campaigns, and of the one asked for its years and units."""

    area: Region
    trail: list[Region]
    until: Year
    scope: Scope
    campaigns: list[CampaignLine]
    total: Tally
    chosen: Tally
    years: list[tuple[int, Tally]] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)


def corrections_of(viewer: Viewer, area: Region, until: Year, scope: Scope) -> Corrections:
    """The page for `area`, one of the viewer's own, of the years closed up to one."""
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.code)
    demand(viewer, Permission.HOUSEHOLD_VIEW, area.last)
    closed = closed_until(area, until)
    counted = _counted(area, closed)
    meant = {key: tally for key, tally in counted.items() if scope.holds(key[2])}
    return Corrections(
        area=area,
        trail=above(viewer, area),
        until=until,
        scope=scope,
        campaigns=_campaigns(area, counted),
        total=_sum(counted.values()),
        chosen=_sum(meant.values()),
        years=[(one.year, _sum(t for key, t in meant.items() if key[0] == one.year)) for one in closed],
        units=_units(area, meant) if area.level < Level.VILLAGE else [],
    )


def closed_until(area: Region, until: Year) -> list[Year]:
    """The closed years up to one, the earliest first."""
    return sorted(
        (year for year in years_of(area.code) if year.closed and year.year <= until.year), key=lambda one: one.year
    )


def campaigns_of(area: Region) -> list[Campaign]:
    """Campaigns that let anybody be registered, removed, added or struck somewhere in the area, the earliest first."""
    own = area.short_code
    return [
        campaign
        for campaign in Campaign.objects.filter(allows__overlap=ALLOWING).order_by("opens", "pk")
        if not campaign.areas or any(own.startswith(code) or code.startswith(own) for code in campaign.areas)
    ]


def _campaigns(area: Region, counted: dict[Key, Tally]) -> list[CampaignLine]:
    """Those that cover the area, those that count there all the same, and what belongs to none."""
    found: dict[int, Tally] = defaultdict(Counter)
    for (_year, _unit, campaign), tally in counted.items():
        found[campaign].update(tally)
    there = {campaign.pk: campaign for campaign in campaigns_of(area)}
    there |= {one.pk: one for one in Campaign.objects.filter(pk__in=set(found) - set(there) - {OTHER})}
    lines = [CampaignLine(campaign, found[pk]) for pk, campaign in there.items()]
    return [*lines, CampaignLine(None, found[OTHER])]


def _units(area: Region, meant: dict[Key, Tally]) -> list[UnitLine]:
    found: dict[int, Tally] = defaultdict(Counter)
    for (_year, unit, _campaign), tally in meant.items():
        found[unit].update(tally)
    regions = Region.objects.filter(level=units_below(area), code__in=found).order_by("code")
    return [
        UnitLine(region, found[region.code], region.valid_to is None and area.code <= region.code <= area.last)
        for region in regions
    ]


def _sum(tallies: Iterable[Tally]) -> Tally:
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def _counted(area: Region, years: list[Year]) -> dict[Key, Tally]:
    """By year, unit and campaign."""
    found: dict[Key, Tally] = defaultdict(Counter)
    if not years:
        return found
    rows, people = kept(_key(area, years), area, lambda: _read(area, years))
    for row in rows:
        tally = found[row["year"], row["unit"], row["campaign"] or OTHER]
        for word in ("registered_households", "registered", "removed_households", "removed"):
            tally[word] += row[word] or 0
        # Whoever was corrected counts by the day of it, below; what no day tells stays with none.
        for word in ("added", "struck"):
            found[row["year"], row["unit"], OTHER][word] += row[word] or 0
    for (year, unit, campaign, part), number in people.items():
        found[year, unit, OTHER][part] -= number
        found[year, unit, campaign][part] += number
    return dict(found)


People = Counter[tuple[int, int, int, str]]


def _key(area: Region, years: list[Year]) -> str:
    """Another one when a year was closed anew, or a campaign was changed."""
    campaigns = Campaign.objects.order_by("pk").values_list("pk", "opens", "closes", "allows", "areas")
    stand = [(one.year, one.closed_at) for one in years]
    digest = hashlib.sha256(repr((stand, list(campaigns))).encode()).hexdigest()[:24]
    return f"corrections:{area.level}:{area.code}:{digest}"


def _read(area: Region, years: list[Year]) -> tuple[list[dict[str, Any]], People]:
    asked = _asked(area, [one.year for one in years])
    people = rows_of(SQL / "figures_corrected_people.sql", **asked)
    counted = Counter((one["year"], one["unit"], one["campaign"] or OTHER, one["part"]) for one in people)
    return rows_of(SQL / "figures_corrected_households.sql", **asked), counted


def _asked(area: Region, years: list[int]) -> dict[str, Any]:
    spans = spans_of(area)
    return {
        "width": 10 ** (Level.VILLAGE.digits - units_below(area).digits),
        "firsts": [span.first for span in spans],
        "lasts": [span.last for span in spans],
        "years": years,
        "statuses": [str(status) for status in REGISTERED],
    }


@dataclass(frozen=True)
class Corrected:
    """Which number: of an area and the years up to one, or of one year; `part` as in `rules.corrections`."""

    area: Region
    years: list[int]
    scope: Scope
    part: str


def households_behind(viewer: Viewer, asked: Corrected) -> ResultQuerySet:
    """Closing rows of households registered or removed."""
    outcome = Outcome.REGISTERED if asked.part == "registered" else Outcome.REMOVED
    found = Closing.objects.visible_to(viewer).filter(
        within(spans_of(asked.area), "village_code"), year__in=asked.years, outcome=outcome
    )
    in_window = Q(
        decision__decided_on__gte=F("decision__campaign__opens"),
        decision__decided_on__lte=F("decision__campaign__closes"),
    )
    if asked.scope.campaign == OTHER:
        found = found.exclude(pk__in=found.filter(in_window).values("pk"))
    elif asked.scope.campaign is not None:
        found = found.filter(in_window, decision__campaign=asked.scope.campaign)
    return found.select_related("household__village", "decision__campaign").order_by(
        "year", "village_code", "household"
    )


def people_behind(viewer: Viewer, asked: Corrected) -> QuerySet[Membership]:
    """Memberships of those added or struck; `came` and `went` with the members of the households."""
    parts = {"came": ("registered", "added"), "went": ("removed", "struck")}.get(asked.part, (asked.part,))
    ids: set[int] = set()
    for part in parts:
        if part in {"registered", "removed"}:
            for year in asked.years:
                rows = households_behind(viewer, Corrected(asked.area, [year], asked.scope, part))
                ids.update(_members_of(rows, year))
        else:
            ids.update(_corrected(asked, part))
    # By the day, in which no index has them: otherwise the database walks through the members of the whole province.
    return (
        Membership.objects.filter(pk__in=ids)
        .select_related("person", "household__village")
        .order_by("joined_on", "household", "pk")
    )


def _members_of(rows: ResultQuerySet, year: int) -> Iterable[int]:
    """Members at the end of the year of these closing rows."""
    return Membership.objects.filter(
        Q(counted_until__isnull=True) | Q(counted_until__gt=year),
        counted_from__lte=year,
        household__in=rows.order_by().values("household"),
    ).values_list("pk", flat=True)


def _corrected(asked: Corrected, part: str) -> Iterable[int]:
    people = rows_of(SQL / "figures_corrected_people.sql", **_asked(asked.area, asked.years))
    return [one["membership"] for one in people if one["part"] == part and asked.scope.holds(one["campaign"] or OTHER)]
