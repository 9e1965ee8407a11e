"""What stands before the buttons that approve and freeze a year."""

from collections.abc import Callable

from django.db import transaction
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Household, Run

from .conftest import Loading
from .test_page import clerk_of, two_counties
from .test_run_pages import COUNTY, planned
from .test_tallies import three_households
from .worlds import administrator, close_year, rehearse

SignedIn = Callable[[User], Client]


def rehearsed(loaded: Loading) -> Run:
    run = planned(three_households(loaded), c433124000000=(2, 4))
    rehearse(run, administrator("first"))
    return run


def edited(household: int) -> None:
    clerk = clerk_of(COUNTY)
    shown = Household.objects.get(pk=household)
    with transaction.atomic(), act("household.edit", by=clerk, target=shown, region_code=shown.village_code):
        Household.objects.filter(pk=household).update(address="新址")


def test_what_is_approved_stands_before_the_button(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = rehearsed(loaded)
    client, address = signed_in_as(administrator("second")), reverse("registry:run_approve", args=[run.pk])
    text = client.get(address).content.decode()
    for told in (run.digest[:16], administrator("first").name, "年度减贫计划 2 户、4 人", "1 项已批准的决定不符合条件"):
        assert told in text
    assert client.post(address, {"version": run.version}).status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.APPROVED


def test_an_outdated_rehearsal_says_what_changed_and_has_no_button(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = rehearsed(loaded)
    edited(1)
    client, address = signed_in_as(administrator("second")), reverse("registry:run_approve", args=[run.pk])
    text = client.get(address).content.decode()
    assert "试算之后资料有改动，请重新试算" in text
    assert "修改基本情况 1 次" in text
    assert "批准</button>" not in text
    assert client.post(address, {"version": run.version}).status_code == 409


def test_who_rehearsed_reads_the_page_but_finds_no_button(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = rehearsed(loaded)
    text = signed_in_as(administrator("first")).get(reverse("registry:run_approve", args=[run.pk])).content.decode()
    assert "试算人不能批准自己的试算" in text
    assert "批准</button>" not in text


def test_a_page_that_was_overtaken_approves_nothing_and_shows_what_is_now(
    loaded: Loading, signed_in_as: SignedIn
) -> None:
    run = rehearsed(loaded)
    client, address = signed_in_as(administrator("second")), reverse("registry:run_approve", args=[run.pk])
    planned(run, c433124000000=(5, 9))
    answer = client.post(address, {"version": run.version - 1})
    assert answer.status_code == 409
    assert "年度减贫计划 5 户、9 人" in answer.content.decode()
    assert client.post(address, {"version": answer.context["version"]["version"].value()}).status_code == 302


def test_the_consequences_of_freezing_stand_before_the_button(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = two_counties(loaded)
    close_year(run)
    client, address = signed_in_as(administrator("first")), reverse("registry:run_freeze", args=[run.pk])
    text = client.get(address).content.decode()
    assert "2016 年度 2 户、2 人的年末结账" in text
    assert "其中 2 户状态有变化" in text
    assert client.post(address, {"version": run.version}).status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.FROZEN
    assert "封账</button>" not in client.get(address).content.decode()
