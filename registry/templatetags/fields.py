"""`{% field form.name %}` alone knows how a field is written in HTML, whatever its widget."""

from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms import BoundField

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", wide: bool = False) -> dict[str, Any]:
    """Label, control, help and error of one form field.

    Radios and multiple check boxes become chips; a date gets the browser's calendar; a region field's text input with
    `attrs={"data-picker": level}` (0: any level) becomes the region picker. `unit` stands behind the control (元, 亩).
    """
    kind = _kind(bound)
    shown: dict[str, Any] = {"bound": bound, "kind": kind, "unit": unit, "wide": wide or _needs_room(bound)}
    if kind == "picker":
        shown |= {"level": bound.field.widget.attrs["data-picker"], "text": _chosen(bound)}
    elif kind != "group":
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


def _control(bound: BoundField, kind: str) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.DateInput):
        # The browser's calendar wants ISO dates, whatever the locale writes.
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    own = "form-select" if isinstance(widget, forms.Select) else "form-control"
    name = "form-check-input" if kind == "check" else own
    return bound.as_widget(attrs={"class": f"{widget.attrs.get('class', '')} {name}".strip()})


def _chosen(bound: BoundField) -> str:
    """The name of the region a picker holds, through the field, so only one that may be chosen here is named."""
    try:
        return str(bound.field.to_python(bound.value()) or "")
    except ValidationError:
        return ""
