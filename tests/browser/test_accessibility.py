"""Every page, furnished: nothing that axe can see breaks WCAG 2.2 A or AA, at a desk and in large type on a phone,
where no page scrolls sideways either."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from registry.accounts.models import User
from tests.canaries import OWN, furnish
from tests.cast import POSTS, Cast
from tests.factories import Tree, closed_run
from tests.matrix import ROWS

WindowOf = Callable[[User], Page]
AssertAccessible = Callable[[Page], None]

# What a page fetches by itself, and downloads.
NO_PAGES = frozenset(
    {
        *("registry:draft", "registry:home_progress", "registry:home_stock", "registry:households_conditions"),
        *("registry:households_count", "regions:pick", "registry:batch_template"),
    }
)
# The API answers in JSON; the page that describes it is Swagger's.
PAGES = sorted(
    name for name, row in ROWS.items() if row.get == 200 and name not in NO_PAGES and not name.startswith("api:")
)
PHONE: ViewportSize = {"width": 390, "height": 844}

pytestmark = pytest.mark.django_db(transaction=True)


def reader_of(name: str, lies: str | None) -> str:
    """Somebody of the cast who may open what lies there, or is somebody's own."""
    if lies is not None and lies.startswith(OWN):
        return lies.removeprefix(OWN)
    readers = sorted(ROWS[name].who & POSTS.keys())
    return next(part for part in readers if lies is None or lies.startswith(POSTS[part][1]))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_at_a_desk_and_in_large_type_on_a_phone(
    name: str, window_of: WindowOf, tree: Tree, cast: Cast, assert_accessible: AssertAccessible
) -> None:
    lies, arguments = furnish(tree, cast)["own"].get(ROWS[name].of, (None, ()))
    closed_run(2015)
    page = window_of(cast[reader_of(name, lies)])
    answer = page.goto(reverse(name, args=arguments), wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    assert_accessible(page)
    page.evaluate("document.documentElement.dataset.size = 'large'")
    page.set_viewport_size(PHONE)
    # Whether a table fits its card is told by an observer, a frame later.
    page.wait_for_function("width => document.documentElement.scrollWidth === width", arg=PHONE["width"])
    assert_accessible(page)


@pytest.mark.parametrize(
    ("address", "heading"), [("/accounts/login/", "登录"), ("/nowhere/", "没有找到")], ids=["log-in", "404"]
)
def test_what_a_stranger_sees_is_accessible(
    page: Page, address: str, heading: str, assert_accessible: AssertAccessible
) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)


def test_a_refusal_is_accessible(window_of: WindowOf, cast: Cast, assert_accessible: AssertAccessible) -> None:
    page = window_of(cast.county_leader)
    answer = page.goto("/households/new/")
    assert answer is not None
    assert answer.status == 403
    assert_accessible(page)
