"""Conditions on the fields that a province adds, of a household or of one of its members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, OuterRef, Q, QuerySet, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from registry.accounts.scope import Viewer
from registry.choices import ExtraKind
from registry.models import ExtraField, MemberYear, Survey
from registry.regions.spans import province_of

from .extras import in_force
from .guarantee_conditions import Setting, there
from .years import open_year_of

NUMBER: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=30, decimal_places=2)
RANGES = (ExtraKind.NUMBER, ExtraKind.DATE)
# Only what is a number is made one: what else stands there must not break the query.
IS_NUMBER = r"^-?\d+(\.\d+)?$"


@dataclass(frozen=True)
class OwnCondition:
    """What is asked of one field: a value, or a range of which one end may be open."""

    key: str
    kind: str
    value: Any = None
    low: Decimal | date | None = None
    high: Decimal | date | None = None


def fields_to_ask(viewer: Viewer, named: Collection[str] = ()) -> list[ExtraField]:
    """The province's fields in force, and those besides that a kept query names by key; that of the first area."""
    code = next((span.first for span in viewer.spans()), 0)
    own = ExtraField.objects.filter(province_code=province_of(code))
    asked = own.filter(in_force(open_year_of(viewer)) | Q(key__in=named))
    return list(asked.order_by("subject", "position", "pk"))


def of_household(asked: Collection[OwnCondition], setting: Setting) -> Q:
    """What is said beside the survey of the year."""
    return there(_such(Survey.objects.filter(household=OuterRef("pk"), year=setting.year), asked))


def of_member(asked: Collection[OwnCondition], setting: Setting) -> Q:
    """What is said in the person-year of a member, seen from the membership."""
    return there(_such(MemberYear.objects.filter(person=OuterRef("person"), year=setting.year), asked))


def _such(rows: "QuerySet[Any]", asked: Collection[OwnCondition]) -> "QuerySet[Any]":
    for place, condition in enumerate(asked):
        said, number = f"said_{place}", f"number_{place}"
        rows = rows.alias(**{said: KeyTextTransform(condition.key, "extra")})
        name: str = said
        if condition.kind == ExtraKind.NUMBER:
            rows = rows.alias(**{number: Case(When(**{f"{said}__regex": IS_NUMBER}, then=Cast(said, NUMBER)))})
            name = number
        rows = rows.filter(**{f"{name}__{lookup}": value for lookup, value in _lookups(condition)})
    return rows


def _lookups(asked: OwnCondition) -> list[tuple[str, Any]]:
    """A value is stored as text, a day as 2016-05-01, so days are in the order of their text."""
    if asked.kind in RANGES:
        ends = (("gte", asked.low), ("lte", asked.high))
        return [(lookup, end.isoformat() if isinstance(end, date) else end) for lookup, end in ends if end is not None]
    if asked.kind == ExtraKind.YES_NO:
        return [("exact", "true" if asked.value else "false")]
    return [("icontains" if asked.kind == ExtraKind.TEXT else "exact", asked.value)]
