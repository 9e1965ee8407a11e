"""Named operations as a clerk does them: a household is split, offered to another village, and a mistake is undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.models import Household
from tests.cast import Cast
from tests.factories import Tree, enter_year, household_of

WindowOf = Callable[[User], Page]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def household(tree: Tree) -> Household:
    """A poor household of four in 城北村: head, wife, son, daughter."""
    made = household_of(4, village=tree.village)
    enter_year(made)
    return made


def open_operation(page: Page, household: Household, name: str) -> None:
    """Through the menu on the household's page."""
    page.goto(f"/households/{household.pk}/")
    page.get_by_text("办理业务", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def fill_grounds(page: Page, reason: str) -> None:
    page.get_by_label("发生日期").fill("2016-05-01")
    page.get_by_label("原因").fill(reason)


def test_a_son_sets_up_house_and_the_split_is_undone(
    window_of: WindowOf, cast: Cast, household: Household, assert_accessible: Callable[[Page], None]
) -> None:
    son = household.memberships.get(relation="son").person.name
    page = window_of(cast.county_clerk)
    open_operation(page, household, "分户")
    fill_grounds(page, "分家另过")
    his = page.get_by_role("group", name=son, exact=True)
    his.get_by_role("radio", name="分到新户").check()
    page.get_by_role("button", name="分户").click()
    expect(page.get_by_role("alert")).to_contain_text("新户：没有户主")
    assert_accessible(page)
    his.get_by_label("分户后与户主关系").select_option("户主")
    page.get_by_role("button", name="分户").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{son} 户")
    page.goto("/operations/")
    assert_accessible(page)
    page.get_by_role("link", name="撤销").click()
    expect(page.get_by_role("main")).to_contain_text("撤销后恢复的内容")
    assert_accessible(page)
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("main")).to_contain_text("家庭成员 4 人")


def test_a_household_goes_to_another_village_when_the_other_side_agrees(
    window_of: WindowOf, cast: Cast, household: Household, assert_accessible: Callable[[Page], None]
) -> None:
    page, taker = window_of(cast.county_clerk), window_of(cast.neighbour_clerk)
    open_operation(page, household, "户籍变更")
    page.get_by_label("迁入村").fill("邻一")
    page.get_by_role("option").first.click()
    page.get_by_label("户籍变更日期").fill("2016-05-01")
    page.get_by_label("原因").fill("投靠子女")
    page.get_by_role("button", name="提交迁入地确认").click()
    expect(page.get_by_role("status")).to_contain_text("邻一村确认")
    taker.goto("/")
    taker.get_by_role("link", name="去答复").click()
    assert_accessible(taker)
    taker.get_by_role("button", name="同意", exact=True).click()
    taker.get_by_role("button", name="同意迁入").click()
    expect(taker.get_by_role("main")).to_contain_text(str(household.pk))
    expect(taker.get_by_role("main")).to_contain_text("邻一村")
