"""Charts of stock and flow and of corrections, drawn from the tables below them, also on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from registry.accounts.models import User
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of
from tests.registry.test_figures import close

WindowOf = Callable[[User], Page]
PHONE: ViewportSize = {"width": 390, "height": 844}

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_the_table_of_years_says_is_drawn_above_it(window_of: WindowOf, cast: Cast, tree: Tree) -> None:
    closed_run(2014, baseline=True)
    close(household_of(3, village=tree.village), 3, outcome="registered")
    closed_run(2015)
    page = window_of(cast.county_clerk)
    page.set_viewport_size(PHONE)
    for address, drawn in (("/flows/?year=2015", "新识别"), ("/corrections/?year=2015", "补录人口")):
        page.goto(address)
        chart = page.locator(".chart svg")
        expect(chart.get_by_text(drawn, exact=True)).to_be_visible()
        expect(chart.get_by_text("2015", exact=True)).to_be_visible()
        page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto("/flows/?year=2015")
    page.locator("#flow-years").get_by_role("row", name="新识别").get_by_role("link", name="3", exact=True).click()
    expect(page.get_by_text("共 1 户，合计 3 人")).to_be_visible()
