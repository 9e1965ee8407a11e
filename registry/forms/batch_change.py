"""批量修改: the field, its new value and the reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.choices import Attribute, Cause
from registry.models import Household
from registry.rules.batch_changes import FIELDS, MUST_HAVE_VALUE

from .filter_fields import FIRST_YEAR, LAST_YEAR

BLANK = [("", gettext_lazy("空（清除）"))]


class BatchChange(forms.Form):
    """One input a field that may be changed; the one that `field` names counts."""

    field = forms.ChoiceField(
        label=gettext_lazy("修改哪一项"),
        choices=[(name, Household._meta.get_field(name).verbose_name) for name in FIELDS],  # type: ignore[union-attr]
    )
    attribute = forms.ChoiceField(label=gettext_lazy("户属性"), required=False, choices=[("", "—"), *Attribute.choices])
    main_cause = forms.ChoiceField(label=gettext_lazy("主要致贫原因"), required=False, choices=[*BLANK, *Cause.choices])
    planned_exit_year = forms.IntegerField(
        label=gettext_lazy("计划脱贫年度"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("空着表示清除"),
    )
    group = forms.CharField(
        label=gettext_lazy("村民小组"), required=False, max_length=20, help_text=gettext_lazy("空着表示清除")
    )
    natural_village = forms.CharField(
        label=gettext_lazy("自然村"), required=False, max_length=50, help_text=gettext_lazy("空着表示清除")
    )
    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
        error_messages={"required": gettext_lazy("请写明原因")},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        field = data.get("field", "")
        if field in MUST_HAVE_VALUE and field not in self.errors and not data.get(field):
            self.add_error(field, _("请选择新的值"))
        return data

    @property
    def value(self) -> Any:
        """The new value of the field chosen."""
        return self.cleaned_data[self.cleaned_data["field"]]


class Chosen(forms.Form):
    """The households of a batch change, from page to page: numbers, and versions once a preview showed them."""

    numbers = forms.RegexField(r"^\d+(,\d+)*$", max_length=60_000)
    versions = forms.RegexField(r"^(\d+:\d+(,\d+:\d+)*)?$", required=False, max_length=120_000)

    @property
    def as_numbers(self) -> list[int]:
        """The numbers of all that were chosen."""
        return [int(number) for number in self.cleaned_data["numbers"].split(",")]

    @property
    def as_versions(self) -> dict[int, int]:
        """The version that the preview showed, by number."""
        pairs = (pair.split(":") for pair in self.cleaned_data["versions"].split(",") if pair)
        return {int(number): int(version) for number, version in pairs}
