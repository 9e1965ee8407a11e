"""What the page of stock and flow says of its numbers: each term's meaning, its number a year, the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.forms.figures import words_of
from registry.models import Run
from registry.queries.figures_accounts import Side
from registry.queries.figures_flows import Flow, Flows, Source, UnitFlow
from registry.regions.models import Region
from registry.rules.flows import FLOW_LABELS, formula_of, sign_of
from registry.rules.runs import node_of

from .figures_words import Explanation


@dataclass(frozen=True)
class Cell:
    """A number of a term with its list; None: not known."""

    word: str
    number: int | None
    href: str


@dataclass(frozen=True)
class Row:
    """A term through the years, or a unit through the terms."""

    word: str
    label: str
    sign: str
    cells: list[Cell]


@dataclass(frozen=True)
class UnitRow:
    """A unit below with its numbers of the year, and its own page."""

    unit: UnitFlow
    cells: list[Cell]


@dataclass(frozen=True)
class Node:
    """The node of a year (N22): 31 December, whenever the run was really done."""

    year: int
    day: date
    run: Run | None
    source: str


def rows_of(shown: Flows) -> list[Row]:
    """The terms, each through the years."""
    return [
        Row(
            term,
            str(FLOW_LABELS[term]),
            sign_of(term),
            [_cell(shown, flow, shown.area, term, flow.numbers) for flow in shown.years],
        )
        for term in shown.terms
    ]


def unit_rows(shown: Flows) -> list[UnitRow]:
    """The units below, each with the terms of the year asked for."""
    flow = shown.shown
    if flow is None:
        return []
    return [
        UnitRow(unit, [_cell(shown, flow, unit.region, term, unit.numbers) for term in shown.terms])
        for unit in shown.units
    ]


def columns_of(shown: Flows) -> list[tuple[str, str, str]]:
    """Word, label and sign of each term."""
    return [(term, str(FLOW_LABELS[term]), sign_of(term)) for term in shown.terms]


def _cell(shown: Flows, flow: Flow, area: Region, term: str, numbers: Mapping[str, int]) -> Cell:
    if not flow.whole and term not in numbers:
        return Cell(term, None, "")
    number = numbers.get(term, 0)
    return Cell(term, number, href_of(shown, flow, area, term) if number else "")


def href_of(shown: Flows, flow: Flow, area: Region, term: str) -> str:
    """The list behind a number: of a closed year its rows, of a rehearsal the run's, before it those of last year."""
    asked: dict[str, object] = {"area": area.pk, "term": term, **words_of(shown.side)}
    if flow.source == Source.REHEARSED and flow.run is not None:
        return reverse("registry:run_results", args=[flow.run.pk]) + "?" + urlencode(asked)
    if flow.source == Source.NONE:
        asked |= {"term": "closing", "year": flow.year - 1}
    else:
        asked["year"] = flow.year
    return reverse("registry:figure_flow_list") + "?" + urlencode(asked)


def title_of(side: Side, term: str) -> str:
    """What a list behind a number shows."""
    return f"{side.stock.label} · {FLOW_LABELS[term]}"


def unit_of(side: Side) -> str:
    """人 or 户."""
    return _("人") if side.persons else _("户")


def explanations(shown: Flows) -> list[Explanation]:
    """Each term of the latest closed year: what it is, how it is made, from what."""
    flow = shown.last_closed
    if flow is None:
        return []
    found = []
    for term in shown.terms:
        cell = _cell(shown, flow, shown.area, term, flow.numbers)
        found.append(
            Explanation(
                label=str(FLOW_LABELS[term]),
                value=cell.number,
                unit=unit_of(shown.side),
                formula=formula_of(term, persons=shown.side.persons),
                as_of=_("%d年12月31日") % flow.year,
                source=source_of(flow),
                href=cell.href,
                missing=_("基线年度没有") if cell.number is None else "",
            )
        )
    return found


def source_of(flow: Flow) -> str:
    """Where the numbers of a year come from, in words."""
    if flow.source == Source.REPORTED:
        return _("结账时上报的数")
    if flow.source == Source.COUNTED:
        return _("基线结账") if flow.run is not None and flow.run.baseline else _("带入的结账")
    return _("试算，未生效") if flow.source == Source.REHEARSED else _("还没有试算")


def nodes(shown: Flows) -> list[Node]:
    """N22: the years, the latest first, each with its node and the run that closed it."""
    return [Node(flow.year, node_of(flow.year), flow.run, source_of(flow)) for flow in reversed(shown.years)]
