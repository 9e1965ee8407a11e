"""The household's page at a glance and on a past day, and its forms as the printer gets them."""

import re
import unicodedata
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from registry.accounts.models import User
from registry.models import Household
from tests.cast import Cast
from tests.factories import SurveyFactory, Tree, enter_year, household_of

WindowOf = Callable[[User], Page]
# 297 mm × 210 mm in points.
LANDSCAPE = (842, 595)
MEDIA_BOX = re.compile(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


@pytest.fixture
def household(tree: Tree) -> Household:
    """A poor household of six in 第1组 of 城北村."""
    made = household_of(6, village=tree.village, group="第1组", address="第1组 12 号")
    enter_year(made)
    return made


def test_a_section_is_one_click_away_and_not_hidden_under_what_sticks(
    window_of: WindowOf, cast: Cast, household: Household
) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.get_by_role("navigation", name="本页内容").get_by_role("link", name="基本情况").click()
    section = page.locator("#identity")
    expect(section).to_be_in_viewport()
    top, bar = section.bounding_box(), page.locator(".jump").bounding_box()
    assert top is not None
    assert bar is not None
    assert top["y"] >= bar["y"] + bar["height"]


def test_items_of_income_unfold(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    item, button = page.get_by_role("row", name="养老保险金"), page.get_by_role("button", name="逐项")
    expect(item).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(item).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")


def test_in_large_type_the_members_fit_their_card(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.evaluate("document.documentElement.dataset.size = 'large'")
    expect(page.locator("#members .sheet")).to_have_class(re.compile("fits"))
    expect(page.locator("#members .scroll-hint")).to_be_hidden()


def test_a_table_that_does_not_fit_says_that_it_goes_on(window_of: WindowOf, cast: Cast, household: Household) -> None:
    for year in range(2017, 2024):
        SurveyFactory(household=household, year=year)
    page = window_of(cast.county_clerk)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/households/{household.pk}/")
    expect(page.locator("#living .scroll-hint")).to_be_visible()


def test_a_past_day_is_chosen_and_left_again(window_of: WindowOf, cast: Cast, household: Household) -> None:
    page = window_of(cast.county_clerk)
    page.goto(f"/households/{household.pk}/")
    page.get_by_label("看某日的登记").fill("2014-06-30")
    page.locator(".looking-back button").click()
    expect(page.get_by_role("status")).to_contain_text("2014-06-30 当时的登记内容")
    expect(page.get_by_role("status")).to_contain_text("当时还没有登记")
    page.get_by_role("link", name="回到现在").click()
    expect(page.get_by_role("link", name="编辑 2016 年度")).to_be_visible()


def characters(pdf: bytes) -> set[str]:
    """What the fonts of a PDF can say: the characters that their maps to Unicode name."""
    found: set[str] = set()
    for stream in STREAM.findall(pdf):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            continue
        for first, last, begin in re.findall(rb"<([0-9A-F]{2,4})> <([0-9A-F]{2,4})> <([0-9A-F]{4})>", text):
            found |= {chr(int(begin, 16) + step) for step in range(int(last, 16) - int(first, 16) + 1)}
        if b"beginbfchar" in text:
            found |= {
                chr(int(code, 16)) for code in re.findall(rb"^<[0-9A-F]{2,4}> <([0-9A-F]{4})>$", text, re.MULTILINE)
            }
    # A font may draw 石 with the glyph of the radical ⽯, and names that.
    return set(unicodedata.normalize("NFKC", "".join(found)))


@pytest.mark.parametrize("kind", ["registration", "comparison"])
def test_a_group_on_paper_is_a4_and_every_leaf_one_page(
    window_of: WindowOf, cast: Cast, tree: Tree, household: Household, kind: str
) -> None:
    wordy = "湘西土家族苗族自治州花垣县花垣镇城北村第1组老寨子大樟树旁三百二十一号附二号"
    enter_year(household_of(4, village=tree.village, group="第1组", address=wordy, resettlement_address=wordy))
    page = window_of(cast.county_clerk)
    page.goto(f"/print/?village={tree.village.pk}&group=第1组&kind={kind}&year=2016")
    leaves = page.locator(".leaf").count()
    page.emulate_media(media="print")
    expect(page.locator(".paper-bar")).to_be_hidden()
    wide = page.locator(".leaf").evaluate_all(
        "leaves => leaves.filter(leaf => leaf.scrollWidth > leaf.clientWidth + 1)"
    )
    assert wide == []
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = [(round(float(width)), round(float(height))) for width, height in MEDIA_BOX.findall(pdf)]
    assert boxes == [LANDSCAPE] * leaves
    assert leaves == (5 if kind == "comparison" else 4)
    assert set("贫困家庭成员签字盖章石清明") <= characters(pdf)


def test_the_sheets_print_at_a_click_and_whole_numbers_ask_why(
    window_of: WindowOf, cast: Cast, household: Household
) -> None:
    page = window_of(cast.county_clerk)
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(f"/households/{household.pk}/")
    page.locator("summary", has_text="打印").click()
    page.get_by_role("link", name="对照表").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("对照表")
    page.get_by_role("button", name="打印", exact=True).click()
    expect(page).to_have_title("printed")
    page.get_by_role("button", name="印完整号码").click()
    dialog = page.get_by_role("dialog", name="打印完整证件号码")
    dialog.get_by_label("原因").fill("入户核对")
    dialog.get_by_role("button", name="生成").click()
    expect(page.locator(".people").first).to_contain_text("00000019700315")
