"""The query form above the list of households."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import POOR_STOCK, REGISTERED, Attribute, Cause, Status
from registry.queries.finding import Filter
from registry.queries.progress import COLLECTED_STATUSES

from .fields import RegionField

STATUS_GROUPS = {"poor_stock": POOR_STOCK, "collected": COLLECTED_STATUSES, "registered": REGISTERED}
YES_NO = [("", _("不限")), ("yes", _("是")), ("no", _("否"))]


class HouseholdFilter(forms.Form):
    """Everything but names and numbers, which never stand in an address."""

    region = RegionField(label=_("所在地"), required=False)
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部")),
            ("poor_stock", _("未脱贫和返贫")),
            ("collected", _("应采集户")),
            ("registered", _("全部建档立卡户")),
            *Status.choices,
        ],
    )
    main_cause = forms.ChoiceField(label=_("主要原因"), required=False, choices=[("", _("全部")), *Cause.choices])
    attribute = forms.ChoiceField(label=_("户属性"), required=False, choices=[("", _("全部")), *Attribute.choices])
    collected = forms.ChoiceField(label=_("年度采集"), required=False, choices=YES_NO)
    planned_exit = forms.ChoiceField(label=_("本年拟退出"), required=False, choices=YES_NO)
    doubted = forms.ChoiceField(label=_("有疑点"), required=False, choices=YES_NO)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        if isinstance(region, RegionField):
            region.limit_to(viewer, Permission.HOUSEHOLD_VIEW)

    def chosen(self, words: str = "") -> Filter:
        """The conditions; nothing where the form is not valid."""
        if not self.is_valid():
            return Filter(words=words)
        data = self.cleaned_data
        status = data["status"]
        return Filter(
            region=data["region"],
            status=STATUS_GROUPS.get(status, (status,) if status else ()),
            attribute=data["attribute"],
            main_cause=data["main_cause"],
            planned_exit=_flag(data["planned_exit"]),
            collected=_flag(data["collected"]),
            doubted=_flag(data["doubted"]),
            words=words,
        )


def _flag(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


class Find(forms.Form):
    """The box that finds people."""

    words = forms.CharField(max_length=50)
