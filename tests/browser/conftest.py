"""Debian's Chromium against the real server: 1366×768, Chinese, and the checks of axe for accessibility."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, ViewportSize, sync_playwright

from registry.accounts.models import User
from tests.factories import Tree, closed_run

CHROMIUM = "/usr/bin/chromium"
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Started for the session. Its event loop runs in the thread of the tests, where Django would refuse to touch the
    database unless told that nothing here is asynchronous."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as started:
            yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless; without the sandbox, which root may not have."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=zh-CN"])
    yield launched
    launched.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browsers complain about, a breach of the CSP above all. Anything fails the test."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def new_context(browser: Browser, live_server: object) -> Iterator[Callable[[], BrowserContext]]:
    """Make a fresh profile whose addresses begin at the server of the test."""
    made: list[BrowserContext] = []

    def fresh() -> BrowserContext:
        made.append(
            browser.new_context(base_url=str(live_server), viewport=DESKTOP, locale="zh-CN", accept_downloads=True)
        )
        made[-1].set_default_timeout(PATIENCE_MS)
        return made[-1]

    yield fresh
    for context in made:
        context.close()


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """The profile of `page`."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """A window."""
    return _watched(context.new_page(), complaints)


@pytest.fixture
def sign_in(context: BrowserContext, live_server: object) -> Callable[[User], None]:
    """Put somebody's session into the browser without the log-in page."""
    return lambda user: _sign_in(context, user, str(live_server))


@pytest.fixture
def window_of(
    new_context: Callable[[], BrowserContext], complaints: list[str], live_server: object
) -> Callable[[User], Page]:
    """A browser of one's own for somebody who has logged in: two people work in two."""

    def opened(user: User) -> Page:
        context = new_context()
        _sign_in(context, user, str(live_server))
        return _watched(context.new_page(), complaints)

    return opened


def _watched(page: Page, complaints: list[str]) -> Page:
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(_complaint(message, page)))
    return page


def _complaint(message: ConsoleMessage, page: Page) -> list[str]:
    """Errors; but a page that is itself answered 404 or 409 is for the test to judge."""
    address = message.location.get("url")
    answered = message.text.startswith("Failed to load resource") and address == page.url
    return [f"{message.text} {address}"] if message.type == "error" and not answered else []


def _sign_in(context: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


@pytest.fixture
def year_2016_open(tree: Tree) -> None:
    """2015 is closed in the province of the cast, so that all entry goes to 2016."""
    closed_run(2015)


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """No breach of WCAG 2.2 A and AA that axe can see on the page as it stands, or in the parts that are named."""

    def check(page: Page, *parts: str) -> None:
        # What lies under the buttons at the foot of the window is scrolled to, not hidden.
        page.evaluate("document.querySelectorAll('.form-foot').forEach(foot => { foot.style.position = 'static'; })")
        # Evaluated by the debugger, which the page's CSP does not bind.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "([parts, rules]) => axe.run(parts.length ? {include: parts} : document, {runOnly: rules})",
            [parts, AXE_RULES],
        )
        broken = [
            {"rule": rule["id"], "help": rule["help"], "at": [node["target"] for node in rule["nodes"]][:5]}
            for rule in found["violations"]
        ]
        assert not broken, json.dumps(broken, ensure_ascii=False, indent=1)

    return check
