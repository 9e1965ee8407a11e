"""What the region picker asks."""

from django import forms

from registry.regions.choices import Level

ANY_LEVEL = 0
EVERYWHERE = "all"


def _level(number: str) -> Level | None:
    return Level(int(number)) if int(number) != ANY_LEVEL else None


class Pick(forms.Form):
    """`q`: name, pinyin initials or code; `level`: 0 any; `scope`: `all`, or the areas of one's own postings."""

    q = forms.CharField(max_length=64)
    level = forms.TypedChoiceField(
        choices=[(ANY_LEVEL, ""), *Level.choices], coerce=_level, empty_value=None, required=False
    )
    scope = forms.ChoiceField(choices=[("mine", ""), (EVERYWHERE, "")], required=False)
