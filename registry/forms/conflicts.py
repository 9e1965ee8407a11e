"""Two people changed the same household: what stood there, what the other one saved, and what was typed here."""

import json
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from registry.queries.wording import value_in_words

from .fields import ModelFieldsForm

EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Difference:
    """A field that the other one changed. `choices` are the two values that can be posted, as JSON."""

    name: str
    label: str
    opened: str
    theirs: str
    mine: str
    touched: bool
    choices: dict[str, str]


def settle(form: ModelFieldsForm, opened: Any | None) -> list[Difference]:
    """Where only the other one changed a field, the form takes that over; where both did, it keeps what was typed.

    `opened` is the row as it stood when the page was opened, None where there was none.
    """
    found = []
    data = cast(QueryDict, form.data).copy()
    for name in form.model_fields if form.instance is not None else ():
        before, theirs = getattr(opened, name, None), getattr(form.instance, name)
        mine, field = form.cleaned_data.get(name), form.fields[name]
        if _same(theirs, before) or _same(theirs, mine):
            continue
        posted = {"mine": _posted(field, mine), "theirs": _posted(field, theirs)}
        touched = not _same(mine, before)
        if not touched:
            data.setlist(form.add_prefix(name), posted["theirs"])
        found.append(
            Difference(
                name=form.add_prefix(name),
                label=str(field.label),
                opened=_shown(field, before),
                theirs=_shown(field, theirs),
                mine=_shown(field, mine),
                touched=touched,
                choices={side: json.dumps(values) for side, values in posted.items()},
            )
        )
    form.data = data
    return found


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in EMPTY and other in EMPTY)


def _posted(field: forms.Field, value: Any) -> list[str]:
    """As a browser would post it."""
    if isinstance(field, forms.NullBooleanField):
        return ["unknown" if value is None else str(value).lower()]
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    if isinstance(value, list):
        return [str(item) for item in value]
    return ["" if value is None else str(value)]


def _shown(field: forms.Field, value: Any) -> str:
    """As somebody reads it."""
    return _("空") if value in EMPTY else value_in_words(value, dict(getattr(field, "choices", ())))
