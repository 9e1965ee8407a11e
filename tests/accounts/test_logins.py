"""The log of log-ins, who is signed in, and what a security administrator may do about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from registry.accounts import queries
from registry.accounts.choices import LoginKind
from registry.accounts.models import LoginRecord, Session, User
from registry.audit.models import Act
from tests.cast import Cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]

LOGIN, LOG, ONLINE = "/accounts/login/", "/accounts/logins/", "/accounts/online/"


def log_in(username: str, password: str = PASSWORD, **meta: str) -> Client:
    client = Client(**meta)  # type: ignore[arg-type]
    client.post(LOGIN, {"username": username, "password": password})
    return client


def kinds(user: User | None) -> list[str]:
    records = LoginRecord.objects.filter(user_id=user.pk if user else None).order_by("pk")
    return list(records.values_list("kind", flat=True))


def test_log_in_failure_and_log_out_are_logged_with_address_and_browser(cast: Cast) -> None:
    log_in("county_clerk", "wrong", REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT="Firefox/102.0")
    log_in("county_clerk").post("/accounts/logout/")
    assert kinds(cast.county_clerk) == ["failed", "login", "logout"]
    failed = LoginRecord.objects.get(kind=LoginKind.FAILED)
    assert (failed.user_name, failed.address, failed.agent) == (cast.county_clerk.name, "10.1.2.3", "Firefox/102.0")


def test_of_a_name_that_nobody_has_only_the_failure_is_kept(cast: Cast) -> None:
    log_in("my-secret-password", "x")
    (record,) = LoginRecord.objects.all()
    assert (record.kind, record.user_id, record.user_name) == ("failed", None, "")


def test_the_fifth_failure_locks_and_says_so_and_a_session_that_ran_out_is_logged(
    cast: Cast, signed_in_as: Browser, time_machine: Any
) -> None:
    for _ in range(5):
        log_in("assessor", "wrong")
    assert kinds(cast.assessor) == ["failed"] * 4 + ["locked"]
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    clerk = signed_in_as(cast.county_clerk)
    clerk.get("/accounts/roles/")
    time_machine.shift(timedelta(minutes=20))
    clerk.get("/accounts/roles/")
    assert kinds(cast.county_clerk) == ["expired"]


def test_one_address_may_fail_so_often_a_minute_whoever_it_tries(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    for number in range(20):
        log_in(f"user{number}", "Password2016", REMOTE_ADDR="10.9.9.9")
    right = {"username": "county_clerk", "password": PASSWORD}
    refused = Client(REMOTE_ADDR="10.9.9.9").post(LOGIN, right)
    assert (refused.status_code, "一分钟后再试" in refused.content.decode()) == (429, True)
    assert Client(REMOTE_ADDR="10.9.9.8").post(LOGIN, right).status_code == 302
    time_machine.shift(timedelta(seconds=61))
    assert Client(REMOTE_ADDR="10.9.9.9").post(LOGIN, right).status_code == 302


def test_nobody_rewrites_the_log(cast: Cast, as_application: None) -> None:
    log_in("county_clerk")
    for change in (lambda: LoginRecord.objects.update(address=""), lambda: LoginRecord.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_log_is_of_the_own_area_and_is_filtered(cast: Cast) -> None:
    for username in ("county_clerk", "foreign_administrator", "nobody", "unheard-of"):
        log_in(username, "wrong")
    log_in("county_clerk")
    by = cast.security_administrator
    seen = set(queries.logins(by).values_list("user_id", "kind"))
    clerk = cast.county_clerk.pk
    assert seen == {(clerk, "failed"), (clerk, "login"), (None, "failed")}
    assert list(queries.logins(by, who="county_clerk", kind="login").values_list("kind", flat=True)) == ["login"]
    today = timezone.localdate()
    assert queries.logins(by, first=today, last=today).count() == 3
    assert not queries.logins(by, last=today - timedelta(days=1)).exists()
    assert not queries.logins(by, address="10.0.0.1").exists()


def test_pages_of_the_log_go_back_without_loss_or_repetition(cast: Cast, signed_in_as: Browser) -> None:
    LoginRecord.objects.bulk_create(
        LoginRecord(kind="login", user_id=cast.county_clerk.pk, user_name="甲") for _ in range(120)
    )
    LoginRecord.objects.update(at=timezone.now())  # all at one moment: the number alone tells them apart
    browser, seen, place = signed_in_as(cast.security_administrator), [], ""
    while True:
        page = browser.get(LOG, {"before": place, "kind": "login"}).context["page"]
        seen += [record.pk for record in page.rows]
        place = page.older
        if not place:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 120
    assert browser.get(LOG, {"before": "nonsense-\x00"}).status_code == 200


def test_who_is_signed_in_is_seen_and_can_be_signed_out(cast: Cast, signed_in_as: Browser) -> None:
    clerk = signed_in_as(cast.county_clerk)
    clerk.get("/accounts/roles/")
    guard = signed_in_as(cast.security_administrator)
    page = guard.get(ONLINE)
    session = Session.objects.get(user=cast.county_clerk)
    assert [row.user for row in page.context["sessions"]] == [cast.county_clerk]
    assert session.session_key not in page.content.decode()
    guard.post(f"{ONLINE}{session.number}/end/", {"reason": "离岗未退出"})
    assert clerk.get("/accounts/roles/").status_code == 302
    assert kinds(cast.county_clerk) == ["ended"]
    assert Act.objects.get(verb="session.end").reason == "离岗未退出"


def test_idle_ones_and_those_of_other_provinces_are_not_on_the_list(
    cast: Cast, signed_in_as: Browser, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    for user in (cast.county_clerk, cast.foreign_administrator):
        signed_in_as(user).get("/accounts/roles/")
    assert [session.user for session in queries.online(cast.security_administrator)] == [cast.county_clerk]
    time_machine.shift(timedelta(minutes=16))
    assert not queries.online(cast.security_administrator).exists()


def test_a_lock_is_lifted_with_a_reason_by_security_alone(cast: Cast, signed_in_as: Browser) -> None:
    for _ in range(5):
        log_in("assessor", "wrong")
    page = f"/accounts/users/{cast.assessor.pk}/"
    guard = signed_in_as(cast.security_administrator)
    assert "已锁定" in guard.get(page).content.decode()
    assert signed_in_as(cast.system_administrator).post(f"{page}unlock/", {"reason": "本人"}).status_code == 403
    guard.post(f"{page}unlock/", {"reason": "本人电话核实"})
    assert not AccessAttempt.objects.exists()
    assert log_in("assessor").get("/accounts/roles/").status_code == 200
    again = guard.post(f"{page}unlock/", {"reason": "再来"}, follow=True)
    assert "没有被锁定" in again.content.decode()
