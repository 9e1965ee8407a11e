"""What the page of additions and removals says of its numbers, and the list behind each."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.queries.figures_corrections import CampaignLine, Corrected, Corrections, UnitLine
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.corrections import FORMULAS, HOUSEHOLDS, LABELS, MEASURES, SIGNS, measure

from .figures_flow_words import Cell
from .figures_words import Explanation

SUMS = ("came", "went", "net")


@dataclass(frozen=True)
class CampaignRow:
    """A campaign with its numbers."""

    line: CampaignLine
    cells: list[Cell]


@dataclass(frozen=True)
class YearRow:
    """A measure through the years."""

    word: str
    label: str
    sign: str
    cells: list[Cell]


@dataclass(frozen=True)
class UnitRow:
    """A unit below with its numbers."""

    unit: UnitLine
    cells: list[Cell]


def columns() -> list[tuple[str, str]]:
    """The measures with their labels."""
    return [(word, str(LABELS[word])) for word in MEASURES]


def campaign_rows(shown: Corrections) -> list[CampaignRow]:
    """Each campaign, then what belongs to none."""
    return [
        CampaignRow(line, [_cell(shown, shown.area, word, line.tally, campaign=line.pk) for word in MEASURES])
        for line in shown.campaigns
    ]


def total_cells(shown: Corrections) -> list[Cell]:
    """All of them together."""
    return [_cell(shown, shown.area, word, shown.total, campaign=None) for word in MEASURES]


def chosen_label(shown: Corrections) -> str:
    """The campaign whose years and units are shown, in words."""
    if shown.scope.campaign is None:
        return _("全部")
    own = (line.campaign.name for line in shown.campaigns if line.campaign and line.pk == shown.scope.campaign)
    return next(own, _("不在专项行动内"))


def year_rows(shown: Corrections) -> list[YearRow]:
    """The measures of the campaign asked for, through the years."""
    return [
        YearRow(
            word,
            str(LABELS[word]),
            SIGNS.get(word, ""),
            [
                _cell(shown, shown.area, word, tally, campaign=shown.scope.campaign, only=year)
                for year, tally in shown.years
            ],
        )
        for word in MEASURES
    ]


def unit_rows(shown: Corrections) -> list[UnitRow]:
    """The units below."""
    campaign = shown.scope.campaign
    return [
        UnitRow(unit, [_cell(shown, unit.region, word, unit.tally, campaign=campaign) for word in MEASURES])
        for unit in shown.units
    ]


def explanations(shown: Corrections) -> list[Explanation]:
    """Every measure: its number, how it is made, from what."""
    years = [year for year, _tally in shown.years]
    as_of = _("%d年12月31日") % years[-1] if years else ""
    source = _("%(first)d—%(last)d 年末结账") % {"first": years[0], "last": years[-1]} if years else ""
    found = []
    for word in MEASURES:
        cell = _cell(shown, shown.area, word, shown.chosen, campaign=shown.scope.campaign)
        found.append(
            Explanation(
                label=str(LABELS[word]),
                value=cell.number,
                unit=_("户") if word in HOUSEHOLDS else _("人"),
                formula=str(FORMULAS[word]),
                as_of=as_of,
                source=source,
                href=cell.href,
                missing="" if years else _("还没有结账的年度"),
            )
        )
    return found


def cards(shown: Corrections) -> list[Explanation]:
    """N5, N6 and N7."""
    labels = {str(LABELS[word]) for word in SUMS}
    return [one for one in explanations(shown) if one.label in labels]


def title_of(asked: Corrected, *, households: bool = False) -> str:
    """What a list behind a number shows."""
    return str(LABELS[f"{asked.part}_households" if households else asked.part])


def back(asked: Corrected) -> str:
    """The page that the list belongs to."""
    words: dict[str, object] = {"area": asked.area.pk}
    if asked.scope.campaign is not None:
        words["campaign"] = asked.scope.campaign
    return reverse("registry:figure_corrections") + "?" + urlencode(words)


def _cell(
    shown: Corrections,
    area: Region,
    word: str,
    tally: Mapping[str, int],
    *,
    campaign: int | None,
    only: int | None = None,
) -> Cell:
    number = measure(tally, word)
    # People are listed within a county, where there are not too many to read.
    listed = word in HOUSEHOLDS or (word != "net" and area.level >= Level.COUNTY)
    if not number or not listed:
        return Cell(word, number, "")
    asked: dict[str, object] = {"area": area.pk, "year": shown.until.year, "part": word}
    if campaign is not None:
        asked["campaign"] = campaign
    if only is not None:
        asked["only"] = only
    name = "figure_corrected" if word in HOUSEHOLDS else "figure_corrected_people"
    return Cell(word, number, reverse(f"registry:{name}") + "?" + urlencode(asked))
