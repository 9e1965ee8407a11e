"""A village is found by name or pinyin initials, chosen with the keyboard, and posted as an id."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from registry.accounts.models import User
from registry.regions.models import Region
from tests.factories import plant_tree, posted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village() -> Region:
    """城北村, in the county of the clerk."""
    return plant_tree().village


@pytest.fixture
def box(page: Page, sign_in: Callable[[User], None], village: Region) -> Locator:
    """The picker of the village on the page where a household is registered."""
    sign_in(posted("county_clerk", Region.objects.get(code=433124000000, level=3)))
    page.goto("/households/new/")
    return page.get_by_role("combobox", name="所在村")


@pytest.mark.parametrize("words", ["城北", "cbc", "433124100200"])
def test_a_village_is_found_by_name_initials_or_code(box: Locator, village: Region, words: str) -> None:
    box.fill(words)
    box.page.get_by_role("option", name="城北村").click()
    expect(box).to_have_value(village.shown_name)
    expect(box.page.locator("input[name$=village][type=hidden]")).to_have_value(str(village.pk))


def test_the_keyboard_alone_chooses(box: Locator) -> None:
    box.fill("城")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = box.page.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.get_attribute("data-text")
    box.press("Enter")
    expect(box).to_have_value(str(name))
    expect(box).to_have_attribute("aria-expanded", "false")


def test_words_that_chose_nothing_do_not_stay(box: Locator) -> None:
    box.fill("城")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.page.get_by_role("heading", level=1).click()
    expect(box).to_have_value("")


def test_what_does_not_exist_is_said(box: Locator) -> None:
    box.fill("没有这个村")
    expect(box.page.get_by_text("没有找到")).to_be_visible()


def test_a_village_of_another_county_is_not_offered(box: Locator) -> None:
    box.fill("邻一")
    expect(box.page.get_by_text("没有找到")).to_be_visible()
