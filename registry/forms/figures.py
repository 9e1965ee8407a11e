"""Which figures to show, and which list behind one of them."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import Viewer
from registry.choices import Dimension, Population, Stock
from registry.models import Campaign
from registry.queries.figures_accounts import Side
from registry.queries.figures_corrections import OTHER, Corrected, Scope, closed_until
from registry.queries.figures_flow_lists import Term
from registry.queries.figures_lists import Behind
from registry.queries.figures_tallies import Year
from registry.queries.figures_years import areas, years_of
from registry.regions.models import Region
from registry.rules.corrections import LABELS
from registry.rules.flows import FLOW_LABELS

from .fields import RegionField

UNKNOWN = "none"  # the word of a line 未填 in an address
PERSONS, HOUSEHOLDS = "persons", "households"


class PlaceFilter(forms.Form):
    """Where and when; the viewer's widest area and its open year unless asked."""

    area = RegionField(label=_("地区"), required=False)
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, asked: QueryDict, *, viewer: Viewer) -> None:
        own = areas(viewer)
        self.widest = own.first()
        super().__init__({"area": self.widest.pk if self.widest else "", **asked.dict()})
        self.fields["area"].queryset = own  # type: ignore[attr-defined]
        code = self.widest.code if self.widest else 0
        self.years = years_of(code)
        labels = [(str(y.year), str(y.year) if y.closed else _("%d（现在）") % y.year) for y in self.years]
        self.fields["year"].choices = labels  # type: ignore[attr-defined]

    def place(self) -> tuple[Region, Year] | None:
        """Area and year of a valid form; None for somebody without any area."""
        if not self.is_valid():
            return None
        area = self.cleaned_data["area"] or self.widest
        year = next((year for year in self.years if year.year == self.cleaned_data["year"]), self.years[0])
        return (area, year) if area else None


class FigureFilter(PlaceFilter):
    """Whom the distributions speak of."""

    population = forms.ChoiceField(label=_("分布的口径"), required=False, choices=Population.choices)

    def asked(self) -> Behind | None:
        """Area, year and population of a valid form."""
        place = self.place()
        return Behind(*place, Population(self.cleaned_data["population"] or Population.POOR)) if place else None


class BehindForm(FigureFilter):
    """A number of the page: by which dimension, and by which of its words."""

    by = forms.ChoiceField(required=False, choices=Dimension.choices)
    word = forms.CharField(required=False, max_length=24)

    def asked(self) -> Behind | None:
        """What to list."""
        whole = super().asked()
        if whole is None or not self.cleaned_data["by"]:
            return whole
        data = self.cleaned_data
        word = "" if data["word"] == UNKNOWN else data["word"]
        return replace(whole, dimension=Dimension(data["by"]), word=word)


class FlowFilter(PlaceFilter):
    """Which account of stock and flow; as of which year."""

    stock = forms.ChoiceField(label=_("口径"), required=False, choices=Stock.choices)
    unit = forms.ChoiceField(label=_("单位"), required=False, choices=[(PERSONS, _("按人")), (HOUSEHOLDS, _("按户"))])

    def __init__(self, asked: QueryDict, *, viewer: Viewer) -> None:
        super().__init__(asked, viewer=viewer)
        self.fields["year"].label = _("截至年度")

    def side(self) -> Side:
        """The account; the poor stock in persons unless asked."""
        return Side(Stock(self.cleaned_data["stock"] or Stock.POOR), self.cleaned_data["unit"] != HOUSEHOLDS)


class TermForm(FlowFilter):
    """A number of stock and flow."""

    term = forms.ChoiceField(choices=list(FLOW_LABELS.items()))

    def asked(self) -> Term | None:
        """What to list; of closed years only, for the open one's households are in the list of households."""
        place = self.place()
        if place is None or not place[1].closed:
            return None
        return Term(*place, self.side(), self.cleaned_data["term"])


class CorrectionFilter(PlaceFilter):
    """Which campaign's additions and removals; all there are unless asked."""

    campaign = forms.TypedChoiceField(label=_("专项行动"), required=False, coerce=int, empty_value=None)

    def __init__(self, asked: QueryDict, *, viewer: Viewer) -> None:
        super().__init__(asked, viewer=viewer)
        self.fields["year"].label = _("截至年度")
        known = [(str(one.pk), one.name) for one in Campaign.objects.order_by("opens", "pk")]
        choices = [("", _("全部")), *known, (str(OTHER), _("不在专项行动内"))]
        self.fields["campaign"].choices = choices  # type: ignore[attr-defined]

    def scope(self) -> Scope:
        """All, one campaign, or what belongs to none."""
        return Scope(self.cleaned_data["campaign"])


class CorrectedForm(CorrectionFilter):
    """A number of additions and removals: of one year only, where asked."""

    part = forms.ChoiceField(choices=list(LABELS.items()))
    only = forms.IntegerField(required=False)

    def asked(self, parts: Collection[str]) -> Corrected | None:
        """What to list, if it is one of `parts`."""
        place = self.place()
        if place is None or self.cleaned_data["part"] not in parts:
            return None
        years = [one.year for one in closed_until(*place)]
        only = self.cleaned_data["only"]
        return Corrected(
            place[0],
            [year for year in years if only in (None, year)],
            self.scope(),
            self.cleaned_data["part"].removesuffix("_households"),
        )


def words_of(side: Side) -> dict[str, Any]:
    """An account as an address says it."""
    return {"stock": side.stock.value, "unit": PERSONS if side.persons else HOUSEHOLDS}
