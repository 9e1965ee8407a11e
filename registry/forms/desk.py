"""The form behind a draft."""

from typing import Any

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

MOST_VALUES, LONGEST_VALUE = 3000, 2000
LONGEST_PATH, LONGEST_TITLE = 60, 60


class DraftForm(forms.Form):
    """What was typed into the form at a path of this site; no values: the draft is not wanted any more."""

    form = forms.CharField(max_length=LONGEST_PATH)
    title = forms.CharField(max_length=LONGEST_TITLE, required=False)
    values = forms.JSONField(required=False)

    def clean_form(self) -> str:
        path: str = self.cleaned_data["form"]
        try:
            resolve(path)
        except Resolver404:
            raise forms.ValidationError(_("没有这张表单")) from None
        return path

    def clean_values(self) -> list[list[str]]:
        values: Any = self.cleaned_data["values"] or []
        if not isinstance(values, list) or len(values) > MOST_VALUES or not all(map(_is_pair, values)):
            raise forms.ValidationError(_("草稿的内容看不懂"))
        return values


def _is_pair(pair: Any) -> bool:
    """A name and a value, both of them words."""
    texts = isinstance(pair, list) and all(isinstance(text, str) for text in pair)
    return texts and len(pair) == 2 and all(len(text) <= LONGEST_VALUE for text in pair)  # noqa: PLR2004 name, value
