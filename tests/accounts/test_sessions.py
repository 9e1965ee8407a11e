"""Log-in, its limits, and what becomes of a session."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import structlog
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from tests.cast import Cast
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]

MORNING = datetime(2016, 11, 19, 1, 0, tzinfo=UTC)
LOGIN = "/accounts/login/"
NEW = "山上的猕猴桃熟了 2016"


@pytest.fixture
def clerk() -> User:
    return UserFactory(username="clerk")


def log_in(client: Client, username: str = "clerk", password: str = PASSWORD, goal: str = "") -> tuple[int, str]:
    """Status and address or text of the answer."""
    answer = client.post(LOGIN, {"username": username, "password": password, "next": goal})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


@pytest.mark.usefixtures("clerk")
def test_who_logs_in_comes_to_the_page_that_was_asked_for(client: Client) -> None:
    asked = client.get("/accounts/password/")
    assert asked.headers["Location"] == f"{LOGIN}?next=/accounts/password/"
    assert log_in(client, goal="/accounts/password/") == (302, "/accounts/password/")
    assert client.get("/accounts/password/").status_code == 200


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize("goal", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_log_in_leads_to_no_other_site(client: Client, goal: str) -> None:
    assert log_in(client, goal=goal) == (302, "/")


@pytest.mark.usefixtures("clerk")
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client: Client) -> None:
    wrong, unknown = log_in(client, password="wrong"), log_in(client, username="klerc", password="wrong")
    assert wrong[0] == unknown[0] == 200
    assert "用户名或密码不正确" in wrong[1]
    strip = str.maketrans("", "", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert wrong[1].translate(strip) == unknown[1].translate(strip)


def test_a_user_who_was_switched_off_does_not_come_in(client: Client) -> None:
    UserFactory(username="clerk", is_active=False)
    assert log_in(client)[0] == 200


@pytest.mark.usefixtures("clerk")
def test_after_five_wrong_passwords_even_the_right_one_is_refused_for_half_an_hour(client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        assert [log_in(client, password="wrong")[0] for _ in range(6)] == [200] * 4 + [429] * 2
        status, page = log_in(client)
        assert status == 429
        assert "账号已锁定 30 分钟" in page
        clock.shift(timedelta(minutes=20))
        assert log_in(client)[0] == 429
        clock.shift(timedelta(minutes=20))  # trying again had begun the half hour anew, as the page says
        assert log_in(client)[0] == 429
        clock.shift(timedelta(minutes=31))
        assert log_in(client)[0] == 302


@pytest.mark.usefixtures("clerk")
def test_another_address_does_not_help_against_the_lock(client: Client) -> None:
    for number in range(5):
        client.post(LOGIN, {"username": "clerk", "password": "wrong"}, REMOTE_ADDR=f"10.0.0.{number}")
    assert log_in(client)[0] == 429


@pytest.mark.usefixtures("clerk")
def test_a_lock_is_one_persons(client: Client) -> None:
    UserFactory(username="other")
    for _ in range(5):
        log_in(client, password="wrong")
    assert log_in(client, username="other")[0] == 302


@pytest.mark.usefixtures("clerk")
def test_a_right_password_forgets_the_wrong_ones(client: Client) -> None:
    for _ in range(4):
        log_in(client, password="wrong")
    assert log_in(client)[0] == 302
    assert not AccessAttempt.objects.exists()


def test_log_in_and_log_out_stand_in_the_security_log_by_number_alone(client: Client, clerk: User) -> None:
    with structlog.testing.capture_logs() as lines:
        log_in(client, password="wrong")
        log_in(client, username="张三 433124", password="wrong")
        log_in(client)
        client.post("/accounts/logout/")
    said = [(line["event"], line["user"]) for line in lines if line["event"] != "request"]
    assert said == [
        ("log-in refused", clerk.pk),
        ("log-in refused", None),
        ("logged in", clerk.pk),
        ("logged out", clerk.pk),
    ]
    assert "张三" not in str(lines)


def test_log_out_is_a_post_and_ends_the_session(signed_in_as: Browser, clerk: User) -> None:
    client = signed_in_as(clerk)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert client.get("/accounts/roles/").status_code == 302


def test_an_idle_session_ends_and_says_so(signed_in_as: Browser, clerk: User) -> None:
    client = signed_in_as(clerk)
    with time_machine.travel(MORNING, tick=False) as clock:
        for _ in range(3):
            clock.shift(timedelta(minutes=14))
            assert client.get("/accounts/roles/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get("/accounts/roles/").status_code == 302
        assert "登录已到时限" in client.get(LOGIN).content.decode()
        assert "登录已到时限" not in client.get(LOGIN).content.decode()


def test_a_page_that_asks_by_itself_keeps_no_session_alive(signed_in_as: Browser, clerk: User) -> None:
    client = signed_in_as(clerk)
    with time_machine.travel(MORNING, tick=False) as clock:
        client.get("/accounts/roles/")
        for _ in range(15):
            clock.shift(timedelta(minutes=1))
            answer = client.get("/accounts/roles/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, LOGIN)


def test_no_session_is_older_than_twelve_hours(signed_in_as: Browser, clerk: User) -> None:
    client = signed_in_as(clerk)
    with time_machine.travel(MORNING, tick=False) as clock:
        statuses = []
        for _ in range(73):
            statuses.append(client.get("/accounts/roles/").status_code)
            clock.shift(timedelta(minutes=10))
    assert statuses == [200] * 72 + [302]


@pytest.mark.usefixtures("clerk")
def test_the_session_key_changes_with_the_log_in(client: Client) -> None:
    client.session["visited"] = True
    client.get(LOGIN)
    before = client.cookies.get("sessionid")
    log_in(client)
    assert client.cookies["sessionid"].value != (before.value if before else "")


def test_the_browser_keeps_no_page(signed_in_as: Browser, clerk: User, client: Client) -> None:
    assert client.get(LOGIN).headers["Cache-Control"] == "no-store"
    assert signed_in_as(clerk).get("/accounts/roles/").headers["Cache-Control"] == "no-store"


def test_a_changed_password_ends_all_other_sessions(signed_in_as: Browser, clerk: User) -> None:
    here, elsewhere = signed_in_as(clerk), signed_in_as(clerk)
    here.post("/accounts/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert here.get("/accounts/roles/").status_code == 200
    assert elsewhere.get("/accounts/roles/").status_code == 302


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"old": "wrong"}, "原密码不正确"),
        ({"again": "another"}, "两次输入的新密码不同"),
        ({"new": "short", "again": "short"}, "密码"),
        ({"new": PASSWORD, "again": PASSWORD}, "新密码不能与原密码相同"),
    ],
)
def test_a_password_is_changed_by_who_knows_the_old_one_to_a_good_one(
    signed_in_as: Browser, clerk: User, change: dict[str, str], said: str
) -> None:
    right = {"old": PASSWORD, "new": NEW, "again": NEW}
    refused = signed_in_as(clerk).post("/accounts/password/", {**right, **change})
    assert (refused.status_code, said in refused.content.decode()) == (200, True)
    assert signed_in_as(clerk).post("/accounts/password/", right).status_code == 302


def test_guesses_of_the_old_password_lock_the_account(signed_in_as: Browser, clerk: User) -> None:
    client = signed_in_as(clerk)
    for _ in range(5):
        answer = client.post("/accounts/password/", {"old": "wrong", "new": NEW, "again": NEW})
    assert answer.status_code == 429


def test_a_posting_that_ends_takes_its_rights_from_the_next_request_on(
    signed_in_as: Browser, cast: Cast, client: Client
) -> None:
    clerk, administrator = signed_in_as(cast.county_clerk), signed_in_as(cast.system_administrator)
    assert clerk.get(reverse("jobs:list")).status_code == 200
    posting = cast.county_clerk.postings.get()
    administrator.post(reverse("accounts:posting_end", args=[posting.pk]), {"reason": "调离"})
    assert clerk.get(reverse("jobs:list")).status_code == 403
