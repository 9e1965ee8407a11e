"""The work bench of the administrators, who see no households."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from registry.audit.acts import act
from registry.queries.duty import duty
from tests.cast import Cast
from tests.factories import PostingFactory, Tree

pytestmark = pytest.mark.django_db


def guess(username: str) -> None:
    Client().post("/accounts/login/", {"username": username, "password": "wrong"})


def test_each_administrator_has_the_parts_of_the_own_duty(cast: Cast) -> None:
    parts = {
        who: [name for name in ("staff", "work", "logins", "acts") if getattr(duty(cast[who]), name)]
        for who in ("system_administrator", "security_administrator", "audit_administrator")
    }
    assert parts == {
        "system_administrator": ["staff", "work"],
        "security_administrator": ["logins"],
        "audit_administrator": ["acts"],
    }


def test_a_posting_about_to_end_is_listed_a_later_one_is_not(cast: Cast, tree: Tree) -> None:
    today = timezone.localdate()
    soon, _later = (
        PostingFactory(role="first_secretary", region=tree.village, until=today + timedelta(days=days))
        for days in (30, 31)
    )
    shown = duty(cast.system_administrator).staff
    assert shown is not None
    assert shown.ending == (soon,)


def test_who_is_locked_and_who_was_refused_is_seen_in_the_own_province_alone(cast: Cast) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        guess("county_clerk")
    guess("foreign_administrator")
    for busy in (cast.county_leader, cast.foreign_administrator):
        browser = Client()
        browser.force_login(busy)
        browser.get("/accounts/roles/")
    shown = duty(cast.security_administrator).logins
    assert shown is not None
    assert (shown.locks, list(shown.locked)) == (1, [cast.county_clerk])
    assert {record.user_id for record in shown.refused} == {cast.county_clerk.pk}
    assert [session.user for session in shown.sessions] == [cast.county_leader]


def test_the_acts_of_today_are_counted_and_the_latest_comes_first(cast: Cast, tree: Tree) -> None:
    for verb in ("run.open", "run.rehearse"):
        with transaction.atomic(), act(verb, by=cast.provincial_administrator, region_code=tree.province.code):
            pass
    shown = duty(cast.audit_administrator).acts
    assert shown is not None
    assert shown.today == len(shown.latest) == len(("run.open", "run.rehearse"))
    assert shown.latest[0].verb == "试算动态调整"


def test_who_has_no_posting_is_told_whom_to_ask(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.nobody)
    assert "没有任职" in browser.get("/").content.decode()
