"""How a clerk enters a household in the browser, with the mouse or by the keyboard alone."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect

from registry.choices import Sex
from tests.factories import id_number

ENOUGH_STOPS = 120
POINTED_AT = """() => {
  const option = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
  return option ? option.textContent : "";
}"""


@dataclass(frozen=True)
class Entered:
    """A member as typed; `relation` in the words of the list."""

    name: str
    relation: str
    number: str


FAMILY = (
    Entered("石清明", "户主", id_number(date(1970, 3, 15), sequence=1)),
    Entered("吴冬梅", "配偶", id_number(date(1972, 5, 1), Sex.FEMALE, 2)),
    Entered("石立夏", "之女", id_number(date(2006, 5, 6), Sex.FEMALE, 3)),
    Entered("石大有", "之父", id_number(date(1944, 9, 9), sequence=4)),
)


def member_card(page: Page, place: int) -> Locator:
    """The card of a member on the page, the first being 1; cards taken away do not count."""
    return page.locator(".member:visible").nth(place - 1)


def fill_member(card: Locator, member: Entered) -> None:
    """Enter somebody with the mouse."""
    card.get_by_label("姓名").fill(member.name)
    card.get_by_label("证件号码").fill(member.number)
    card.get_by_label("与户主关系").select_option(member.relation)


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(ENOUGH_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by the keyboard")


def type_into(target: Locator, words: str) -> None:
    """Reach a text field by Tab and type."""
    tab_to(target)
    target.page.keyboard.type(words)


def choose_by_arrows(target: Locator, label: str) -> None:
    """Reach a list by Tab, which opens it, and press the arrow until it points at the label."""
    tab_to(target)
    for _ in range(ENOUGH_STOPS):
        target.page.keyboard.press("ArrowDown")
        if label in target.page.evaluate(POINTED_AT):
            target.page.keyboard.press("Enter")
            return
    raise AssertionError(f"{target} does not offer {label}")


def choose_village_by_keyboard(page: Page, initials: str) -> None:
    """Type the initials and take the first village offered."""
    box = page.get_by_role("combobox", name="所在村")
    type_into(box, initials)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")


def choose_village(page: Page, words: str) -> None:
    """Pick the first village that the words find."""
    box = page.get_by_role("combobox", name="所在村")
    box.fill(words)
    page.get_by_role("listbox").get_by_role("option").first.click()
