"""The same pages on a phone, and in large type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from registry.accounts.models import User
from registry.models import Household
from tests.cast import Cast
from tests.factories import Tree, enter_year, household_of

WindowOf = Callable[[User], Page]
PHONE: ViewportSize = {"width": 390, "height": 844}
LINE = 44

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def household(tree: Tree) -> Household:
    """A poor household of two."""
    made = household_of(2, village=tree.village)
    enter_year(made)
    return made


@pytest.fixture
def phone(window_of: WindowOf, cast: Cast) -> Page:
    """The county clerk's."""
    page = window_of(cast.county_clerk)
    page.set_viewport_size(PHONE)
    return page


def test_on_a_phone_the_list_is_of_cards_that_name_each_value(phone: Page, household: Household) -> None:
    phone.goto("/households/")
    expect(phone.get_by_role("columnheader").first).to_be_hidden()
    card = phone.locator("tbody tr")
    expect(card.locator("td", has_text="城北村")).to_have_attribute("data-label", "村")
    expect(card.locator("td", has_text="已采集")).to_be_hidden()
    box = card.bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]


def test_on_a_phone_the_drawer_leads_from_page_to_page(phone: Page, household: Household) -> None:
    phone.goto("/")
    menu = phone.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    phone.get_by_role("button", name="菜单").click()
    menu.get_by_role("link", name="农户").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("农户")
    expect(menu).to_be_hidden()


def test_on_a_phone_a_household_is_read_and_its_year_entered(phone: Page, household: Household) -> None:
    phone.goto(f"/households/{household.pk}/")
    phone.get_by_role("link", name="编辑 2016 年度").click()
    phone.get_by_label("工资性收入").fill("9000")
    phone.get_by_role("button", name="保存", exact=True).click()
    expect(phone.get_by_role("row", name="人均纯收入")).to_contain_text("5,500.00")
    phone.wait_for_function("width => document.documentElement.scrollWidth === width", arg=PHONE["width"])


def test_on_a_phone_the_header_is_one_line_that_gives_way_to_the_search(phone: Page, household: Household) -> None:
    phone.goto("/")
    header = phone.locator("header.top")
    box = header.bounding_box()
    assert box is not None
    assert box["height"] < 2 * LINE
    phone.locator(".find-opener").click()
    words = phone.get_by_role("searchbox", name="查找")
    expect(words).to_be_focused()
    expect(phone.locator("#find-hint")).to_be_visible()
    words.fill("smq")
    expect(phone.locator("#find-hint")).to_be_hidden()
    words.press("Enter")
    expect(phone.get_by_role("main")).to_contain_text("查找“smq”的结果")


def test_in_large_type_every_column_of_the_list_is_in_sight(
    window_of: WindowOf, cast: Cast, household: Household
) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/")
    page.evaluate("document.documentElement.dataset.size = 'large'")
    expect(page.locator("html")).to_have_css("font-size", "18px")
    expect(page.locator(".sheet.fits")).to_be_visible()


def test_charts_are_drawn_before_anybody_scrolls(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/figures/")
    charts = page.locator(".chart:not([hidden])")
    expect(charts.first.locator("svg")).to_be_visible()
    expect(page.locator(".chart:not([hidden]) svg")).to_have_count(charts.count())


def test_large_type_stays_and_fits(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/")
    page.locator("header summary").click()
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_css("font-size", "18px")
    page.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("户")
    expect(page.locator("html")).to_have_css("font-size", "18px")
    page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")
