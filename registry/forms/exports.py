"""Forms of exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.choices import ExportFormat


class OrderForm(forms.Form):
    """What the dialog over a list asks: the kind of file, and why whole numbers are needed."""

    format = forms.ChoiceField(choices=ExportFormat.choices)
    whole_numbers = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=200, required=False)
    # The address of the list, without its page.
    conditions = forms.CharField(max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("whole_numbers") and not data.get("reason"):
            self.add_error("reason", _("导出完整证件号码须写明原因"))
        return data


class AnswerForm(forms.Form):
    """同意 or 不同意."""

    agrees = forms.TypedChoiceField(
        choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda word: word == "yes"
    )
    reason = forms.CharField(max_length=200, required=False)
