"""What is changed about a household once it is registered."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from registry.accounts.models import User
from registry.choices import Sex
from registry.models import Household
from tests.cast import Cast
from tests.factories import Tree, enter_year, household_of, id_number

WindowOf = Callable[[User], Page]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def household(tree: Tree) -> Household:
    """A poor household of four in 城北村: head, wife, son, daughter."""
    made = household_of(4, village=tree.village)
    enter_year(made)
    return made


def names(household: Household) -> list[str]:
    """Head first."""
    return [membership.person.name for membership in household.memberships.order_by("pk").select_related("person")]


def members(page: Page) -> Locator:
    """The table on the household's page."""
    return page.get_by_role("region", name="家庭成员")


def test_of_two_clerks_the_slower_sees_what_changed_and_saves_on_purpose(
    window_of: WindowOf, cast: Cast, household: Household
) -> None:
    faster, slower = window_of(cast.township_clerk), window_of(cast.county_clerk)
    for page, address in ((faster, "一组 3 号"), (slower, "二组 5 号")):
        page.goto(f"/households/{household.pk}/edit/")
        page.get_by_label("家庭住址").fill(address)
    faster.get_by_role("button", name="保存", exact=True).click()
    expect(faster.locator("#messages")).to_contain_text("已保存")
    slower.get_by_role("button", name="保存", exact=True).click()
    expect(slower.locator("#messages")).to_contain_text(re.compile(f"{cast.township_clerk.name}.*一组 3 号"))
    expect(slower.get_by_label("家庭住址")).to_have_value("二组 5 号")
    slower.get_by_role("button", name="保存", exact=True).click()
    expect(slower.locator("#messages")).to_contain_text("已保存")
    expect(slower.get_by_role("main")).to_contain_text("二组 5 号")


def test_a_daughter_in_law_joins(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("link", name="增人").click()
    page.get_by_label("增加原因").select_option("婚入")
    page.get_by_label("增加日期").fill("2016-05-01")
    page.get_by_label("姓名").fill("田小满")
    page.get_by_label("证件号码").fill(id_number(date(1997, 5, 20), Sex.FEMALE, 499))
    page.get_by_label("与户主关系").select_option("之儿媳")
    page.get_by_role("button", name="增加成员").click()
    expect(members(page).get_by_role("row", name="田小满")).to_contain_text("之儿媳")
    expect(page.get_by_role("main")).to_contain_text("家庭成员 5 人")


def test_the_head_leaves_and_another_follows(window_of: WindowOf, cast: Cast, household: Household) -> None:
    head, wife, son, daughter = names(household)
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("link", name="减人").click()
    page.get_by_role("radio", name=head).check()
    page.get_by_label("减少原因").select_option("死亡")
    page.get_by_label("减少日期").fill("2016-03-08")
    page.get_by_role("button", name="减少成员").click()
    expect(page.get_by_role("alert")).to_contain_text("请选择新户主")
    page.get_by_label("新户主", exact=True).select_option(wife)
    page.get_by_label(f"{son} 与新户主关系").select_option("之子")
    page.get_by_label(f"{daughter} 与新户主关系").select_option("之女")
    page.get_by_role("button", name="减少成员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{wife} 户")
    expect(members(page).get_by_role("rowheader")).to_have_text([re.compile(name) for name in (wife, son, daughter)])
    expect(page.get_by_role("main")).to_contain_text(f"已减少： {head}")


def test_a_misspelt_name_is_corrected_for_a_reason(window_of: WindowOf, cast: Cast, household: Household) -> None:
    wife = names(household)[1]
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("link", name=f"更正 {wife}").click()
    page.get_by_label("姓名").fill("吴冬妹")
    page.get_by_label("更正原因").fill("与户口簿不符")
    page.get_by_role("button", name="保存更正").click()
    expect(members(page).get_by_role("row", name="吴冬妹")).to_contain_text("配偶")
    expect(page.locator(".events li").first).to_contain_text("与户口簿不符")


def test_a_year_is_entered_and_the_guarantees_follow(window_of: WindowOf, cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    water = page.locator(".checklist").get_by_role("listitem").filter(has_text="饮水")
    expect(water).to_contain_text("未采集")
    page.get_by_role("link", name="编辑 2016 年度").click()
    page.get_by_label("工资性收入").fill("18000")
    page.get_by_label("解决安全饮用水").select_option("是")
    page.get_by_label("城乡居民基本医疗保险").select_option("是")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(water).to_contain_text("已采集：是")
    expect(page.get_by_role("row", name="人均纯收入")).to_contain_text("18,000.00")
    expect(page.locator(".events li").first).to_contain_text(f"{cast.county_clerk.name} 录入年度资料")


def test_a_year_saved_as_it_was_shown_stays_as_it_was(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    met = page.locator(".checklist li.met")
    before = met.all_inner_texts()
    page.get_by_role("link", name="编辑 2016 年度").click()
    expect(page.get_by_label("解决安全饮用水").locator("option:checked")).to_have_text("是")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("没有改动")
    assert met.all_inner_texts() == before
    expect(page.locator(".events li").first).not_to_contain_text("改为")


def test_an_id_number_is_shown_whole_for_a_reason(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    members(page).get_by_role("row", name=names(household)[0]).get_by_role("button", name="查看").click()
    dialog = page.get_by_role("dialog", name="查看完整证件号码")
    dialog.get_by_label("原因").fill("与派出所核对")
    dialog.get_by_role("button", name="查看").click()
    expect(page.get_by_role("main")).to_contain_text("00000019700315")
    expect(page.get_by_role("main")).to_contain_text("本次查看已记入操作记录")
