"""Fields of the query form that ask for what a province adds: own.household.cattle.from in the address."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from registry.choices import ExtraKind, ExtraSubject
from registry.models import ExtraField
from registry.queries.own_conditions import RANGES, OwnCondition

from .fields import DATES, AmountField
from .filter_fields import YES, choice, text, yes_no

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Range = tuple[str, str, "str | _StrPromise"]

OWN = "own"
LONGEST = 100


def keys_in(names: Iterable[str]) -> list[str]:
    """The keys that the names of an address ask for."""
    return [parts[2] for name in names if (parts := name.split("."))[0] == OWN and len(parts) > 2]  # noqa: PLR2004


def name_of(extra: ExtraField, end: str = "") -> str:
    """What a field is called in an address. A key holds no dot."""
    return ".".join(filter(None, (OWN, extra.subject, extra.key, end)))


def label_of(extra: ExtraField) -> str:
    """The field in words; that of a member says so."""
    label = f"{extra.label}（{extra.unit}）" if extra.unit else extra.label
    return _("成员%s") % label if extra.subject == ExtraSubject.MEMBER else label


def fields_for(extra: ExtraField) -> dict[str, forms.Field]:
    """The form fields that ask for a value of `extra`: two for what has an order."""
    label = label_of(extra)
    if extra.kind in RANGES:
        ends = (("from", _("%s从") % label), ("to", _("%s到") % label))
        return {name_of(extra, end): _end_of_range(extra, words) for end, words in ends}
    if extra.kind == ExtraKind.YES_NO:
        return {name_of(extra): yes_no(label)}
    if extra.kind == ExtraKind.CHOICE:
        return {name_of(extra): choice(label, [(one, one) for one in extra.options])}
    return {name_of(extra): text(label, LONGEST)}


def _end_of_range(extra: ExtraField, label: str) -> forms.Field:
    if extra.kind == ExtraKind.DATE:
        return forms.DateField(label=label, required=False, input_formats=DATES, widget=forms.DateInput)
    return AmountField(label=label, required=False, max_digits=14, decimal_places=2)


def ranges_of(extras: Iterable[ExtraField]) -> "list[Range]":
    """Two fields that say one thing, and their label."""
    return [(name_of(extra, "from"), name_of(extra, "to"), label_of(extra)) for extra in extras if extra.kind in RANGES]


def asked_of(extras: Iterable[ExtraField], data: Mapping[str, Any]) -> dict[str, list[OwnCondition]]:
    """What is asked, under the names that queries.conditions has for it."""
    asked: dict[str, list[OwnCondition]] = {}
    for extra in extras:
        low, high, value = (data.get(name_of(extra, end)) for end in ("from", "to", ""))
        if (low, high, value or None) != (None, None, None):
            said = value == YES if extra.kind == ExtraKind.YES_NO else value
            asked.setdefault(f"own_{extra.subject}", []).append(OwnCondition(extra.key, extra.kind, said, low, high))
    return asked
