"""Forms of the annual adjustment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DoubtRule, Outcome, Stock
from registry.models import Run
from registry.queries.balances import ANY_DOUBT, TERMS, ResultFilter, areas_of
from registry.regions.choices import Level
from registry.regions.models import Region

from .fields import RegionField


class Opening(forms.Form):
    """开启: the year of a province."""

    province = RegionField(label=_("省"), level=Level.PROVINCE)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        province = self.fields["province"]
        if isinstance(province, RegionField):
            province.limit_to(viewer, Permission.ADJUSTMENT_REHEARSE)


class AskingForm(forms.Form):
    """申请回退: the version that the page showed, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("回退原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("记入操作记录")
    )


class TableForm(forms.Form):
    """Which balance to show; the widest area of the viewer unless asked otherwise."""

    area = forms.ModelChoiceField(queryset=Region.objects.none(), required=False)
    stock = forms.ChoiceField(choices=Stock.choices, required=False)
    unit = forms.ChoiceField(choices=[("persons", _("人")), ("households", _("户"))], required=False)

    def __init__(self, *args: Any, viewer: Viewer, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(viewer, run)  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """The query form above the list of a run's households."""

    area = RegionField(label=_("地区"), required=False)
    outcome = forms.ChoiceField(label=_("结果"), required=False, choices=[("", _("全部")), *Outcome.choices])
    refused = forms.ChoiceField(label=_("决定"), required=False, choices=[("", _("全部")), ("yes", _("未生效"))])
    doubt = forms.ChoiceField(
        label=_("疑点"), required=False, choices=[("", _("不限")), (ANY_DOUBT, _("有疑点")), *DoubtRule.choices]
    )
    term = forms.ChoiceField(
        label=_("平衡表项目"), required=False, choices=[("", _("全部")), *((k, v) for k, v in TERMS.items())]
    )
    stock = forms.ChoiceField(label=_("口径"), required=False, choices=Stock.choices)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        if isinstance(area, RegionField):
            area.limit_to(viewer, Permission.ADJUSTMENT_VIEW)

    def chosen(self) -> ResultFilter:
        """The conditions; none where the form is not valid."""
        if not self.is_valid():
            return ResultFilter()
        data = self.cleaned_data
        return ResultFilter(
            area=data["area"],
            term=data["term"],
            stock=Stock(data["stock"] or Stock.POOR),
            outcome=data["outcome"],
            refused=data["refused"] == "yes",
            doubt=data["doubt"],
        )
