"""Which figures to show, and which list behind one of them."""

from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from registry.accounts.scope import Viewer
from registry.choices import Dimension, Population
from registry.queries.figures_lists import Behind
from registry.queries.figures_years import areas, years_of

from .fields import RegionField

UNKNOWN = "none"  # the word of a line 未填 in an address


class FigureFilter(forms.Form):
    """Where, when, and whom the distributions speak of; the viewer's widest area and its open year unless asked."""

    area = RegionField(label=_("地区"), required=False)
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    population = forms.ChoiceField(label=_("分布的口径"), required=False, choices=Population.choices)

    def __init__(self, asked: QueryDict, *, viewer: Viewer) -> None:
        own = areas(viewer)
        self.widest = own.first()
        super().__init__({"area": self.widest.pk if self.widest else "", **asked.dict()})
        self.fields["area"].queryset = own  # type: ignore[attr-defined]
        code = self.widest.code if self.widest else 0
        self.years = years_of(code)
        labels = [(str(y.year), str(y.year) if y.closed else _("%d（现在）") % y.year) for y in self.years]
        self.fields["year"].choices = labels  # type: ignore[attr-defined]

    def asked(self) -> Behind | None:
        """Area, year and population of a valid form; None for somebody without any area."""
        data = self.cleaned_data
        area = data["area"] or self.widest
        year = next((year for year in self.years if year.year == data["year"]), self.years[0])
        return Behind(area, year, Population(data["population"] or Population.POOR)) if area else None


class BehindForm(FigureFilter):
    """A number of the page: by which dimension, and by which of its words."""

    by = forms.ChoiceField(required=False, choices=Dimension.choices)
    word = forms.CharField(required=False, max_length=24)

    def asked(self) -> Behind | None:
        """What to list."""
        whole, data = super().asked(), self.cleaned_data
        if whole is None or not data["by"]:
            return whole
        word = "" if data["word"] == UNKNOWN else data["word"]
        return replace(whole, dimension=Dimension(data["by"]), word=word)
