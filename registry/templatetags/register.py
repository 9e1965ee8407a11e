"""Small helps of the register's pages."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """What stands under `key`: `{{ heads|of:doubt.household_id }}`; empty where nothing does."""
    return values.get(key, "")


@register.filter
def headed(head: str, number: int) -> str:
    """A household by its head's name; by its number, and saying so, where it has none."""
    return head or gettext("无户主 %s") % number


NUMBERED = re.compile(r"户编号 (\d+)")


@register.filter
def household_links(message: Any) -> SafeString:
    """A household's number in a sentence leads to its page: nobody is told the number who may not open it."""

    def link(found: "re.Match[str]") -> str:
        return format_html('<a href="{}">{}</a>', reverse("registry:household", args=[found[1]]), found[0])

    return mark_safe(NUMBERED.sub(link, conditional_escape(message)))  # noqa: S308 escaped just before
