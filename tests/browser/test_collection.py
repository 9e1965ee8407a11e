"""A clerk confirms the open year by keyboard, submits it, and a reviewer reads, sends back and checks it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward
from registry.choices import CollectionState, RunState
from registry.models import Collection, Household, MemberYear, Survey
from registry.regions.spans import span_of
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of

pytestmark = pytest.mark.django_db(transaction=True)
Look = Callable[[Page], None]


@pytest.fixture
def household(tree: Tree) -> Household:
    """Three persons, whose 2015 was brought into the open 2016."""
    made = household_of(3, village=tree.village, group="一组", head={"name": "石清明"})
    enter_year(made, 2015)
    closed_run(2015, state=RunState.FINISHED)
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    return made


def fill_visit(page: Page) -> None:
    page.get_by_label("采集人一").fill("石玉兰")
    page.get_by_label("采集人二").fill("龙建国")
    page.get_by_label("入户日期").fill("2016-09-12")


def test_one_key_confirms_a_field_a_person_and_the_household(
    page: Page, sign_in: Callable[[User], None], cast: Cast, household: Household, assert_accessible: Look
) -> None:
    sign_in(cast.county_clerk)
    page.goto(f"/households/{household.pk}/year/")
    ticks = page.get_by_label("无变化")
    expect(ticks).to_have_count(4)
    assert_accessible(page)

    # A field: it is marked as looked at, and the next one has the focus.
    first = page.locator("[data-waits] .field").first
    first.locator("select, input").first.focus()
    page.keyboard.press("F9")
    expect(first).to_have_attribute("data-looked", "")
    assert not first.evaluate("field => field.contains(document.activeElement)")

    # What is changed shows what it was.
    grade = page.locator("#id_survey-housing_grade")
    grade.evaluate("box => { box.value = 'C'; box.dispatchEvent(new Event('change', {bubbles: true})); }")
    expect(page.get_by_text("2015 年：A级（安全）")).to_be_visible()

    # A person, then everybody.
    page.keyboard.press("Alt+u")
    expect(ticks.first).to_be_checked()
    expect(ticks.nth(1)).not_to_be_checked()
    page.keyboard.press("Alt+Shift+U")
    for number in range(4):
        expect(ticks.nth(number)).to_be_checked()
    page.locator("#id_income-wage").fill("8000")
    fill_visit(page)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("2016 年度资料已保存")).to_be_visible()
    assert not MemberYear.objects.filter(year=2016, confirmed=False).exists()
    assert Survey.objects.get(year=2016).housing_grade == "C"


def test_a_record_goes_from_the_clerk_to_the_reviewer_and_back(
    window_of: Callable[[User], Page], cast: Cast, household: Household, assert_accessible: Look
) -> None:
    clerk, reviewer = window_of(cast.county_clerk), window_of(cast.township_reviewer)
    clerk.goto(f"/households/{household.pk}/year/")
    clerk.get_by_role("button", name="全户无变化").click()
    clerk.locator("#id_income-wage").fill("8000")
    fill_visit(clerk)
    clerk.get_by_role("button", name="保存", exact=True).click()
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.get_by_text("已提交审核")).to_be_visible()

    reviewer.goto("/")
    reviewer.get_by_role("link", name="去审核").click()
    assert_accessible(reviewer)
    reviewer.get_by_role("link", name="石清明").click()
    assert_accessible(reviewer)
    reviewer.get_by_role("button", name="退回").first.click()
    reviewer.get_by_label("原因").fill("住房等级与照片不符")
    reviewer.get_by_role("dialog").get_by_role("button", name="退回").click()
    expect(reviewer.get_by_text("已退回，录入人会在工作台看到")).to_be_visible()

    clerk.goto("/")
    clerk.get_by_role("link", name="去改正").click()
    clerk.get_by_role("link", name="石清明").click()
    expect(clerk.get_by_text("退回原因：住房等级与照片不符")).to_be_visible()
    clerk.get_by_role("button", name="提交审核").click()

    reviewer.goto("/collections/")
    reviewer.get_by_label("选中 石清明 户").check()
    reviewer.get_by_role("button", name="审核通过所选").click()
    expect(reviewer.get_by_text("已审核 1 户")).to_be_visible()
    assert Collection.objects.get().state == CollectionState.CHECKED


def test_progress_opens_down_to_the_group_and_the_list_behind(
    page: Page, sign_in: Callable[[User], None], cast: Cast, household: Household, assert_accessible: Look
) -> None:
    sign_in(cast.county_clerk)
    page.goto("/progress/")
    page.get_by_role("link", name="花垣镇").click()
    page.get_by_role("link", name="城北村").click()
    expect(page.get_by_role("rowheader", name="一组")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("row", name="一组").get_by_role("link", name="1").last.click()
    expect(page.get_by_role("link", name="石清明")).to_be_visible()
