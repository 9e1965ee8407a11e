"""年度减贫计划: all counties of a province on one sheet."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from registry.actions.plans import Planned
from registry.models import ExitPlan

MOST = 9_999_999


class PlanForm(forms.Form):
    """Households and persons of each county; a county without either has no plan."""

    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("下达计划的文件名称和文号，记入操作记录"))

    def __init__(self, *args: Any, names: dict[int, str], plans: dict[int, ExitPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for pk, county in names.items():
            plan = plans.get(pk)
            for name, label in (("households", _("户")), ("persons", _("人"))):
                self.fields[f"{name}_{pk}"] = forms.IntegerField(
                    label=f"{county}（{label}）",
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    initial=getattr(plan, name) if plan else None,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "n", "size": 8}),
                )

    @property
    def lines(self) -> list[tuple[str, BoundField, BoundField]]:
        """Each county with its two boxes."""
        return [(county, self[f"households_{pk}"], self[f"persons_{pk}"]) for pk, county in self.names.items()]

    def clean(self) -> dict[str, Any]:
        """A county has both numbers or neither."""
        for pk in self.names:
            households, persons = f"households_{pk}", f"persons_{pk}"
            empty = [name for name in (households, persons) if self.cleaned_data.get(name) is None]
            if len(empty) == 1 and empty[0] not in self.errors:
                self.add_error(empty[0], _("户数和人数都要填"))
        return self.cleaned_data

    @property
    def wanted(self) -> dict[int, Planned | None]:
        """For the action."""
        found: dict[int, Planned | None] = {}
        for pk in self.names:
            households, persons = self.cleaned_data[f"households_{pk}"], self.cleaned_data[f"persons_{pk}"]
            found[pk] = None if households is None else Planned(households, persons)
        return found
