"""What goes wrong while somebody types: the session ends, the posting ends, the line breaks, far too much is pasted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from registry.accounts.actions.postings import end_posting
from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.models import Household
from tests.cast import Cast
from tests.factories import PostingFactory, Tree, household_of

from .entering import member_card
from .test_entry_desk import PASTE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]
SignIn = Callable[[User], None]
TYPED = "三组大樟树旁"


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(2, village=tree.village, head={"name": "石清明"})


@pytest.fixture
def address(household: Household) -> str:
    return f"/households/{household.pk}/edit/"


@pytest.fixture
def desk(page: Page, cast: Cast, sign_in: SignIn, address: str) -> Page:
    """The clerk's window, in which something was just typed that no draft holds yet."""
    sign_in(cast.county_clerk)
    page.goto(address, wait_until="networkidle")
    page.get_by_label("家庭住址").fill(TYPED)
    return page


def saved(household: Household) -> str:
    household.refresh_from_db()
    return household.address


def test_saving_after_the_session_ran_out_stays_on_the_page_until_one_is_logged_in_again(
    desk: Page, cast: Cast, sign_in: SignIn, household: Household
) -> None:
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.keyboard.press("F8")
    expect(desk.get_by_text("登录已失效")).to_be_visible()
    expect(desk.get_by_label("家庭住址")).to_have_value(TYPED)
    sign_in(cast.county_clerk)
    expect(desk.get_by_text("登录已恢复，请再保存一次")).to_be_visible()
    expect(desk.get_by_text("登录已失效")).to_have_count(0)
    desk.keyboard.press("F8")
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    assert saved(household) == TYPED


def test_who_has_logged_in_again_in_another_tab_saves_at_the_first_attempt(
    desk: Page, cast: Cast, sign_in: SignIn, household: Household, complaints: list[str]
) -> None:
    desk.context.clear_cookies()
    sign_in(cast.county_clerk)
    desk.keyboard.press("F8")
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    assert saved(household) == TYPED
    complaints.clear()  # that the page's token was old


def test_saving_without_a_line_to_the_server_stays_on_the_page(
    desk: Page, household: Household, complaints: list[str]
) -> None:
    desk.context.set_offline(True)
    desk.keyboard.press("F8")
    expect(desk.get_by_text("连接不上服务器")).to_be_visible()
    desk.context.set_offline(False)
    expect(desk.get_by_text("连接不上服务器")).to_have_count(0)
    desk.keyboard.press("F8")
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    assert saved(household) == TYPED
    complaints.clear()  # that the line was broken


def test_who_was_transferred_while_typing_is_told_and_finds_the_draft_when_the_posting_is_back(
    desk: Page, cast: Cast, tree: Tree, household: Household, address: str
) -> None:
    end_posting(posting_id=cast.county_clerk.postings.get().pk, by=SYSTEM, reason="调离")
    desk.keyboard.press("F8")
    expect(desk.get_by_role("heading", level=1)).to_have_text("无权访问")
    expect(desk.get_by_role("main")).to_contain_text("没有保存任何改动")
    assert saved(household) == ""
    PostingFactory(user=cast.county_clerk, role="county_clerk", region=tree.county, since=date(2016, 1, 1))
    desk.goto(address)
    desk.get_by_role("button", name="恢复").click()
    expect(desk.get_by_label("家庭住址")).to_have_value(TYPED)


def test_an_impatient_clerk_saves_once(desk: Page, household: Household) -> None:
    for _ in range(3):
        desk.keyboard.press("F8")
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    household.refresh_from_db()
    assert household.version == 2


def test_after_logging_out_neither_back_nor_forward_shows_a_household(desk: Page, household: Household) -> None:
    desk.keyboard.press("F8")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("石清明")
    desk.locator("header summary").click()
    desk.get_by_role("button", name="退出").click()
    for go in (desk.go_back, desk.go_back, desk.go_forward):
        go()
        expect(desk.get_by_role("heading", level=1)).to_have_text("登录")
        expect(desk.locator("body")).not_to_contain_text("石清明")


def test_of_two_thousand_pasted_rows_a_household_takes_thirty_and_says_so(desk: Page) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto("/households/new/", wait_until="networkidle")
    rows = "\n".join(f"石{number}" for number in range(2000))
    desk.evaluate(PASTE, [member_card(desk, 1).get_by_label("姓名").element_handle(), rows])
    expect(desk.locator(".member:visible")).to_have_count(30)
    said = desk.locator("[data-pasted]")
    expect(said).to_contain_text("已粘贴 30 行")
    expect(said).to_contain_text("多出 1970 行没有粘贴：一户最多 30 人")
    expect(member_card(desk, 30).get_by_label("姓名")).to_have_value("石29")
    # What stands there already is not pushed out by what comes after it.
    desk.evaluate(PASTE, [member_card(desk, 30).get_by_label("姓名").element_handle(), "石甲\n石乙"])
    expect(said).to_contain_text("多出 1 行没有粘贴")
