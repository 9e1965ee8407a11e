"""`{% field form.name %}` alone knows how a field is written in HTML, whatever its widget."""

from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from registry.choices import CodedChoices, Ethnicity
from registry.regions.initials import initials_of

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
LONG = 30  # characters, from which on a box is twice as wide


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", wide: bool = False) -> dict[str, Any]:
    """Label, control, help and error of one form field.

    Radios and multiple check boxes become chips; a date gets the browser's calendar; a region field's text input with
    `attrs={"data-picker": level}` (0: any level) becomes the region picker. `unit` stands behind the control (元, 亩).
    """
    kind = _kind(bound)
    shown: dict[str, Any] = {"bound": bound, "kind": kind, "unit": unit, "wide": wide or _needs_room(bound)}
    shown["double"] = kind == "picker" or _is_long(bound)
    if kind == "picker":
        attrs = bound.field.widget.attrs
        shown |= {"level": attrs["data-picker"], "scope": attrs.get("data-scope", "mine"), "text": _chosen(bound)}
    elif kind == "group":
        shown["several"] = isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
        codes = [code for code, _letters in _marks(bound)]
        shown["options"] = [
            (_box(choice.data), choice.choice_label, code) for choice, code in zip(bound, codes, strict=True)
        ]
    else:
        shown["control"] = _control(bound, kind)
    return shown


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong with the form as a whole, and links to the fields that need correcting."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors]}


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if "data-picker" in widget.attrs:
        return "picker"
    if isinstance(widget, GROUPS):
        return "group"
    return "check" if isinstance(widget, forms.CheckboxInput) else "plain"


def _needs_room(bound: BoundField) -> bool:
    """Chips and long texts take the whole row."""
    return isinstance(bound.field.widget, (*GROUPS, forms.Textarea))


def _is_long(bound: BoundField) -> bool:
    """ID and card numbers, addresses, names of banks: more than a narrow box shows."""
    longest = getattr(bound.field, "max_length", None) if isinstance(bound.field.widget, forms.TextInput) else None
    return longest is not None and longest >= LONG


def _control(bound: BoundField, kind: str) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.DateInput):
        # The browser's calendar wants ISO dates, whatever the locale writes.
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    own = "form-select" if isinstance(widget, forms.Select) else "form-control"
    name = "form-check-input" if kind == "check" else own
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {name}".strip()}
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return _select(bound, attrs)
    return bound.as_widget(attrs=attrs)


def _select(bound: BoundField, attrs: dict[str, str | bool]) -> SafeString:
    """A list whose options know their codes and initials, by which static/js/codes.js finds them.

    Written here and not by Django's templates, one for the list and two for each option: a query form or a year has
    hundreds of options, and they took half the time of its page.
    """
    widget: Any = bound.field.widget
    own = bound.build_widget_attrs({"id": bound.auto_id, "name": bound.html_name, **attrs}, widget)
    head = flatatt(widget.build_attrs(widget.attrs, own))
    value = widget.format_value(bound.value())
    chosen = [value] if isinstance(value, str) else value
    choices = tuple(("" if word is None else str(word), str(label)) for word, label in widget.choices)
    place = next((place for place, (word, _label) in enumerate(choices) if word in chosen), None)
    options = [
        f"{begin}{' selected' if place == number else ''}{rest}"
        for number, (begin, rest) in enumerate(_options(choices, isinstance(bound.field, forms.NullBooleanField)))
    ]
    return mark_safe(f"<select{head}>{''.join(options)}</select>")  # noqa: S308 every part is escaped


def _box(data: dict[str, Any]) -> SafeString:
    """A radio or check box, as Django's templates write it, which take longer than the rest of the field."""
    attrs = {"type": data["type"], "name": data["name"], "value": str(data["value"]), **data["attrs"]}
    return format_html("<input{}>", flatatt(attrs))


@lru_cache(maxsize=1000)
def _options(choices: tuple[tuple[str, str], ...], yes_or_no: bool) -> list[tuple[str, str]]:
    """Each option in two parts, between which it is selected."""
    return [
        (
            format_html('<option value="{}"', word),
            format_html(' data-code="{}" data-initials="{}">{}</option>', code, letters, label),
        )
        for (word, label), (code, letters) in zip(choices, _marked(choices, yes_or_no), strict=True)
    ]


def _marks(bound: BoundField) -> list[tuple[str, str]]:
    """Code and pinyin initials of each choice."""
    choices = tuple(("" if word is None else str(word), str(label)) for word, label in bound.field.widget.choices)
    return _marked(choices, isinstance(bound.field, forms.NullBooleanField))


@lru_cache(maxsize=1000)
def _marked(choices: tuple[tuple[str, str], ...], yes_or_no: bool) -> list[tuple[str, str]]:
    initials = initials_of([label for _word, label in choices])
    letters = [text if word else "" for (word, _label), text in zip(choices, initials, strict=True)]
    if yes_or_no:
        return list(zip(("", "1", "0"), letters, strict=True))
    return list(zip(_codes_of(list(choices)), letters, strict=True))


@cache
def _lists() -> list[tuple[dict[str, str], dict[str, str]]]:
    """Every list with national codes, the shortest first: labels and codes by word."""
    lists: list[Any] = [*CodedChoices.__subclasses__(), Ethnicity]
    return [
        ({word.value: str(word.label) for word in words}, {word.value: word.code for word in words})
        for words in sorted(lists, key=len)
    ]


def _codes_of(choices: list[tuple[str, str]]) -> list[str]:
    """The national codes where the list has them, else the numbers of the places."""
    words = {word: label for word, label in choices if word}
    for labels, codes in _lists():
        if words and words.items() <= labels.items() and all(codes[word] for word in words):
            return [codes.get(word, "") for word, _ in choices]
    width, places = len(str(len(words))), iter(range(1, len(words) + 1))
    return [f"{next(places):0{width}}" if word else "" for word, _ in choices]


def _chosen(bound: BoundField) -> str:
    """The name of the region a picker holds, through the field, so only one that may be chosen here is named."""
    try:
        return str(bound.field.to_python(bound.value()) or "")
    except ValidationError:
        return ""
