"""Lists, days and numbers as somebody types them who knows the codes."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.choices import Sex
from tests.cast import Cast
from tests.factories import Tree, household_of, id_number

from .entering import member_card

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]

FOCUS = "() => document.activeElement.labels[0].textContent.trim()"


@pytest.fixture
def form(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Page:
    """登记新户, empty, before the county's clerk."""
    sign_in(cast.county_clerk)
    page.goto("/households/new/", wait_until="networkidle")
    return page


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("04", "dibao_poor"), ("低保贫", "dibao_poor"), ("dbp", "dibao_poor"), ("7", "dibao_destitute_poor")],
)
def test_a_choice_is_made_by_code_label_or_initials(form: Page, typed: str, chosen: str) -> None:
    form.get_by_label("户属性").focus()
    (form.keyboard.type if typed.isascii() else form.keyboard.insert_text)(typed)
    form.keyboard.press("Enter")
    expect(form.locator("select[name=attribute]")).to_have_value(chosen)


def test_a_whole_code_goes_on_by_itself_and_shift_enter_comes_back(form: Page) -> None:
    form.get_by_label("户属性").focus()
    form.keyboard.type("04")
    assert form.evaluate(FOCUS).startswith("主要致贫原因")
    form.keyboard.press("Shift+Enter")
    assert form.evaluate(FOCUS).startswith("户属性")


def test_words_that_no_list_knows_are_said_and_choose_nothing(form: Page) -> None:
    form.get_by_label("主要致贫原因").focus()
    form.keyboard.type("77")
    expect(form.get_by_role("option", name="没有这一项")).to_be_visible()
    form.keyboard.press("Enter")
    assert form.evaluate(FOCUS).startswith("主要致贫原因")
    expect(form.get_by_role("alert").filter(has_text="“77”不在列表中")).to_be_visible()
    expect(form.locator("select[name=main_cause]")).to_have_value("")


def test_a_list_is_also_clicked(form: Page) -> None:
    form.get_by_label("主要致贫原因").click()
    form.get_by_role("option", name="缺技术").click()
    expect(form.locator("select[name=main_cause]")).to_have_value("skill")


def test_several_are_chosen_by_their_codes_together(form: Page) -> None:
    causes = form.get_by_role("group", name="其他致贫原因")
    causes.get_by_role("textbox").fill("0709")
    form.keyboard.press("Enter")
    expect(causes.get_by_label("缺技术")).to_be_checked()
    expect(causes.get_by_label("缺资金")).to_be_checked()
    expect(causes.get_by_role("textbox")).to_have_value("07 09")


@pytest.mark.parametrize("typed", ["20160312", "2016-3-12", "2016.03.12"])
def test_a_day_is_typed_in_one_go(form: Page, typed: str) -> None:
    form.get_by_label("住房整改", exact=True).focus()
    form.keyboard.press("Enter")
    form.keyboard.type(typed)
    form.keyboard.press("Tab")
    expect(form.locator("[name$=remedy_on]")).to_have_value("2016-03-12")


def test_a_day_that_does_not_exist_is_said_and_kept(form: Page) -> None:
    form.get_by_label("住房整改", exact=True).focus()
    form.keyboard.press("Enter")
    form.keyboard.type("20160231")
    form.keyboard.press("Tab")
    expect(form.get_by_role("alert").filter(has_text="“20160231”不是日期")).to_be_visible()
    expect(form.locator("[name$=remedy_on]")).to_have_value("20160231")


def test_the_number_tells_birth_date_and_sex_and_is_checked_while_it_is_typed(form: Page) -> None:
    row = member_card(form, 1)
    row.get_by_label("证件号码").fill(id_number(date(1972, 5, 1), Sex.FEMALE, 2))
    expect(row.locator("[name$=born]")).to_have_value("1972-05-01")
    expect(row.locator("[name$=sex]")).to_have_value("female")
    row.get_by_label("证件号码").fill("000000197205010000")
    expect(row.get_by_role("status")).to_contain_text("校验码不对")


def test_a_number_that_is_registered_is_said_while_it_is_typed(form: Page, tree: Tree) -> None:
    number = id_number(date(1972, 5, 1), Sex.FEMALE, 77)
    taken = household_of(1, village=tree.village, head={"name": "吴冬梅", "number": number})
    elsewhere = household_of(1, village=tree.neighbour_village)
    row = member_card(form, 1)
    row.get_by_label("证件号码").fill(number)
    expect(row.get_by_role("status")).to_contain_text(f"户编号 {taken.pk}）的成员")
    assert str(elsewhere.pk) not in form.content()


def test_f8_saves_from_anywhere_and_f1_shows_the_keys(form: Page) -> None:
    form.get_by_label("家庭住址").focus()
    form.keyboard.press("F1")
    expect(form.get_by_text("下一项 / 上一项")).to_be_visible()
    form.keyboard.press("F8")
    expect(form.get_by_role("alert").first).to_be_visible()


def test_lists_rows_and_messages_are_accessible_while_one_types(
    form: Page, assert_accessible: Callable[..., None]
) -> None:
    # So wide that no column of the grid is scrolled half away.
    form.set_viewport_size({"width": 3200, "height": 900})
    form.keyboard.press("F1")
    form.get_by_role("button", name="再加一名成员").click()
    member_card(form, 1).get_by_label("证件号码").fill("000000197205010000")
    expect(member_card(form, 1).get_by_role("status")).to_contain_text("校验码不对")
    assert_accessible(form)
    # An open list lies over what stands below it, which is reached again when it closes.
    for box in (form.get_by_label("户属性"), member_card(form, 1).locator("[data-codes]")):
        box.focus()
        form.keyboard.type("0")
        expect(form.get_by_role("listbox")).to_be_visible()
        assert_accessible(form, ":focus", "[role=listbox]")
