"""The frame around a page: the menu of what this reader may open, and the question whether they may do a thing."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

from registry.menu import MENU, Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the reader holds this permission: `{% may "household.create" as may_create %}`."""
    return bool(context["request"].user.may(permission))


@register.inclusion_tag("components/side_menu.html", takes_context=True)
def side_menu(context: Context) -> dict[str, Any]:
    """The entries of `registry.menu` that the reader may open, by group."""
    links = [
        _link(entry, context["request"].path)
        for entry in MENU
        if not entry.permission or may(context, entry.permission)
    ]
    shown = [link for link in links if link["href"]]
    return {"groups": [(title, list(group)) for title, group in groupby(shown, key=itemgetter("group"))]}


def _link(entry: Entry, path: str) -> dict[str, Any]:
    """An entry with its address; `current` also for the pages below it. An app not yet wired has no address."""
    try:
        href = reverse(entry.url_name)
    except NoReverseMatch:
        href = ""
    current = path == href or (href not in ("", "/") and path.startswith(href))
    return {"group": entry.group, "title": entry.title, "href": href, "current": current}
