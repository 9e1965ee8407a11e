"""Fields of a province's own, and their values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import ExtraSubject
from registry.models import ExtraField, Membership, MemberYear, Survey
from registry.regions.spans import province_of, within
from registry.rules.extras import words_of


def extra_fields(code: int, year: int, subject: str) -> list[ExtraField]:
    """The fields that the province of `code` asks of `subject` in `year`, in their order."""
    fields = ExtraField.objects.filter(in_force(year), province_code=province_of(code), subject=subject)
    return list(fields.order_by("position", "pk"))


def extras_for(viewer: Viewer, year: int, subject: str) -> list[ExtraField]:
    """The same for somebody who is about to enter a household in the province of their areas."""
    spans = viewer.spans(Permission.HOUSEHOLD_CREATE)
    return extra_fields(spans[0].first, year, subject) if spans else []


def fields_ever(code: int, subject: str) -> list[ExtraField]:
    """Every field that the province of `code` asks or asked of `subject`: what older years may hold."""
    fields = ExtraField.objects.filter(province_code=province_of(code), subject=subject)
    return list(fields.order_by("position", "pk"))


def fields_of(viewer: Viewer, permission: str = Permission.PARAMETER_VIEW) -> QuerySet[ExtraField]:
    """All fields of the provinces that the viewer's areas lie in, those in force first."""
    provinces = {province_of(span.first) for span in viewer.spans(permission)}
    own = ExtraField.objects.filter(province_code__in=provinces)
    return own.order_by("subject", F("until_year").desc(nulls_first=True), "position", "pk")


def editable_fields(viewer: Viewer) -> QuerySet[ExtraField]:
    """Fields that the viewer may change."""
    return ExtraField.objects.filter(within(viewer.spans(Permission.PARAMETER_EDIT), "province_code"))


def missing_extras(household_ids: Collection[int], year: int) -> dict[int, list[str]]:
    """Labels of required fields that are empty, by household; a member's with the name."""
    required = ExtraField.objects.filter(in_force(year), required=True).order_by("position", "pk")
    asked = {subject: [field for field in required if field.subject == subject] for subject in ExtraSubject}
    missing: dict[int, list[str]] = defaultdict(list)
    if asked[ExtraSubject.HOUSEHOLD]:
        surveys = Survey.objects.filter(household__in=household_ids, year=year)
        for household_id, code, extra in surveys.values_list("household", "village_code", "extra"):
            missing[household_id] += _empty(asked[ExtraSubject.HOUSEHOLD], code, extra)
    if asked[ExtraSubject.MEMBER]:
        active = Membership.objects.filter(household__in=household_ids, counted_until__isnull=True)
        homes = {
            person: (home, name) for person, home, name in active.values_list("person", "household", "person__name")
        }
        rows = MemberYear.objects.filter(person__in=homes, year=year).values_list("person", "village_code", "extra")
        for person_id, code, extra in rows:
            home, name = homes[person_id]
            missing[home] += [f"{name} {label}" for label in _empty(asked[ExtraSubject.MEMBER], code, extra)]
    return {household_id: labels for household_id, labels in missing.items() if labels}


def _empty(fields: Iterable[ExtraField], code: int, extra: Mapping[str, Any]) -> list[str]:
    province = province_of(code)
    return [field.label for field in fields if field.province_code == province and extra.get(field.key) in (None, "")]


def in_force(year: int) -> Q:
    return Q(from_year__lte=year) & (Q(until_year__isnull=True) | Q(until_year__gte=year))


def shown_extras(fields: Iterable[ExtraField], extra: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value in words, for a page or on paper."""
    return [(field.label, field_words(field, extra)) for field in fields]


def field_words(field: ExtraField, extra: Mapping[str, Any]) -> str:
    """What stands under the field; empty where nothing does."""
    return words_of(field.kind, field.unit, extra.get(field.key))
