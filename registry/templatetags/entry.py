"""What the pages of entry are measured against: the line of the year and the items that count as stable."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext_lazy as _

from registry.models import Household
from registry.queries.facts import parameters_of
from registry.queries.neighbours import Neighbours, neighbours
from registry.regions.spans import province_of
from registry.rules.income import GROUPS

register = template.Library()

GROUP_LABELS = {
    "wage": _("工资性"),
    "business": _("生产经营性"),
    "property": _("财产性"),
    "transfer": _("转移性"),
}


@dataclass(frozen=True)
class IncomeTerms:
    """`groups` holds a label and the names of its items; `line` is None where none is set."""

    line: Decimal | None
    stable: str
    groups: list[tuple[Any, str]]


@register.simple_tag(takes_context=True)
def income_terms(context: Context, year: int) -> IncomeTerms:
    """By which the income of `year` is judged: of the household's province, else of the viewer's."""
    household: Household | None = context.get("household")
    spans = context["request"].user.spans()
    code = household.village_code if household else spans[0].first if spans else 0
    line, stable, _illness = parameters_of(province_of(code), year)
    return IncomeTerms(
        line=line,
        stable=" ".join(stable),
        groups=[(GROUP_LABELS[group], " ".join(items)) for group, items in GROUPS.items()],
    )


@register.simple_tag(takes_context=True)
def neighbours_of(context: Context, household: Household) -> Neighbours:
    """The households before and after one."""
    return neighbours(context["request"].user, household)
