"""What is to be printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.regions.choices import Level

from .fields import RegionField

KINDS = [("registration", _("登记表")), ("comparison", _("对照表"))]
FIRST_YEAR = 2014


class PrintForm(forms.Form):
    """Which form, of which year, for a village or one of its groups."""

    village = RegionField(label=_("行政村"), level=Level.VILLAGE)
    group = forms.CharField(label=_("村民小组"), max_length=20, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("表格"), choices=KINDS)
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, viewer: Viewer, open_year: int, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, _("%d 年度") % year) for year in range(open_year, FIRST_YEAR - 1, -1)]
        year = self.fields["year"]
        if isinstance(year, forms.TypedChoiceField):
            year.choices = years
        village = self.fields["village"]
        if isinstance(village, RegionField):
            village.limit_to(viewer, permission)


class HouseholdPrintForm(PrintForm):
    """The same for one household."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["village"], self.fields["group"]


def print_form(asked: Any, viewer: Viewer, open_year: int, *, one: bool, whole: bool = False) -> PrintForm:
    """The form for `one` household or for a village; `whole`: for whole ID numbers, where these may be seen."""
    permission = Permission.HOUSEHOLD_REVEAL if whole else Permission.HOUSEHOLD_VIEW
    form = HouseholdPrintForm if one else PrintForm
    return form(asked, viewer=viewer, open_year=open_year, permission=permission)
