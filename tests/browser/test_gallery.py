"""The components work: by keyboard, for those who cannot see them, on a phone, in large type."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from registry.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def gallery(page: Page, sign_in: Callable[[User], None]) -> Page:
    """The gallery as somebody without any posting sees it."""
    sign_in(User.objects.create(username="reader", name="张晓"))
    page.goto("/gallery/")
    return page


@pytest.mark.parametrize("size", ["usual", "large"])
def test_the_gallery_is_accessible(gallery: Page, size: str, assert_accessible: Callable[[Page], None]) -> None:
    gallery.context.add_cookies([{"name": "size", "value": size, "url": gallery.url}])
    gallery.reload()
    expect(gallery.locator("html")).to_have_css("font-size", {"usual": "14px", "large": "18px"}[size])
    assert_accessible(gallery)


def test_the_gallery_is_accessible_on_a_phone_and_does_not_scroll_sideways(
    gallery: Page, assert_accessible: Callable[[Page], None]
) -> None:
    gallery.set_viewport_size(PHONE)
    gallery.wait_for_function("width => document.documentElement.scrollWidth === width", arg=PHONE["width"])
    assert_accessible(gallery)


def test_on_a_phone_the_menu_is_a_drawer_that_escape_closes(gallery: Page) -> None:
    gallery.set_viewport_size(PHONE)
    menu = gallery.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()
    gallery.get_by_role("button", name="菜单").click()
    expect(menu.get_by_role("link", name="角色与权限")).to_be_in_viewport()
    gallery.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(gallery.get_by_role("button", name="菜单")).to_be_focused()


def test_on_a_phone_a_stacked_table_names_each_value(gallery: Page) -> None:
    gallery.set_viewport_size(PHONE)
    expect(gallery.locator("#table tbody td", has_text="石清明")).to_have_attribute("data-label", "户主")
    expect(gallery.locator("#table thead")).to_be_hidden()


def test_large_type_is_kept_from_page_to_page(gallery: Page) -> None:
    gallery.locator("header summary").click()
    gallery.get_by_role("button", name="大字").click()
    expect(gallery.locator("html")).to_have_css("font-size", "18px")
    gallery.reload()
    expect(gallery.locator("html")).to_have_css("font-size", "18px")


def test_a_confirmation_opens_asks_a_reason_and_can_be_left(
    gallery: Page, assert_accessible: Callable[[Page], None]
) -> None:
    gallery.get_by_role("button", name="撤回决定").click()
    dialog = gallery.get_by_role("dialog", name="撤回决定")
    expect(dialog.get_by_label("原因")).to_be_visible()
    assert_accessible(gallery)
    dialog.get_by_role("button", name="不办理").click()
    expect(dialog).to_be_hidden()


def test_the_batch_bar_waits_for_a_choice(gallery: Page) -> None:
    batch = gallery.get_by_role("button", name="批量结对帮扶人")
    expect(batch).to_be_disabled()
    gallery.get_by_label("全选").check()
    expect(gallery.locator("#table .bar").first).to_contain_text("已选 3 户")
    expect(batch).to_be_enabled()


def test_further_conditions_unfold(gallery: Page) -> None:
    bar = gallery.locator("#query")
    expect(bar.get_by_label("家庭人口", exact=True)).to_be_hidden()
    bar.get_by_role("button", name="更多条件").click()
    expect(bar.get_by_label("家庭人口", exact=True)).to_be_visible()
    expect(bar.get_by_role("button", name="收起条件")).to_have_attribute("aria-expanded", "true")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(gallery: Page) -> None:
    gallery.keyboard.press("Tab")
    expect(gallery.get_by_role("link", name="跳到正文")).to_be_focused()
    gallery.keyboard.press("Enter")
    expect(gallery).to_have_url(re.compile("#main$"))
