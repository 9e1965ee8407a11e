"""How somebody wants to see the list of households: columns, density, length of a page. Kept in cookies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.queries.columns import COLUMNS, USUAL_COLUMNS

SIZES = (20, 50, 100)
DENSITIES = [("usual", _("标准")), ("compact", _("紧凑"))]
SEPARATOR = "."


@dataclass(frozen=True)
class Shown:
    """What was chosen, or the usual."""

    columns: tuple[str, ...] = USUAL_COLUMNS
    density: str = "usual"
    size: int = SIZES[0]

    @property
    def as_initial(self) -> dict[str, Any]:
        return {"columns": list(self.columns), "density": self.density, "size": self.size}


class Display(forms.Form):
    """列设置."""

    columns = forms.MultipleChoiceField(
        label=_("显示的列"),
        choices=[(column.key, column.label) for column in COLUMNS],
        widget=forms.CheckboxSelectMultiple,
    )
    density = forms.ChoiceField(label=_("密度"), choices=DENSITIES, widget=forms.RadioSelect)
    size = forms.TypedChoiceField(
        label=_("每页户数"), choices=[(size, str(size)) for size in SIZES], coerce=int, widget=forms.RadioSelect
    )

    @property
    def cookies(self) -> dict[str, str]:
        """As they are kept."""
        data = self.cleaned_data
        columns = SEPARATOR.join(data["columns"])
        return {"list_columns": columns, "list_density": data["density"], "list_size": str(data["size"])}


def display_of(cookies: Mapping[str, str]) -> Shown:
    """What the cookies say; the usual where they say nothing that is known."""
    columns = cookies.get("list_columns", "").split(SEPARATOR)
    form = Display(
        {"columns": columns, "density": cookies.get("list_density", ""), "size": cookies.get("list_size", "")}
    )
    form.is_valid()
    chosen = form.cleaned_data
    usual = Shown()
    return Shown(
        tuple(chosen.get("columns", usual.columns)),
        chosen.get("density", usual.density),
        chosen.get("size", usual.size),
    )
