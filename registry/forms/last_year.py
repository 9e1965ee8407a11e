"""The open year beside the last one: what each field said then, and that nothing has changed since."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import MemberYear, Survey
from registry.queries.wording import in_words
from registry.rules.collections import Visit, visit_problems

from .fields import DATES, ModelFieldsForm


class Unchanged(forms.Form):
    """无变化: what was carried forward holds."""

    unchanged = forms.BooleanField(label=gettext_lazy("无变化"), required=False)


class VisitForm(forms.Form):
    """采集: which two went, and when."""

    first_collector = forms.CharField(label=gettext_lazy("采集人一"), max_length=50, required=False)
    second_collector = forms.CharField(label=gettext_lazy("采集人二"), max_length=50, required=False)
    collected_on = forms.DateField(
        label=gettext_lazy("入户日期"), required=False, input_formats=DATES, widget=forms.DateInput
    )

    def __init__(self, *args: Any, year: int, last: Visit, **kwargs: Any) -> None:
        kwargs["initial"] = vars(last)
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for problem in visit_problems(self.visit, year=self.year, today=timezone.localdate()):
                self.add_error(None, problem)
        return data

    @property
    def visit(self) -> Visit:
        """For the action."""
        return Visit(**{name: self.cleaned_data[name] for name in self.base_fields})


@dataclass(frozen=True)
class Card:
    """A yearly form with the row that stands for this year and the one of last year, if there are any."""

    form: ModelFieldsForm
    row: Survey | MemberYear | None
    last: Survey | MemberYear | None
    tick: Unchanged

    @property
    def waits(self) -> bool:
        """Whether it is only carried forward, and nobody has looked at it yet."""
        return self.row is not None and not self.row.confirmed

    @property
    def entered(self) -> dict[str, Any] | None:
        """What is to be written: what was filled in or edited, or what somebody says has not changed."""
        if self.row is None:
            return self.form.values if self.form.filled else None
        told = self.form.has_changed() or (self.waits and self.tick.cleaned_data["unchanged"])
        return self.form.values if told else None


def card_of(form: ModelFieldsForm, last: Survey | MemberYear | None, data: Any, year: int) -> Card:
    """The form with what stood there last year noted at each field."""
    row: Any = form.instance
    made = Card(form, row, last, Unchanged(data, prefix=f"{form.prefix}-same"))
    if last is not None:
        then = type(form)(instance=last, prefix=form.prefix)
        for name in form.model_fields:
            if name in form.fields:
                _note(form[name], then[name], in_words(last, _column(last, name), _("未填")), year - 1, made.waits)
    return made


def _column(row: models.Model, name: str) -> Any:
    return row._meta.get_field(name)


def _note(bound: BoundField, then: BoundField, words: str, year: int, waits: bool) -> None:
    """Whether the field still says what it said last year. static/js/unchanged.js keeps the note true while typing."""
    # What was empty and is empty needs no word.
    same = _("沿用 %d 年") % year if waits and _written(then) not in ("", "unknown") else ""
    was = _("%(year)d 年：%(words)s") % {"year": year, "words": words}
    field = bound.field
    unchanged = not field.has_changed(then.initial, bound.value())
    kind, text = ("carried", same) if unchanged else ("was", was)
    field.widget.attrs |= {"data-last": _written(then), "data-same": same, "data-was": was}
    if text:
        note = format_html('<span class="{}">{}</span>', kind, text)
        # A bound field has taken its help over from the field already.
        bound.help_text = field.help_text = format_html("{} {}", field.help_text, note) if field.help_text else note


def _written(bound: BoundField) -> str:
    """A value as it stands in the control."""
    value = bound.field.widget.format_value(bound.value())
    return ",".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
