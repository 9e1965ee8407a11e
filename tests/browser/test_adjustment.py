"""Two provincial administrators close the year and read why a household came out as it did."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import DecisionState
from registry.models import Household
from registry.parameters.models import PovertyLine
from tests.cast import Cast
from tests.factories import DecisionFactory, Tree, enter_year, household_of
from tests.parameters.rows import line
from tests.registry.test_run_views import closed_by_the_job

from .working import do_the_work

WindowOf = Callable[[User], Page]
AssertAccessible = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines() -> None:
    """The national lines; what the migrations bring is gone after another browser test."""
    for year, amount in ((2015, "2855"), (2016, "2952")):
        if not PovertyLine.objects.filter(year=year, province_code=None).exists():
            line(year, amount)


@pytest.fixture
def leaving(cast: Cast, tree: Tree, lines: None) -> Household:
    """A poor household of four that meets everything in 2016 and has an approved decision to exit; 2015 is closed."""
    household = household_of(4, village=tree.village)
    household_of(2, village=tree.neighbour_village)
    closed_by_the_job(2015, cast, baseline=True)
    enter_year(household)
    DecisionFactory(
        household=household,
        state=DecisionState.APPROVED,
        proposed_by=cast.county_clerk,
        approved_by=cast.county_approver,
    )
    return household


def press(page: Page, button: str, confirmation: str) -> None:
    """A step that asks first."""
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=confirmation, exact=True).click()


def figure(page: Page, title: str) -> Locator:
    """A figure of the page by its heading."""
    return page.locator(".figure", has=page.get_by_role("heading", name=title))


def begin_rehearsal(page: Page) -> None:
    """Open 2016 and ask for its rehearsal."""
    page.goto("/adjustment/")
    page.get_by_role("button", name="开启湖南省 2016 年度").click()
    press(page, "试算", "开始试算")


def rehearse(page: Page) -> None:
    """Open 2016 and rehearse it."""
    begin_rehearsal(page)
    expect(page.get_by_role("progressbar", name="进度")).to_be_visible()
    do_the_work()
    expect(page.locator(".head")).to_contain_text("已试算")


def approve_and_apply(page: Page, assert_accessible: AssertAccessible) -> None:
    """Approve and start the run of 2016 that another has rehearsed."""
    page.goto("/adjustment/")
    page.get_by_role("link", name="2016").click()
    page.get_by_role("link", name="批准…").click()
    expect(page.get_by_role("main")).to_contain_text("批准的是这一次试算")
    assert_accessible(page)
    page.get_by_role("button", name="批准").click()
    press(page, "执行", "执行")
    expect(page.get_by_role("progressbar", name="进度")).to_be_visible()
    do_the_work()
    expect(page.locator(".head")).to_contain_text("已完成")


def test_one_rehearses_another_approves_and_starts_and_the_year_balances(
    window_of: WindowOf, cast: Cast, leaving: Household, assert_accessible: AssertAccessible
) -> None:
    first, second = window_of(cast.provincial_administrator), window_of(cast.second_administrator)
    rehearse(first)
    expect(figure(first, "脱贫")).to_contain_text("1户")
    expect(first.get_by_role("link", name="批准…")).to_have_count(0)
    assert_accessible(first)
    approve_and_apply(second, assert_accessible)
    expect(second.locator("#balance")).to_contain_text("全部平衡")
    assert_accessible(second)


def test_a_number_opens_the_areas_below_it_and_at_last_the_household_and_its_reasons(
    window_of: WindowOf, cast: Cast, leaving: Household, assert_accessible: AssertAccessible
) -> None:
    run = closed_by_the_job(2016, cast)
    page = window_of(cast.provincial_administrator)
    page.goto(f"/adjustment/{run.pk}/")
    for area in ("湘西土家族苗族自治州", "花垣县", "花垣镇"):
        page.locator("#balance").get_by_role("rowheader", name=area).get_by_role("link").click()
        expect(page.get_by_role("navigation", name="区域层级").locator("b")).to_have_text(area)
    page.locator("#balance").get_by_role("row", name="城北村").get_by_role("link", name="4").last.click()
    page.get_by_role("region", name="名单").get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("“脱贫”决定已批准并符合条件")
    assert_accessible(page)
    page.get_by_role("link", name="看这一户").click()
    expect(page.get_by_role("main")).to_contain_text("已脱贫")


def test_a_county_reads_the_year_while_it_is_rehearsed(window_of: WindowOf, cast: Cast, leaving: Household) -> None:
    administrator, leader = window_of(cast.provincial_administrator), window_of(cast.county_leader)
    begin_rehearsal(administrator)
    expect(administrator.get_by_role("progressbar", name="进度")).to_be_visible()
    leader.goto(administrator.url)
    expect(leader.locator("#balance")).to_contain_text("试算以后才有平衡表")
    expect(leader.get_by_role("progressbar", name="进度")).to_have_count(0)


def test_a_rehearsal_without_a_national_line_is_refused_in_words(
    window_of: WindowOf, cast: Cast, leaving: Household
) -> None:
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        PovertyLine.objects.filter(year=2016).delete()
    page = window_of(cast.provincial_administrator)
    begin_rehearsal(page)
    expect(page.get_by_role("alert")).to_contain_text("没有 2016 年度的国家扶贫标准，不能试算")
    page.get_by_role("link", name="返回上一页").click()
    expect(page.locator(".head")).to_contain_text("已开启")


def test_the_pages_beside_the_overview_are_accessible(
    window_of: WindowOf, cast: Cast, leaving: Household, assert_accessible: AssertAccessible
) -> None:
    run = closed_by_the_job(2016, cast)
    page = window_of(cast.provincial_administrator)
    page.goto(f"/adjustment/{run.pk}/")
    for name in ("与上年、计划比较", "未生效、疑点和失效", "执行进度"):
        page.get_by_role("navigation", name="年度动态调整").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name[-2:])
        assert_accessible(page)
    for name in ("plan", "freeze"):
        page.goto(f"/adjustment/{run.pk}/{name}/")
        assert_accessible(page)
    page.get_by_role("button", name="封账").click()
    expect(page.locator(".head")).to_contain_text("已封账")
