"""A decision is filed by one and approved by another; a doubt is answered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.models import Household
from tests.cast import Cast
from tests.factories import DoubtFactory, Tree, enter_year, household_of

WindowOf = Callable[[User], Page]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def household(tree: Tree) -> Household:
    """A poor household that meets everything."""
    made = household_of(2, village=tree.village)
    enter_year(made)
    return made


def propose_exit(page: Page, household: Household) -> None:
    """From the household's page."""
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("link", name="提出决定").click()
    page.get_by_role("radio", name="脱贫").check()
    page.get_by_label("理由").fill("务工收入稳定，两不愁三保障达标")
    page.get_by_label("文件日期").fill("2016-11-20")
    page.get_by_label("公告日期").fill("2016-12-01")
    page.get_by_label("程序已完成").check()
    page.get_by_role("button", name="提出").click()
    expect(page.get_by_role("status")).to_contain_text("等待另一人批准")


def test_an_exit_is_filed_by_one_and_approved_by_another(window_of: WindowOf, cast: Cast, household: Household) -> None:
    clerk, approver = window_of(cast.county_clerk), window_of(cast.county_approver)
    propose_exit(clerk, household)
    expect(clerk.get_by_role("button", name="批准")).to_have_count(0)
    approver.goto("/")
    approver.get_by_role("link", name="去批准").click()
    approver.get_by_role("table").get_by_role("link").click()
    approver.get_by_role("button", name="批准").click()
    approver.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(approver.get_by_role("status")).to_contain_text("已批准")
    expect(approver.get_by_role("listitem").filter(has_text="2016 年 脱贫")).to_contain_text("已批准")


def test_the_approver_sends_a_proposal_back_and_the_clerk_reads_why(
    window_of: WindowOf, cast: Cast, household: Household
) -> None:
    clerk, approver = window_of(cast.county_clerk), window_of(cast.county_approver)
    propose_exit(clerk, household)
    approver.goto(clerk.url)
    approver.get_by_role("button", name="退回").click()
    dialog = approver.get_by_role("dialog", name="撤回或退回这项决定")
    dialog.get_by_role("button", name="确定").click()
    expect(dialog.get_by_label("原因")).to_be_focused()
    dialog.get_by_label("原因").fill("公示期间有异议")
    dialog.get_by_role("button", name="确定").click()
    expect(approver.get_by_role("status")).to_have_text("已撤回")
    clerk.reload()
    expect(clerk.get_by_role("listitem").filter(has_text="公示期间有异议")).to_be_visible()


def test_a_doubt_is_answered_and_leaves_the_list(window_of: WindowOf, cast: Cast, household: Household) -> None:
    DoubtFactory(household=household)
    page = window_of(cast.county_clerk)
    page.goto("/doubts/")
    page.get_by_role("button", name="核实").click()
    page.get_by_role("dialog").get_by_label("结果").select_option(label="属实无需修改")
    page.get_by_role("dialog").get_by_label("原因").fill("已到户核对，资料无误")
    page.get_by_role("dialog").get_by_role("button", name="提交").click()
    expect(page.get_by_role("status")).to_have_text("已核实")
    expect(page.get_by_role("main")).to_contain_text("没有符合条件的疑点")
