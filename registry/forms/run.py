"""Forms of the annual adjustment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Cause, DecisionKind, DoubtRule, Outcome, Refusal, Stock
from registry.models import Run
from registry.queries.balances import TERMS, areas_of
from registry.queries.run_comparison import NO_CAUSE
from registry.queries.run_lists import ANY_DOUBT, ResultFilter
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


class YearForm(forms.Form):
    """Which year of the provinces to show; the latest unless asked otherwise."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2100)


class AskingForm(forms.Form):
    """申请回退: the version that the page showed, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("回退原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("记入操作记录")
    )


class AreaForm(forms.Form):
    """The area that a page of a run is about; the widest of the viewer's unless asked otherwise."""

    area = forms.ModelChoiceField(queryset=Region.objects.none(), required=False)

    def __init__(self, *args: Any, viewer: Viewer, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(viewer, run)  # type: ignore[attr-defined]


class TableForm(AreaForm):
    """Which balance to show."""

    stock = forms.ChoiceField(choices=Stock.choices, required=False)
    unit = forms.ChoiceField(choices=[("persons", _("人")), ("households", _("户"))], required=False)


class ComparisonForm(AreaForm):
    """Which outcome to tell by area and by cause."""

    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)


class ResultForm(forms.Form):
    """The query form above the list of a run's households."""

    area = RegionField(label=_("地区"), required=False)
    outcome = forms.ChoiceField(label=_("结果"), required=False, choices=[("", _("全部")), *Outcome.choices])
    refused = forms.ChoiceField(label=_("是否生效"), required=False, choices=[("", _("全部")), ("yes", _("未生效"))])
    doubt = forms.ChoiceField(
        label=_("疑点"), required=False, choices=[("", _("不限")), (ANY_DOUBT, _("有疑点")), *DoubtRule.choices]
    )
    decision = forms.ChoiceField(label=_("决定"), required=False, choices=[("", _("全部")), *DecisionKind.choices])
    refusal = forms.ChoiceField(label=_("未生效原因"), required=False, choices=[("", _("全部")), *Refusal.choices])
    cause = forms.ChoiceField(
        label=_("致贫（返贫）原因"),
        required=False,
        choices=[("", _("全部")), *Cause.choices, (NO_CAUSE, _("没有登记原因"))],
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
            cause=data["cause"],
            decision=data["decision"],
            refusal=data["refusal"],
            refused=data["refused"] == "yes",
            doubt=data["doubt"],
        )
