"""Small helps of the register's pages."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """What stands under `key`: `{{ heads|of:doubt.household_id }}`; empty where nothing does."""
    return values.get(key, "")
