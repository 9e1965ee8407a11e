"""The public-notice list 公示名单, village by village.

It hangs on a wall and lies on the web for anybody to read, so it has a masking profile of its own: nothing but what
`Line` names is even read. No number, birth date, sex or address of anybody, no phone, no bank, no health; no cause
either, for 因病 and 因残 say who is ill, and no 户属性, which says who lives on relief.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, QuerySet

from registry.accounts.scope import Viewer
from registry.choices import DecisionKind, DecisionState
from registry.models import Decision, Household, Membership
from registry.parameters.choices import Name
from registry.parameters.queries import value_of
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import province_of
from registry.rules.natural_order import natural_key
from registry.rules.notices import ANNOUNCEMENT, FIRST, last_day

from .households import head_names

# A notice lists what is proposed, also after a quick approval; an announcement what was approved.
STATES = {ANNOUNCEMENT: (DecisionState.APPROVED, DecisionState.APPLIED)}
ON_NOTICE = (DecisionState.PROPOSED, DecisionState.APPROVED)


@dataclass(frozen=True)
class Notice:
    """Which list: of an area, a year, a kind of decision and a step of the procedure."""

    area: Region
    year: int
    kind: DecisionKind
    stage: str = FIRST
    begins: date | None = None

    @property
    def ends(self) -> date | None:
        """The last day of a notice; an announcement has none."""
        if self.begins is None or self.stage == ANNOUNCEMENT:
            return None
        name = Name.NOTICE_DAYS_1 if self.stage == FIRST else Name.NOTICE_DAYS_2
        return last_day(self.begins, value_of(name, province_of(self.area.code), self.year))


@dataclass(frozen=True)
class Line:
    """All that the public may know of a household."""

    village_code: int
    group: str
    head: str
    members: int


@dataclass(frozen=True)
class VillageList:
    """A village's sheet."""

    village: Region
    lines: Sequence[Line]

    @property
    def members(self) -> int:
        """Persons of all households on it."""
        return sum(line.members for line in self.lines)


def decisions_on_notice(viewer: Viewer, notice: Notice) -> QuerySet[Decision]:
    """The decisions behind the list, by village."""
    found = Decision.objects.visible_to(viewer).filter(
        village_code__range=(notice.area.code, notice.area.last),
        year=notice.year,
        kind=notice.kind,
        state__in=STATES.get(notice.stage, ON_NOTICE),
    )
    return found.order_by("village_code", "household__group", "household")


def lines_of(decisions: Sequence[Decision]) -> list[Line]:
    """What may be said of each."""
    numbers = [decision.household_id for decision in decisions]
    members = Membership.objects.filter(household__in=numbers, counted_until__isnull=True)
    counted = dict(members.values_list("household").annotate(size=Count("pk")).order_by())
    groups = dict(Household.objects.filter(pk__in=numbers).values_list("pk", "group"))
    names = head_names(numbers)
    return [
        Line(
            decision.village_code,
            groups[decision.household_id],
            names.get(decision.household_id, ""),
            counted.get(decision.household_id, 0),
        )
        for decision in decisions
    ]


def villages_on_notice(viewer: Viewer, notice: Notice) -> list[VillageList]:
    """A sheet for each village that has anybody on the list, 1组 before 10组."""
    lines = lines_of(list(decisions_on_notice(viewer, notice)))
    by_village = {code: list(some) for code, some in groupby(lines, key=lambda line: line.village_code)}
    villages = Region.objects.filter(level=Level.VILLAGE, code__in=by_village).order_by("code")
    return [
        VillageList(village, sorted(by_village[village.code], key=lambda line: natural_key(line.group)))
        for village in villages
    ]
