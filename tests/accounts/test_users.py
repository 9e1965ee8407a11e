"""Pages of users and roles."""

from collections.abc import Callable

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.accounts.roles import ROLES
from tests.cast import Cast
from tests.factories import PASSWORD, Tree

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]

NEW = "山上的猕猴桃熟了 2016"


def test_a_new_user_comes_with_a_posting_and_can_log_in(signed_in_as: Browser, cast: Cast, tree: Tree) -> None:
    entry = {"username": "xiang", "name": "向小满", "password": NEW, "role": "first_secretary"}
    answer = signed_in_as(cast.system_administrator).post(
        "/accounts/users/new/", {**entry, "region": tree.village.pk, "since": "2016-11-01"}
    )
    assert answer.status_code == 302
    assert User.objects.get(username="xiang").may("household.view")
    assert Client().post("/accounts/login/", {"username": "xiang", "password": NEW}).status_code == 302


def test_a_refusal_comes_back_on_the_form_and_makes_nobody(signed_in_as: Browser, cast: Cast, tree: Tree) -> None:
    entry = {"username": "xiang", "name": "向小满", "password": NEW, "role": "county_clerk"}
    answer = signed_in_as(cast.system_administrator).post(
        "/accounts/users/new/", {**entry, "region": tree.village.pk, "since": "2016-11-01"}
    )
    assert "“县级录入员”应在县" in answer.content.decode()
    assert "向小满" in answer.content.decode()
    assert not User.objects.filter(username="xiang").exists()


def test_a_region_outside_ones_area_cannot_be_chosen(signed_in_as: Browser, cast: Cast, tree: Tree) -> None:
    form = {"role": "first_secretary", "since": "2016-11-01"}
    page = f"/accounts/users/{cast.assessor.pk}/postings/new/"
    browser = signed_in_as(cast.system_administrator)
    refused = browser.post(page, {**form, "region": tree.foreign_village.pk})
    assert (refused.status_code, tree.foreign_village.name in refused.content.decode()) == (200, False)
    assert browser.post(page, {**form, "region": tree.village.pk}).status_code == 302


def test_the_list_shows_who_works_in_the_area_by_role(signed_in_as: Browser, cast: Cast) -> None:
    browser = signed_in_as(cast.security_administrator)
    parts = ("county_clerk", "neighbour_clerk", "assessor", "foreign_administrator", "nobody")

    def listed(**query: str) -> list[str]:
        page = browser.get("/accounts/users/", query).content.decode()
        return [part for part in parts if f'href="/accounts/users/{cast[part].pk}/"' in page]

    assert listed() == ["county_clerk", "neighbour_clerk", "assessor"]
    assert listed(role="county_clerk") == ["county_clerk", "neighbour_clerk"]


def test_who_only_looks_finds_nothing_to_press(signed_in_as: Browser, cast: Cast) -> None:
    page = f"/accounts/users/{cast.county_clerk.pk}/"
    looking = signed_in_as(cast.security_administrator).get(page).content.decode()
    managing = signed_in_as(cast.system_administrator).get(page).content.decode()
    assert ("结束任职" in looking, "重置密码" in looking) == (False, False)
    assert ("结束任职" in managing, "重置密码" in managing) == (True, True)


def test_a_reset_password_ends_the_users_sessions(signed_in_as: Browser, cast: Cast) -> None:
    clerk = signed_in_as(cast.county_clerk)
    page = f"/accounts/users/{cast.county_clerk.pk}/password/"
    signed_in_as(cast.system_administrator).post(page, {"password": NEW, "reason": "忘记密码"})
    assert clerk.get("/accounts/roles/").status_code == 302
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": PASSWORD}).status_code == 200
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": NEW}).status_code == 302


def test_everybody_may_read_what_each_role_may_do(signed_in_as: Browser, cast: Cast) -> None:
    page = signed_in_as(cast.nobody).get("/accounts/roles/").content.decode()
    for role in ROLES.values():
        assert str(role.label) in page
        assert str(role.description) in page
