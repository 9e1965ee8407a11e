"""The frame around a page: the menu of what this reader may open, and the question whether they may do a thing."""

from itertools import groupby
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

from registry.menu import MENU, Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the reader holds this permission anywhere: `{% may "household.create" as may_create %}`."""
    return allowed(context, permission)


@register.inclusion_tag("components/side_menu.html", takes_context=True)
def side_menu(context: Context) -> dict[str, Any]:
    """The entries of `registry.menu` that this reader may open, by group."""
    path = context["request"].path
    links = [link(entry, path) for entry in MENU if not entry.permission or allowed(context, entry.permission)]
    shown = [each for each in links if each["href"]]
    return {"groups": [(title, list(group)) for title, group in groupby(shown, key=lambda each: each["group"])]}
