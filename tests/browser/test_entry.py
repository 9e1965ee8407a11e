"""A clerk enters a household."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from tests.cast import Cast

from .entering import (
    FAMILY,
    choose_by_arrows,
    choose_village,
    choose_village_by_keyboard,
    fill_member,
    member_card,
    tab_to,
    type_into,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def form(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Page:
    """登记新户, empty, before the county's clerk."""
    sign_in(cast.county_clerk)
    page.goto("/households/new/")
    return page


def test_a_household_of_four_is_registered_by_the_keyboard_alone_and_stands_in_the_list(form: Page) -> None:
    choose_village_by_keyboard(form, "cbc")
    choose_by_arrows(form.get_by_label("主要致贫原因"), "因病")
    for place, member in enumerate(FAMILY, start=1):
        if place > 1:
            tab_to(form.get_by_role("button", name="再加一名成员"))
            form.keyboard.press("Enter")
        type_into(member_card(form, place).get_by_label("姓名"), member.name)
        type_into(member_card(form, place).get_by_label("证件号码"), member.number)
        choose_by_arrows(member_card(form, place).get_by_label("与户主关系"), member.relation)
    tab_to(form.get_by_role("button", name="保存", exact=True))
    form.keyboard.press("Enter")
    expect(form.get_by_role("heading", level=1)).to_have_text("石清明 户")
    form.goto("/households/")
    expect(form.get_by_role("row", name="石清明")).to_contain_text(re.compile(r"城北村\s*4\s*.*识别中"))


def test_a_member_card_taken_away_again_is_not_saved(form: Page) -> None:
    choose_village(form, "城北")
    form.get_by_label("主要致贫原因").select_option("因病")
    fill_member(member_card(form, 1), FAMILY[0])
    for place, member in ((2, FAMILY[1]), (3, FAMILY[2])):
        form.get_by_role("button", name="再加一名成员").click()
        fill_member(member_card(form, place), member)
    member_card(form, 2).get_by_role("button", name="去掉这名成员").click()
    expect(member_card(form, 2).get_by_role("heading")).to_have_text("成员 2")
    form.get_by_role("button", name="保存", exact=True).click()
    members = form.get_by_role("region", name="家庭成员").get_by_role("rowheader")
    expect(members).to_have_text([re.compile("石清明"), re.compile("石立夏")])


def test_the_sums_of_income_follow_the_typing_and_the_number_of_members(form: Page) -> None:
    form.get_by_label("工资性收入").fill("12000.50")
    form.get_by_label("低保金").fill("3000")
    form.get_by_label("生产经营性支出").fill("1000")
    form.get_by_label("不计入稳定收入").fill("700")
    sums = form.locator("[data-sums]")
    expect(sums).to_contain_text(re.compile(r"工资性 12,000.50\s+生产经营性 0.00\s+财产性 0.00\s+转移性 3,000.00"))
    expect(sums).to_contain_text(re.compile(r"总收入 15,000.50\s+减：经营支出 1,000.00\s+纯收入 14,000.50"))
    expect(sums).to_contain_text("不计入稳定收入 700.00")
    form.get_by_role("button", name="再加一名成员").click()
    expect(form.locator("[data-head]")).to_have_text("7,000.25")
    member_card(form, 2).get_by_role("button", name="去掉这名成员").click()
    expect(form.locator("[data-head]")).to_have_text("14,000.50")


def test_what_is_no_amount_stays_and_is_said_while_typing_and_a_comma_is_no_mistake(form: Page) -> None:
    wage = form.get_by_label("工资性收入")
    wage.fill("十万")
    wage.press("Enter")
    expect(wage).to_have_value("十万")
    expect(form.get_by_text("请填数字")).to_be_visible()
    wage.fill("100,000")
    wage.press("Enter")
    expect(form.get_by_text("请填数字")).to_have_count(0)
    expect(form.locator("[data-total]")).to_have_text("100,000.00")


def test_typing_begins_at_the_first_field_and_after_a_refusal_at_the_first_wrong_one(form: Page) -> None:
    expect(form.get_by_label("所在村")).to_be_focused()
    choose_village(form, "城北")
    form.keyboard.press("F8")
    expect(form.get_by_label("主要致贫原因")).to_be_focused()


def test_a_wrong_number_is_said_beside_it_and_everything_typed_stays(form: Page) -> None:
    choose_village(form, "城北")
    form.get_by_label("主要致贫原因").select_option("因病")
    form.get_by_label("家庭住址").fill("三组大樟树旁")
    fill_member(member_card(form, 1), replace(FAMILY[0], number="000000197003150000"))
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text(re.compile("证件号码：.*校验码"))
    expect(member_card(form, 1).get_by_label("证件号码")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("家庭住址")).to_have_value("三组大樟树旁")
    member_card(form, 1).get_by_label("证件号码").fill(FAMILY[0].number)
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.get_by_role("status").first).to_contain_text("已登记")


def test_leaving_a_changed_form_asks_and_staying_keeps_what_was_typed(form: Page) -> None:
    form.get_by_label("家庭住址").fill("三组大樟树旁")
    asked: list[str] = []
    form.on("dialog", lambda dialog: asked.append(dialog.type))
    form.on("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("link", name="不保存，返回").click()
    assert asked == ["beforeunload"]
    expect(form.get_by_label("家庭住址")).to_have_value("三组大樟树旁")


def test_leaving_an_untouched_form_asks_nothing(form: Page) -> None:
    form.get_by_role("link", name="不保存，返回").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("农户")
