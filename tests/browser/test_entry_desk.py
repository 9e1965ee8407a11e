"""What makes a day at the desk bearable: a block from Excel, drafts, a colleague who was faster, the next household."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.actions.entries import HouseholdEntry
from registry.actions.households import edit_household
from registry.choices import Sex
from registry.models import Draft, Household
from tests.cast import Cast
from tests.factories import Tree, household_of, id_number

from .entering import choose_village, member_card

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]

HEADED = "\n".join(
    (
        "与户主关系\t姓名\t身份证号码\t民族\t健康状况\t大病保险\t备注",
        f"户主\t石清明\t{id_number(date(1970, 3, 15), sequence=1)}\t苗族\t健康\t是\t",
        f"02\t吴冬梅\t{id_number(date(1972, 5, 1), Sex.FEMALE, 2)}\t06\t02 04\t1\t常住",
        f"闺女\t石立夏\t{id_number(date(2006, 5, 6), Sex.FEMALE, 3)}\t苗族\t健康\t0\t",
    )
)
PASTE = """([target, text]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  target.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(2, village=tree.village, group="1组")


@pytest.fixture
def desk(page: Page, cast: Cast, sign_in: Callable[[User], None]) -> Page:
    """The window of the county's clerk."""
    sign_in(cast.county_clerk)
    return page


def paste(page: Page, text: str) -> None:
    """Paste into the name of the first member."""
    target = member_card(page, 1).get_by_label("姓名")
    page.evaluate(PASTE, [target.element_handle(), text])


def test_a_block_from_excel_fills_the_grid_by_its_heads(desk: Page) -> None:
    desk.goto("/households/new/", wait_until="networkidle")
    paste(desk, HEADED)
    expect(desk.locator(".member:visible")).to_have_count(3)
    wife = member_card(desk, 2)
    expect(wife.get_by_label("姓名")).to_have_value("吴冬梅")
    expect(wife.locator("[name$=relation]")).to_have_value("spouse")
    expect(wife.locator("[name$=born]")).to_have_value("1972-05-01")
    expect(wife.locator("[name$=serious_insurance]")).to_have_value("true")
    expect(wife.locator("[data-codes]")).to_have_value("02 04")
    assert wife.locator("[name$=health]:checked").count() == 2


def test_what_no_list_knows_is_said_stays_red_and_is_not_sent(desk: Page) -> None:
    desk.goto("/households/new/", wait_until="networkidle")
    paste(desk, HEADED)
    said = desk.locator("[data-pasted]")
    expect(said).to_contain_text("第 3 行“与户主关系”：“闺女”不在列表中")
    expect(said).to_contain_text("没有这样的列：备注")
    expect(member_card(desk, 3).locator(".field.unknown")).to_contain_text("闺女")
    desk.keyboard.press("F8")
    expect(member_card(desk, 3).get_by_label("与户主关系")).to_be_focused()
    desk.keyboard.type("04")
    expect(member_card(desk, 3).locator(".field.unknown")).to_have_count(0)


def test_a_block_without_heads_goes_by_the_order_of_the_grid(desk: Page) -> None:
    desk.goto("/households/new/", wait_until="networkidle")
    head, wife = id_number(date(1970, 3, 15), sequence=1), id_number(date(1972, 5, 1), Sex.FEMALE, 2)
    paste(desk, f"石清明\t{head}\n吴冬梅\t{wife}")
    expect(member_card(desk, 2).get_by_label("姓名")).to_have_value("吴冬梅")
    expect(member_card(desk, 2).locator("[name$=sex]")).to_have_value("female")


def test_a_draft_survives_a_closed_tab_and_goes_with_saving(desk: Page, household: Household) -> None:
    address = f"/households/{household.pk}/edit/"
    desk.goto(address, wait_until="networkidle")
    desk.get_by_label("家庭住址").fill("三组大樟树旁")
    expect(desk.locator("[data-draft-kept]")).to_contain_text("草稿已存")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto("/households/")
    desk.goto(address, wait_until="networkidle")
    expect(desk.get_by_label("家庭住址")).to_have_value("")
    desk.get_by_role("button", name="恢复").click()
    expect(desk.get_by_label("家庭住址")).to_have_value("三组大樟树旁")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    assert not Draft.objects.exists()


def test_a_draft_of_a_new_household_brings_back_its_village_and_members(desk: Page) -> None:
    desk.goto("/households/new/", wait_until="networkidle")
    choose_village(desk, "城北")
    paste(desk, HEADED)
    expect(desk.locator("[data-draft-kept]")).to_contain_text("草稿已存")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload(wait_until="networkidle")
    desk.get_by_role("button", name="恢复").click()
    expect(desk.get_by_role("combobox", name="所在村")).to_have_value("湖南省湘西土家族苗族自治州花垣县花垣镇城北村")
    expect(member_card(desk, 3).get_by_label("姓名")).to_have_value("石立夏")


def test_a_discarded_draft_is_not_offered_again(desk: Page, household: Household) -> None:
    address = f"/households/{household.pk}/edit/"
    desk.goto(address, wait_until="networkidle")
    desk.get_by_label("家庭住址").fill("三组大樟树旁")
    expect(desk.locator("[data-draft-kept]")).to_contain_text("草稿已存")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload(wait_until="networkidle")
    desk.get_by_role("button", name="丢弃").click()
    expect(desk.get_by_role("button", name="恢复")).to_have_count(0)
    desk.reload(wait_until="networkidle")
    expect(desk.get_by_role("button", name="恢复")).to_have_count(0)


def test_who_was_logged_out_while_typing_logs_in_elsewhere_and_goes_on(
    desk: Page, household: Household, cast: Cast, sign_in: Callable[[User], None]
) -> None:
    desk.goto(f"/households/{household.pk}/edit/", wait_until="networkidle")
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.get_by_label("家庭住址").fill("三组大樟树旁")
    expect(desk.get_by_text("登录已失效")).to_be_visible()
    sign_in(cast.county_clerk)
    expect(desk.get_by_text("登录已失效")).to_have_count(0, timeout=10_000)
    desk.keyboard.press("F8")
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    household.refresh_from_db()
    assert household.address == "三组大樟树旁"


def test_what_a_colleague_saved_meanwhile_stands_beside_what_was_typed(
    desk: Page, household: Household, cast: Cast
) -> None:
    desk.goto(f"/households/{household.pk}/edit/", wait_until="networkidle")
    desk.get_by_label("家庭住址").fill("三组大樟树旁")
    edit_household(
        household_id=household.pk,
        version=household.version,
        entry=HouseholdEntry(village=household.village, fields={"address": "一组村口", "bank": "农业银行"}),
        by=cast.township_clerk,
    )
    desk.keyboard.press("F8")
    table = desk.get_by_role("region", name="与他人的改动对照")
    expect(table.get_by_role("row", name="家庭住址")).to_contain_text("一组村口")
    expect(desk.get_by_label("开户银行")).to_have_value("农业银行")
    expect(desk.get_by_label("家庭住址")).to_have_value("三组大樟树旁")
    table.get_by_role("row", name="家庭住址").get_by_label("一组村口").check()
    expect(desk.get_by_label("家庭住址", exact=True)).to_have_value("一组村口")
    desk.keyboard.press("F8")
    household.refresh_from_db()
    expect(desk.get_by_role("status").first).to_contain_text("已保存")
    household.refresh_from_db()
    assert (household.address, household.bank) == ("一组村口", "农业银行")


def test_alt_and_the_arrows_walk_through_the_village_by_group(desk: Page, household: Household, tree: Tree) -> None:
    last = household_of(1, village=tree.village, group="10组")
    middle = household_of(1, village=tree.village, group="二组")
    desk.goto(f"/households/{household.pk}/edit/")
    expect(desk.get_by_role("navigation", name="同村各户")).to_contain_text("本村第 1 / 3 户")
    desk.keyboard.press("Alt+ArrowDown")
    desk.wait_for_url(f"**/households/{middle.pk}/edit/")
    desk.get_by_role("button", name="保存并下一户").click()
    desk.wait_for_url(f"**/households/{last.pk}/edit/")
    desk.keyboard.press("Alt+ArrowUp")
    desk.wait_for_url(f"**/households/{middle.pk}/edit/")


def test_the_comparison_is_accessible_and_fits_a_phone(
    desk: Page, household: Household, cast: Cast, assert_accessible: Callable[[Page], None]
) -> None:
    desk.goto(f"/households/{household.pk}/edit/", wait_until="networkidle")
    desk.get_by_label("家庭住址").fill("三组大樟树旁")
    edit_household(
        household_id=household.pk,
        version=household.version,
        entry=HouseholdEntry(village=household.village, fields={"address": "一组村口"}),
        by=cast.township_clerk,
    )
    desk.keyboard.press("F8")
    expect(desk.get_by_role("region", name="与他人的改动对照")).to_be_visible()
    assert_accessible(desk)
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.wait_for_function("document.documentElement.scrollWidth === 390")
    assert_accessible(desk)


def test_what_saving_would_doubt_is_said_while_typing_and_hinders_nothing(desk: Page, household: Household) -> None:
    desk.goto(f"/households/{household.pk}/year/", wait_until="networkidle")
    doubts = desk.locator("[data-doubts]")
    expect(doubts).to_be_hidden()
    wage = desk.get_by_label("工资性收入", exact=True)
    wage.fill("100")
    wage.press("Tab")
    newest = doubts.locator("[data-doubts-newest]")
    expect(newest).to_have_text("工资性收入过低或过高：100.00，不到 300 元")
    wage.fill("12000")
    wage.press("Tab")
    expect(newest).not_to_contain_text("工资性收入过低或过高")
    doubts.locator("summary").click()
    expect(doubts).to_contain_text("民族为空")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator("#messages")).to_contain_text("已保存")
