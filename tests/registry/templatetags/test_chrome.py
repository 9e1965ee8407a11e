"""The menu shows what its reader may open, and where they are."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import include, path

from registry.templatetags.chrome import may, side_menu

HERE: Any = ([path("", HttpResponse, name="home"), path("households/", HttpResponse, name="households")], "registry")
urlpatterns = [path("", include(HERE))]
pytestmark = pytest.mark.urls(__name__)


def seen_by(*permissions: str, at: str = "/") -> Context:
    """The context of a page that somebody with these permissions looks at."""
    request = RequestFactory().get(at)
    request.user = SimpleNamespace(may=lambda permission: permission in permissions)  # type: ignore[assignment]
    return Context({"request": request})


def entries(context: Context) -> dict[str, bool]:
    """Addresses in the menu, and whether each is where the reader is."""
    links = re.findall(r'<a href="([^"]*)"\s*([^>]*)>', side_menu(context))
    return {href: "aria-current" in rest for href, rest in links}


def test_an_entry_is_shown_to_those_who_may_open_it() -> None:
    assert entries(seen_by("household.view")) == {"/": True, "/households/": False}
    assert entries(seen_by()) == {"/": True}


def test_an_entry_is_current_on_the_pages_below_it_and_the_work_bench_is_not() -> None:
    assert entries(seen_by("household.view", at="/households/7/")) == {"/": False, "/households/": True}


def test_a_template_can_ask_for_a_permission() -> None:
    question = Template('{% load chrome %}{% may "household.create" as yes %}{% if yes %}new{% endif %}')
    assert question.render(seen_by("household.create")) == "new"
    assert question.render(seen_by()) == ""
    assert may(seen_by("a"), "a") is True
