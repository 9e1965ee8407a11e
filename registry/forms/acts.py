"""The query form above the log of acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.queries.acts import TARGETS, Wanted
from registry.queries.history import VERBS

from .fields import RegionField

ALL = ("", _("全部"))


class ActFilter(forms.Form):
    """Who, what, where, when, from which address."""

    who = forms.CharField(
        label=_("操作人"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("姓名或用户名")}),
    )
    verb = forms.ChoiceField(label=_("操作"), required=False, choices=[ALL, *VERBS.items()])
    first = forms.DateField(label=_("从"), required=False, widget=forms.DateInput)
    last = forms.DateField(label=_("到"), required=False, widget=forms.DateInput)
    region = RegionField(label=_("区域"), required=False)
    target = forms.ChoiceField(label=_("对象"), required=False, choices=[ALL, *TARGETS.items()])
    number = forms.CharField(label=_("对象编号"), max_length=64, required=False)
    address = forms.GenericIPAddressField(label=_("来源地址"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        if isinstance(region, RegionField):
            region.limit_to(viewer, Permission.ACT_VIEW)

    @property
    def wanted(self) -> Wanted:
        """What was asked for; what is not understood is not asked, and says so beside its field."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
