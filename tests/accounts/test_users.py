"""Pages of users and roles."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from registry.accounts.models import User
from registry.accounts.roles import ROLES
from tests.cast import Cast
from tests.factories import PASSWORD, Tree

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]

CHANGE = "/accounts/password/"
NEW = "山上的猕猴桃熟了 2016"


def test_a_new_user_comes_with_a_posting_and_a_password_that_must_be_changed(
    signed_in_as: Browser, cast: Cast, tree: Tree
) -> None:
    entry = {"username": "xiang", "name": "向小满", "role": "first_secretary"}
    answer = signed_in_as(cast.system_administrator).post(
        "/accounts/users/new/", {**entry, "region": tree.village.pk, "since": "2016-11-01"}
    )
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert User.objects.get(username="xiang").may("household.view")
    newcomer = Client()
    assert newcomer.post("/accounts/login/", {"username": "xiang", "password": password}).status_code == 302
    assert newcomer.get("/accounts/roles/").headers["Location"] == CHANGE
    assert newcomer.get("/accounts/roles/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CHANGE
    assert "初始密码" in newcomer.get(CHANGE).content.decode()
    newcomer.post(CHANGE, {"old": password, "new": NEW, "again": NEW})
    assert newcomer.get("/accounts/roles/").status_code == 200


def test_a_refusal_comes_back_on_the_form_and_makes_nobody(signed_in_as: Browser, cast: Cast, tree: Tree) -> None:
    entry = {"username": "xiang", "name": "向小满", "role": "county_clerk"}
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
    assert ("结束任职" in looking, 'data-opens="reset"' in looking) == (False, False)
    assert ("结束任职" in managing, 'data-opens="reset"' in managing) == (True, True)


def test_a_reset_password_ends_the_users_sessions_and_must_be_changed(signed_in_as: Browser, cast: Cast) -> None:
    clerk = signed_in_as(cast.county_clerk)
    page = f"/accounts/users/{cast.county_clerk.pk}/password/"
    password = signed_in_as(cast.county_administrator).post(page, {"reason": "忘记密码"}).context["password"]
    assert clerk.get("/accounts/roles/").status_code == 302
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": PASSWORD}).status_code == 200
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": password}).status_code == 302
    assert clerk.get("/accounts/roles/").headers["Location"] == CHANGE


def test_without_a_reason_nothing_is_done(signed_in_as: Browser, cast: Cast) -> None:
    user = cast.county_clerk
    for deed in ("password", "disable"):
        answer = signed_in_as(cast.county_administrator).post(f"/accounts/users/{user.pk}/{deed}/", follow=True)
        assert "请写明原因" in answer.content.decode()
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), user.is_active) == (True, True)


def test_a_disabled_user_is_out_at_once_and_an_enabled_one_comes_in_again(signed_in_as: Browser, cast: Cast) -> None:
    clerk, administrator = signed_in_as(cast.county_clerk), signed_in_as(cast.county_administrator)
    page = f"/accounts/users/{cast.county_clerk.pk}/"
    administrator.post(f"{page}disable/", {"reason": "停职检查"})
    assert clerk.get("/accounts/roles/").status_code == 302
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": PASSWORD}).status_code == 200
    administrator.post(f"{page}enable/", {"reason": "恢复工作"})
    assert clerk.post("/accounts/login/", {"username": "county_clerk", "password": PASSWORD}).status_code == 302
    shown = administrator.get(page).content.decode()
    assert all(word in shown for word in ("停用用户", "停职检查", "启用用户", "恢复工作"))


def test_a_transfer_is_one_form_and_acts_in_the_middle_of_work(signed_in_as: Browser, cast: Cast, tree: Tree) -> None:
    administrator = signed_in_as(cast.county_administrator)
    posting = cast.first_secretary.postings.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    entry = {"role": "first_secretary", "region": tree.sibling_village.pk, "last_day": yesterday, "reason": "轮换"}
    assert administrator.post(f"/accounts/postings/{posting.pk}/transfer/", entry).status_code == 302
    assert [span.first for span in User.objects.get(pk=cast.first_secretary.pk).spans()] == [tree.sibling_village.code]


def test_who_stands_above_is_shown_without_buttons_and_cannot_be_touched(signed_in_as: Browser, cast: Cast) -> None:
    browser = signed_in_as(cast.system_administrator)
    above = f"/accounts/users/{cast.security_administrator.pk}/"
    page = browser.get(above).content.decode()
    assert "请由上一级系统管理员办理" in page
    assert 'data-opens="reset"' not in page
    answer = browser.post(f"{above}password/", {"reason": "忘记密码"}, follow=True)
    assert "请由上一级系统管理员办理" in answer.content.decode()
    assert User.objects.get(pk=cast.security_administrator.pk).check_password(PASSWORD)


def test_a_county_s_administrator_is_offered_no_administrator_to_appoint(signed_in_as: Browser, cast: Cast) -> None:
    page = "/accounts/users/new/"
    offered = {
        part: {code for code, _ in signed_in_as(cast[part]).get(page).context["form"].fields["role"].choices}
        for part in ("system_administrator", "county_administrator")
    }
    assert "system_administrator" in offered["system_administrator"]
    assert offered["county_administrator"] & {"system_administrator", "auditor", "prefecture_reader"} == set()
    assert "county_clerk" in offered["county_administrator"]


def test_everybody_may_read_what_each_role_may_do(signed_in_as: Browser, cast: Cast) -> None:
    page = signed_in_as(cast.nobody).get("/accounts/roles/").content.decode()
    for role in ROLES.values():
        assert str(role.label) in page
        assert str(role.description) in page
