"""Debian's Chromium against the real server: 1366×768, Chinese, and the checks of axe for accessibility."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, ViewportSize, sync_playwright

from registry.accounts.models import User

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
def context(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A fresh profile whose addresses begin at the server of the test."""
    opened = browser.new_context(base_url=str(live_server), viewport=DESKTOP, locale="zh-CN", accept_downloads=True)
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window. What the browser complains about, a breach of the CSP above all, fails the test."""
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.extend(_complaint(message)))
    yield opened
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"{message.text} {message.location.get('url')}"] if message.type == "error" else []


@pytest.fixture
def sign_in(context: BrowserContext, live_server: object) -> Callable[[User], None]:
    """Put somebody's session into the browser without the log-in page."""

    def signed(user: User) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])

    return signed


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """No breach of WCAG 2.2 A and AA that axe can see on the page as it stands."""

    def check(page: Page) -> None:
        # Evaluated by the debugger, which the page's CSP does not bind.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
        broken = [
            {"rule": rule["id"], "help": rule["help"], "at": [node["target"] for node in rule["nodes"]][:5]}
            for rule in found["violations"]
        ]
        assert not broken, json.dumps(broken, ensure_ascii=False, indent=1)

    return check
