"""A clerk's day, from the opened year to a mistake taken back, by the words on the screen."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from registry import cipher
from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward
from registry.actions.entries import HouseholdEntry
from registry.actions.households import edit_household
from registry.choices import Relation, RunState
from registry.models import Household, Membership, MemberYear
from registry.regions.spans import span_of
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of

from .entering import FAMILY, choose_village, fill_member, member_card

pytestmark = pytest.mark.django_db(transaction=True)
TEN = ("石一山", "石二山", "石三山", "石四山", "石五山", "石六山", "石七山", "石八山", "石九山", "石十山")


@pytest.fixture
def village(tree: Tree) -> dict[str, Household]:
    """By head: ten of the first group in 城北村 and one of four persons in the second; 田家 of four in 城南村. All of
    them have their 2015, which the opening of 2016 brought along."""
    made = {name: household_of(2, village=tree.village, group="一组", head={"name": name}) for name in TEN}
    made["龙大有"] = household_of(4, village=tree.village, group="二组", head={"name": "龙大有"})
    made["田家大"] = household_of(4, village=tree.sibling_village, head={"name": "田家大"})
    for household in made.values():
        enter_year(household, 2015)
    closed_run(2015, state=RunState.FINISHED)
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    return made


@pytest.fixture
def desk(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Iterator[Page]:
    """The clerk's window. Nothing that is opened in it all day is missing or breaks."""
    broken: list[str] = []
    page.on("response", lambda answer: broken.append(answer.url) if answer.status in (403, 404, 500) else None)
    sign_in(cast.county_clerk)
    page.goto("/")
    yield page
    assert broken == []


def menu(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name=name, exact=True).click()


def find(page: Page, words: str) -> None:
    """Through the box at the top of every page."""
    page.get_by_role("searchbox", name="查找").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(f"查找“{words}”的结果")


def open_household(page: Page, initials: str, name: str) -> None:
    find(page, initials)
    page.get_by_role("table").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name} 户")


def operate(page: Page, name: str) -> None:
    page.get_by_text("办理业务", exact=True).click()
    page.locator("details[open]").get_by_role("link", name=name, exact=True).click()


def confirm_ten(page: Page) -> None:
    """Nothing has changed there since last year: three presses a household."""
    menu(page, "农户")
    page.get_by_role("table").get_by_role("link", name=TEN[0]).click()
    page.get_by_role("link", name="编辑 2016 年度").click()
    for place in range(1, 11):
        expect(page.get_by_role("navigation", name="同村各户")).to_contain_text(f"一组 {place} / 10")
        expect(page.get_by_role("button", name="全户无变化")).to_be_visible()
        page.keyboard.press("Alt+Shift+U")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="同村各户")).to_contain_text("二组 1 / 1")
    expect(page.locator("#messages")).to_contain_text("2016 年度资料已保存")
    assert not MemberYear.objects.filter(confirmed=False, person__memberships__household__group="一组").exists()


def enter_one(page: Page) -> None:
    menu(page, "农户")
    page.get_by_role("link", name="登记新户").click()
    choose_village(page, "城北")
    page.get_by_label("主要致贫原因").select_option("因病")
    for place, member in enumerate(FAMILY[:2], start=1):
        if place > 1:
            page.get_by_role("button", name="再加一名成员").click()
        fill_member(member_card(page, place), member)
    page.keyboard.press("F8")
    expect(page.get_by_role("heading", level=1)).to_have_text("石清明 户")


def correct_one(page: Page, household: Household, colleague: User) -> None:
    """While it is typed, the colleague saves the same field and another one: the address is taken from both."""
    open_household(page, "sss", "石三山")
    page.get_by_role("link", name="修改基本情况").click()
    page.get_by_label("家庭住址").fill("三组大樟树旁")
    page.get_by_label("自然村").fill("樟树坪")
    household.refresh_from_db()
    theirs = {"address": "一组村口", "bank": "农业银行", "group": household.group}
    edit_household(
        household_id=household.pk,
        version=household.version,
        entry=HouseholdEntry(village=household.village, fields=theirs),
        by=colleague,
    )
    page.keyboard.press("F8")
    page.get_by_role("row", name="家庭住址").get_by_label("一组村口").check()
    page.keyboard.press("F8")
    expect(page.locator("#messages")).to_contain_text("已保存")
    household.refresh_from_db()
    assert (household.address, household.bank, household.natural_village) == ("一组村口", "农业银行", "樟树坪")


def split_one(page: Page, household: Household) -> None:
    son = household.memberships.get(relation=Relation.SON).person.name
    open_household(page, "ldy", "龙大有")
    operate(page, "分户")
    page.get_by_label("发生日期").fill("2016-05-01")
    page.get_by_label("原因").fill("分家另过")
    his = page.get_by_role("group", name=son, exact=True)
    his.get_by_label("分到新户").check()
    his.get_by_label("分户后与户主关系").select_option("户主")
    page.get_by_role("button", name="分户").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{son} 户")


def take_in_the_bride(page: Page, bride: Membership) -> None:
    """The page says where she belongs; then she is taken over from there."""
    open_household(page, "sys", TEN[0])
    operate(page, "增人")
    page.get_by_label("增加原因").select_option("婚入")
    page.get_by_label("增加日期").fill("2016-05-01")
    page.get_by_label("姓名").fill(bride.person.name)
    page.get_by_label("证件号码").fill(cipher.unseal(bytes(bride.person.id_sealed or b"")))
    page.get_by_label("与户主关系").select_option("之儿媳")
    page.get_by_role("button", name="增加成员").click()
    expect(page.locator("#messages")).to_contain_text(f"户编号 {bride.household_id}")
    page.get_by_label("从原户转入").check()
    page.get_by_role("button", name="增加成员").click()
    expect(page.locator("#messages")).to_contain_text(f"{bride.person.name} 已加入本户")


def print_the_village(page: Page) -> None:
    """Eleven households, the one split off, and the one that was entered today."""
    menu(page, "打印表格")
    page.get_by_label("行政村").fill("城北")
    page.get_by_role("listbox").get_by_role("option").first.click()
    page.get_by_role("button", name="生成打印页").click()
    expect(page.locator(".paper-bar")).to_contain_text("13 户")
    assert page.locator(".leaf").count() == 26
    page.get_by_role("link", name="返回").click()


def undo_the_mistake(page: Page, bride: Membership) -> None:
    menu(page, "我的操作")
    page.get_by_role("row", name=re.compile(bride.person.name)).get_by_role("link", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#messages")).to_contain_text("撤销")
    bride.refresh_from_db()
    assert bride.counted_until is None


def test_a_clerks_day(desk: Page, cast: Cast, village: dict[str, Household]) -> None:
    bride = village["田家大"].memberships.get(relation=Relation.DAUGHTER)
    confirm_ten(desk)
    enter_one(desk)
    correct_one(desk, village["石三山"], cast.township_clerk)
    split_one(desk, village["龙大有"])
    take_in_the_bride(desk, bride)
    print_the_village(desk)
    undo_the_mistake(desk, bride)
