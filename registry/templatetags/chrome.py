"""The frame around a page: the menu of what this reader may open, and the question whether they may do a thing."""

from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from registry.menu import MENU, Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the reader holds this permission: `{% may "household.create" as may_create %}`."""
    return bool(context["request"].user.may(permission))


@register.simple_tag(takes_context=True)
def side_menu(context: Context) -> SafeString:
    """The entries of `registry.menu` that the reader may open, by group."""
    path = context["request"].path
    addresses = [
        (place, _address(entry))
        for place, entry in enumerate(MENU)
        if not entry.permission or may(context, entry.permission)
    ]
    return _menu(tuple((place, href, _covers(href, path)) for place, href in addresses if href))


@lru_cache(maxsize=500)
def _menu(shown: tuple[tuple[int, str, bool], ...]) -> SafeString:
    """Written once for all who may open the same and are at the same place: it stands on every page."""
    links = [
        {"group": MENU[place].group, "title": MENU[place].title, "href": href, "current": current}
        for place, href, current in shown
    ]
    groups = [(title, list(group)) for title, group in groupby(links, key=itemgetter("group"))]
    return mark_safe(render_to_string("components/side_menu.html", {"groups": groups}))  # noqa: S308 a template wrote it


def _address(entry: Entry) -> str:
    """Empty for an app that is not yet wired."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _covers(href: str, path: str) -> bool:
    """Whether the page is the entry's or one below it."""
    return path == href or (href != "/" and path.startswith(href))
