#!/usr/bin/env python
"""Take the pictures of handbook.md anew: .venv/bin/python docs/screenshots.py [ADDRESS [ACCOUNTS]]

Wants a running demonstration (make run) in which the county's clerk has uploaded a workbook made by `manage.py seed
--workbook` and a provincial administrator has rehearsed the open year.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

DOCS = Path(__file__).parent
DEFAULTS = ("http://127.0.0.1:8000", str(DOCS.parent / "var" / "demo-accounts.txt"))
ADDRESS, ACCOUNTS = (*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :])
DESKTOP: ViewportSize = {"width": 1366, "height": 700}


def log_in(page: Page, username: str) -> Page:
    """As one of the demonstration's accounts, whose line begins with user name and password."""
    lines = (line.split() for line in Path(ACCOUNTS).read_text(encoding="utf-8").splitlines())
    password = next(words[1] for words in lines if words and words[0] == username)
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("/")
    return page


def take(page: Page, name: str) -> None:
    """What the window shows."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=DOCS / "images" / f"{name}.png")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    clerk, administrator = (
        log_in(browser.new_page(base_url=ADDRESS, viewport=DESKTOP, locale="zh-CN"), username)
        for username in ("county_clerk", "provincial_administrator")
    )
    take(clerk, "home")
    clerk.goto("/households/?status=exited")
    clerk.locator("tbody a").first.click()
    take(clerk, "household")
    clerk.goto("/households/new/")
    take(clerk, "register")
    clerk.goto("/import/")
    clerk.locator("tbody a").first.click()
    take(clerk, "import")
    administrator.goto("/adjustment/")
    administrator.locator("tbody a").first.click()
    take(administrator, "adjustment")
    browser.close()
