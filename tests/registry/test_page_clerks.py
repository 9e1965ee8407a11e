"""The clerks of the benchmark send what a browser would send, so that what they save is really saved."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.benchmarks.page_clerks import fields_of
from registry.benchmarks.page_visits import WAGE, WEIGHTS
from registry.benchmarks.pages import PageFigures
from registry.models import Household, Statement
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of

SignedIn = Callable[[User], Client]

PAGE = """
<form method="post"><input name="outside" value="the head"></form>
<main>
 <form method="get"><input name="q" value="a query form that is longer than the one that matters, much longer"></form>
 <form method="post">
  <input type="hidden" name="version" value="3"><input name="empty">
  <input type="checkbox" name="on" checked><input type="checkbox" name="off"><input name="no" value="1" disabled>
  <input type="radio" name="pick" value="a"><input type="radio" name="pick" value="b" checked>
  <select name="first"><option value="1">x</option><option value="2">y</option></select>
  <select name="second"><option value="1">x</option><option value="2" selected>y</option></select>
  <textarea name="note">写明 &amp; 原因</textarea><button type="submit">保存</button>
 </form>
</main>
"""


def test_a_form_is_sent_as_a_browser_would() -> None:
    assert fields_of(PAGE) == [
        ("version", "3"),
        ("empty", ""),
        ("on", "on"),
        ("pick", "b"),
        ("first", "1"),
        ("second", "2"),
        ("note", "写明 & 原因"),
    ]


@pytest.fixture
def household(tree: Tree) -> Household:
    closed_run(2015)
    found = household_of(4, village=tree.village)
    enter_year(found)
    return found


def test_the_form_of_a_year_sent_back_with_another_wage_is_saved(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    client, address = signed_in_as(cast.county_clerk), reverse("registry:household_year", args=[household.pk])
    pairs = fields_of(client.get(address).content.decode())
    body = {name: [value for other, value in pairs if other == name] for name, _value in pairs}
    wage = next(name for name in body if name.endswith("wage"))
    assert client.post(address, body | {wage: WAGE}).status_code == 302
    assert Statement.objects.get(household=household, year=2016).wage == int(WAGE)


def test_the_weights_are_of_a_hundred_and_the_last_line_has_its_keys() -> None:
    assert sum(WEIGHTS.values()) == 100
    line = PageFigures("pages", 1, 1.0, 1.0, 1.0, median_ms=2.0, p95_ms=3.0).as_json()
    assert '"median_ms": 2.0, "p95_ms": 3.0' in line
