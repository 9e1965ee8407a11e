"""Forms of the yearly collection: what list is asked for, and what a check or a return needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Stage
from registry.queries.collections import Filter
from registry.queries.unconfirmed import PERSONS, SURVEYS, UnconfirmedFilter
from registry.regions.models import Region

from .fields import RegionField

REASON_LENGTH = 200
PAIR_LENGTH = 29  # a bigint, a dash, a version


class AreaForm(forms.Form):
    """An area of the viewer's."""

    region = RegionField(label=_("所在地"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        if isinstance(region, RegionField):
            region.limit_to(viewer, Permission.HOUSEHOLD_VIEW)

    def area(self) -> Region | None:
        """The one asked for."""
        region: Region | None = self.cleaned_data["region"] if self.is_valid() else None
        return region


class CollectionFilter(AreaForm):
    """The query form above the list of collections; without a word on the stage, what waits to be checked."""

    group = forms.CharField(label=_("村民小组"), max_length=20, required=False)
    stage = forms.ChoiceField(
        label=_("采集状态"),
        required=False,
        choices=[
            ("", Stage.SUBMITTED.label),
            *((s, s.label) for s in Stage if s != Stage.SUBMITTED),
            ("all", _("全部")),
        ],
    )

    def chosen(self) -> Filter:
        """The conditions; what waits where the form is not valid."""
        if not self.is_valid():
            return Filter(stage=Stage.SUBMITTED)
        data = self.cleaned_data
        stage = "" if data["stage"] == "all" else data["stage"] or Stage.SUBMITTED
        return Filter(data["region"], data["group"], stage)


class Unconfirmed(AreaForm):
    """The query form above what is only carried forward."""

    group = forms.CharField(label=_("村民小组"), max_length=20, required=False)
    kind = forms.ChoiceField(
        label=_("资料"), required=False, choices=[("", _("人员年度资料")), (SURVEYS, _("生产生活条件"))]
    )

    def chosen(self) -> UnconfirmedFilter:
        """The conditions."""
        if not self.is_valid():
            return UnconfirmedFilter()
        data = self.cleaned_data
        return UnconfirmedFilter(data["region"], data["group"], data["kind"] or PERSONS)


class Chosen(forms.Form):
    """Records chosen on the list, each as number and the version that was shown: 12-3."""

    chosen = forms.TypedMultipleChoiceField()

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        said = data.getlist("chosen")
        field = self.fields["chosen"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(word, word) for word in said if _is_pair(word)]

    @property
    def versions(self) -> dict[int, int]:
        """Version by the record's number."""
        pairs = (map(int, word.split("-")) for word in self.cleaned_data["chosen"])
        return dict(pairs)  # type: ignore[arg-type]  # pairs, as _is_pair has made sure


def _is_pair(word: str) -> bool:
    number, _dash, version = word.partition("-")
    return number.isdecimal() and version.isdecimal() and len(word) <= PAIR_LENGTH


class Returning(forms.Form):
    """退回."""

    version = forms.IntegerField()
    reason = forms.CharField(max_length=REASON_LENGTH)
