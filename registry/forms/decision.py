"""Forms of decisions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.actions.decisions import Proposal
from registry.choices import Cause, DecisionKind, DecisionState
from registry.models import Campaign
from registry.queries.decisions import Filter, campaigns_of

from .fields import RegionField


class ProposalForm(forms.Form):
    """提出决定; the kinds are those that the household's status allows."""

    kind = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    decided_on = forms.DateField(label=_("文件日期"), widget=forms.DateInput)
    procedure_complete = forms.BooleanField(label=_("程序已完成（评议、公示、审核均已办理）"), required=False)
    announced_on = forms.DateField(label=_("公告日期"), widget=forms.DateInput, required=False)
    cause = forms.ChoiceField(label=_("返贫原因"), choices=[("", _("不适用")), *Cause.choices], required=False)
    campaign = forms.ModelChoiceField(
        label=_("专项行动"), queryset=Campaign.objects.none(), required=False, empty_label=_("不适用")
    )

    def __init__(self, *args: Any, kinds: list[DecisionKind], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = campaigns_of(date(year, 1, 1), date(year, 12, 31))  # type: ignore[attr-defined]

    @property
    def proposal(self) -> Proposal:
        """For the action."""
        return Proposal(**self.cleaned_data)


class DecisionFilter(forms.Form):
    """The query form above the list of decisions."""

    waiting = forms.ChoiceField(label=_("范围"), required=False, choices=[("", _("全部")), ("yes", _("等我批准"))])
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *DecisionKind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *DecisionState.choices])
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2000, max_value=2100)
    area = RegionField(label=_("地区"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        if isinstance(area, RegionField):
            area.limit_to(viewer, Permission.HOUSEHOLD_VIEW)

    def chosen(self) -> Filter:
        """The conditions; nothing where the form is not valid."""
        if not self.is_valid():
            return Filter()
        return Filter(**{**self.cleaned_data, "waiting": self.cleaned_data["waiting"] == "yes"})


class Approval(forms.Form):
    """批准: of the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Withdrawal(forms.Form):
    """撤回."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=200)
