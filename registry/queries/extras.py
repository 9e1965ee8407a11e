"""Fields of a province's own, and their values."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.models import ExtraField
from registry.regions.spans import province_of, within
from registry.rules.extras import words_of


def extra_fields(code: int, year: int, subject: str) -> list[ExtraField]:
    """The fields that the province of `code` asks of `subject` in `year`, in their order."""
    fields = ExtraField.objects.filter(province_code=province_of(code), subject=subject, from_year__lte=year)
    return list(fields.filter(Q(until_year__isnull=True) | Q(until_year__gte=year)).order_by("position", "pk"))


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


def shown_extras(fields: Iterable[ExtraField], extra: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value in words, for a page or on paper."""
    return [(field.label, field_words(field, extra)) for field in fields]


def field_words(field: ExtraField, extra: Mapping[str, Any]) -> str:
    """What stands under the field; empty where nothing does."""
    return words_of(field.kind, field.unit, extra.get(field.key))
