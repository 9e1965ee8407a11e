"""Finding households: by a scrap of what is known, by conditions, and never in another's county."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.choices import Status
from registry.models import Household
from tests.cast import Cast
from tests.factories import HouseholdFactory, MembershipFactory, PersonFactory, Tree

WindowOf = Callable[[User], Page]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def households(tree: Tree) -> dict[str, Household]:
    """One of 张秋分, poor, and one of 单清明, who has left poverty, both in 城北村."""
    made: dict[str, Household] = {}
    for name, status in (("张秋分", Status.POOR), ("单清明", Status.EXITED)):
        made[name] = HouseholdFactory(village=tree.village, status=status)
        MembershipFactory(household=made[name], person=PersonFactory(village_code=tree.village.code, name=name))
    return made


def find(page: Page, words: str) -> None:
    """Through the box at the top of every page."""
    box = page.get_by_role("searchbox", name="查找")
    box.fill(words)
    box.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(f"查找“{words}”的结果")


@pytest.mark.usefixtures("households")
@pytest.mark.parametrize(("initials", "name"), [("zqf", "张秋分"), ("sqm", "单清明")])
def test_somebody_is_found_by_initials_and_the_address_does_not_tell_them(
    window_of: WindowOf, cast: Cast, initials: str, name: str
) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/")
    find(page, initials)
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_text([name])
    assert initials not in page.url
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name} 户")


@pytest.mark.usefixtures("households")
def test_conditions_narrow_the_list_and_are_reset(window_of: WindowOf, cast: Cast) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/")
    heads = page.get_by_role("table").get_by_role("rowheader")
    expect(heads).to_have_text(["张秋分", "单清明"])
    page.get_by_role("combobox", name="状态", exact=True).select_option("未脱贫与返贫")
    page.get_by_role("button", name="查询").click()
    expect(heads).to_have_text(["张秋分"])
    expect(page.get_by_role("main")).to_contain_text("共 1 户 · 1 人")
    page.get_by_role("link", name="重置").click()
    expect(heads).to_have_count(2)


def test_for_the_neighbours_clerk_a_household_does_not_exist(
    window_of: WindowOf, cast: Cast, households: dict[str, Household]
) -> None:
    page = window_of(cast.neighbour_clerk)
    answer = page.goto(f"/households/{households['张秋分'].pk}/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到")
    find(page, "zqf")
    expect(page.get_by_role("table")).to_contain_text("没有符合条件的农户")


@pytest.mark.usefixtures("households")
def test_a_figure_of_the_work_bench_opens_the_list_behind_it(window_of: WindowOf, cast: Cast) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/")
    expect(page.get_by_role("region", name="年度采集进度")).to_contain_text("花垣镇")
    poor = page.locator(".figure", has=page.get_by_role("heading", name="未脱贫与返贫"))
    poor.get_by_role("link").click()
    expect(page).to_have_url(re.compile("status=poor_stock"))
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_text(["张秋分"])


@pytest.mark.usefixtures("households")
def test_enter_asks_and_a_chip_takes_the_condition_away(window_of: WindowOf, cast: Cast) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/")
    heads = page.get_by_role("table").get_by_role("rowheader")
    page.get_by_role("button", name="更多条件").click()
    page.get_by_label("人口从").fill("2")
    page.get_by_label("人口从").press("Enter")
    expect(page.get_by_role("table")).to_contain_text("没有符合条件的农户")
    expect(page).to_have_url(re.compile(r"/households/\?members_from=2$"))
    page.get_by_role("link", name="人口从：2").click()
    expect(heads).to_have_count(2)


@pytest.mark.usefixtures("households")
def test_columns_and_conditions_are_kept(
    window_of: WindowOf, cast: Cast, assert_accessible: Callable[[Page], None]
) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/?status=poor")
    page.get_by_role("button", name="列设置").click()
    page.get_by_role("checkbox", name="计划脱贫").check()
    page.get_by_role("radio", name="紧凑").check()
    assert_accessible(page)
    page.get_by_role("button", name="保存设置").click()
    expect(page.get_by_role("columnheader", name="计划脱贫")).to_be_visible()
    page.locator("summary", has_text="常用查询").click()
    page.get_by_role("button", name="保存当前条件…").click()
    page.get_by_label("名称", exact=True).fill("未脱贫户")
    page.get_by_label("名称", exact=True).press("Enter")
    page.goto("/households/")
    page.locator("summary", has_text="常用查询").click()
    page.get_by_role("link", name="未脱贫户").click()
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_text(["张秋分"])


@pytest.mark.usefixtures("households")
def test_rows_are_ticked_changed_together_and_taken_back(
    window_of: WindowOf, cast: Cast, assert_accessible: Callable[[Page], None]
) -> None:
    page = window_of(cast.county_clerk)
    page.goto("/households/")
    change = page.get_by_role("button", name="批量修改所选")
    expect(change).to_be_disabled()
    page.get_by_label("选中本页全部").check()
    change.click()
    page.get_by_label("修改哪一项").select_option("计划脱贫年度")
    expect(page.get_by_label("村民小组")).to_be_hidden()
    page.get_by_label("计划脱贫年度", exact=True).fill("2017")
    page.get_by_label("原因", exact=True).fill("按县里退出计划")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("row", name="单清明")).to_contain_text("已脱贫，不再计划脱贫")
    expect(page.get_by_role("row", name="张秋分")).to_contain_text("2017")
    assert_accessible(page)
    page.get_by_role("button", name="确认修改 1 户").click()
    expect(page.get_by_role("main")).to_contain_text("修改了 1 户")
    page.get_by_role("link", name="撤销…").click()
    expect(page.get_by_role("row", name="计划脱贫年度")).to_contain_text("2017")
    page.get_by_role("button", name="撤销").first.click()
    expect(page.get_by_role("main")).to_contain_text("已撤销")
    assert not Household.objects.filter(planned_exit_year=2017).exists()


@pytest.mark.usefixtures("households")
def test_on_a_phone_the_list_and_its_settings_fit(window_of: WindowOf, cast: Cast) -> None:
    page = window_of(cast.county_clerk)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/households/?status=poor&member=disabled")
    page.get_by_role("button", name="更多条件").click()
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    page.goto("/households/")
    page.get_by_label("选中 张秋分 户").check()
    expect(page.get_by_role("button", name="批量修改所选")).to_be_enabled()
