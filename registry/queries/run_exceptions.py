"""What a run did not do as asked, and what it leaves to be looked into: refused decisions, doubts, lapsed decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from registry.choices import DecisionKind, DecisionState, DoubtRule, Refusal, TallyKind
from registry.models import Decision, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.runs import CLOSED

from .tallies import Counts, Tallies, tallies_below, tallies_of

# What whoever works a doubt off does about it.
ADVICE = {
    DoubtRule.NOT_SURVEYED: _("入户补采，录入开放年度；本年度按“未采集”结账"),
    DoubtRule.READY_NOT_EXITED: _("核实是否达到退出标准，按程序提出脱贫"),
    DoubtRule.SLIPPING: _("入户核实，符合的按程序提出返贫"),
    DoubtRule.EXIT_REFUSED: _("补齐未达标的项目或程序，下一年度重新提出"),
    DoubtRule.RELAPSE_REFUSED: _("核实未达标的项目或程序，下一年度重新提出"),
    DoubtRule.DECISION_REFUSED: _("核实未生效的原因，下一年度重新提出"),
    DoubtRule.ATTRIBUTE_UNMAPPED: _("核实户属性，在户上更正"),
}


@dataclass(frozen=True)
class Line:
    """Households of one kind, with their list."""

    label: str
    detail: str
    query: str
    counts: Counts


@dataclass(frozen=True)
class Lapsed:
    """Decisions that nobody approved in time, of one kind."""

    label: str
    query: str
    decisions: int


@dataclass(frozen=True)
class AreaLine:
    """An area and its numbers in the order of the columns, each with its list."""

    region: Region
    numbers: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Exceptions:
    """The page. `over`: whether the run is through, so that what was only proposed has lapsed."""

    area: Region
    refused: Sequence[Line]
    doubts: Sequence[Line]
    lapsed: Sequence[Lapsed]
    columns: Sequence[str]
    areas: Sequence[AreaLine]
    total: AreaLine
    over: bool


def exceptions_of(run: Run, area: Region) -> Exceptions:
    """Of `area`, which the viewer may see."""
    own = tallies_of(run, area)
    found = own.of(TallyKind.DOUBT)
    rules = [rule for rule in DoubtRule if rule in found]
    below = tallies_below(run, area) if area.level < Level.VILLAGE else {}
    inside = Region.objects.filter(level=area.level + 1, code__gte=area.code, code__lte=area.last)
    return Exceptions(
        area=area,
        refused=_refused(area, own),
        doubts=[
            Line(
                str(DoubtRule(word).label),
                str(ADVICE[DoubtRule(word)]),
                urlencode({"area": area.pk, "doubt": word}),
                counts,
            )
            for word, counts in found.items()
        ],
        lapsed=_lapsed(run, area),
        columns=[str(_("未生效决定")), *(str(rule.label) for rule in rules)],
        areas=[
            _area_line(region, below[region.code], rules) for region in inside.order_by("code") if region.code in below
        ],
        total=_area_line(area, own, rules),
        over=run.state in CLOSED,
    )


def _refused(area: Region, own: Tallies) -> list[Line]:
    lines = [
        Line(
            str(kind.label),
            str(Refusal(word).label),
            urlencode({"area": area.pk, "decision": kind, "refusal": word}),
            counts,
        )
        for kind in DecisionKind
        for word, counts in own.of(TallyKind.REFUSAL, kind).items()
    ]
    return sorted(lines, key=lambda line: -line.counts.households)


def _lapsed(run: Run, area: Region) -> list[Lapsed]:
    """Only proposed still, or lapsed because of that when the run finished."""
    state = DecisionState.LAPSED if run.state in CLOSED else DecisionState.PROPOSED
    found = Decision.objects.filter(
        year=run.year, state=state, village_code__gte=area.code, village_code__lte=area.last
    )
    counted = dict(found.values_list("kind").annotate(decisions=Count("pk")).order_by())
    return [
        Lapsed(
            str(kind.label),
            urlencode({"year": run.year, "state": state, "kind": kind, "area": area.pk}),
            counted[kind],
        )
        for kind in DecisionKind
        if kind in counted
    ]


def _area_line(region: Region, own: Tallies, rules: Sequence[DoubtRule]) -> AreaLine:
    numbers = [(urlencode({"area": region.pk, "refused": "yes"}), own.total(TallyKind.REFUSAL))]
    doubts = own.of(TallyKind.DOUBT)
    for rule in rules:
        households = doubts[rule].households if rule in doubts else 0
        numbers.append((urlencode({"area": region.pk, "doubt": rule}), households))
    return AreaLine(region, numbers)
