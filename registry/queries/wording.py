"""Values of the register in the words of its forms, as pages, history and paper show them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import ExtraField
from registry.regions.spans import province_of
from registry.rules.extras import words_of

# Encrypted: a reader learns that there is something, not what.
SEALED = frozenset({"phone_sealed", "card_sealed", "id_sealed"})
NOTHING = "—"


def in_words(row: Any, column: "models.Field[Any, Any]", nothing: str = NOTHING) -> str:
    """What stands in a column of a row, or of an event of such a row."""
    value = getattr(row, column.attname)
    if column.name in SEALED:
        return _("（已加密）") if value else nothing
    if value is None or value in ("", [], {}):
        return nothing
    if column.is_relation:
        return str(getattr(row, column.name))
    if column.name == "extra":
        return _own_fields(row.village_code, value)
    return value_in_words(value, dict(getattr(column, "base_field", column).flatchoices))


def _own_fields(code: int, extra: Mapping[str, Any]) -> str:
    """What stands under the fields of the province's own, by their labels."""
    fields = ExtraField.objects.filter(province_code=province_of(code), key__in=list(extra))
    return "；".join(f"{field.label}：{words_of(field.kind, field.unit, extra[field.key])}" for field in fields)


def value_in_words(value: Any, choices: Mapping[Any, Any]) -> str:
    """A single value, or several of a list."""
    if isinstance(value, list):
        return "、".join(value_in_words(item, choices) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{value_in_words(item, {})}" for key, item in value.items())
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _plain(value) if isinstance(value, (date, Decimal)) else str(choices.get(value, value))


def _plain(value: date | Decimal) -> str:
    """2016-11-19 09:12, 2016-11-19, 1,234.5."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def labelled(row: models.Model, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Official term and value of some columns."""
    columns = [row._meta.get_field(name) for name in names]
    return [(str(column.verbose_name), in_words(row, column)) for column in columns if isinstance(column, models.Field)]
