"""The query form above the code lists."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeFilter(forms.Form):
    """A word, a code, or the name of a list."""

    words = forms.CharField(
        label=_("名称或代码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("大病、02、民族、L7")}),
    )

    @property
    def wanted(self) -> str:
        """What was asked for."""
        return self.cleaned_data["words"] if self.is_valid() else ""
