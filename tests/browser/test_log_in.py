"""Logging in and out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("year_2016_open")]


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Through the page, as everybody does."""
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_whoever_logs_in_comes_to_the_page_first_asked_for(page: Page, cast: Cast) -> None:
    page.goto("/decisions/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    log_in(page, "county_clerk")
    expect(page).to_have_url(re.compile("/decisions/$"))
    expect(page.locator("header")).to_contain_text(cast.county_clerk.name)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("username", ["county_clerk", "no_such_person"])
def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    log_in(page, username, "不是这个密码")
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不正确")
    expect(page.get_by_label("用户名")).to_have_value(username)
    expect(page.get_by_label("密码")).to_have_value("")


@pytest.mark.usefixtures("cast")
def test_after_five_failures_even_the_right_password_waits(page: Page) -> None:
    page.goto("/accounts/login/")
    for _ in range(4):
        log_in(page, "county_clerk", "不是这个密码")
        expect(page.get_by_role("alert")).to_be_visible()
    log_in(page, "county_clerk", "不是这个密码")
    expect(page.get_by_role("heading", level=1)).to_contain_text("锁定")
    page.goto("/accounts/login/")
    log_in(page, "county_clerk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("锁定")


@pytest.mark.usefixtures("cast")
def test_after_logging_out_the_back_button_shows_nothing(page: Page) -> None:
    page.goto("/accounts/login/")
    log_in(page, "county_clerk")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    page.locator("header summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
