"""A clerk who may not save what is being typed: transferred, or logged out. Nothing is written, nothing is lost."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.actions.postings import end_posting
from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.models import Act
from registry.models import Household
from tests.cast import Cast
from tests.factories import PASSWORD, PostingFactory, Tree, closed_run, household_of

TYPED = {"attribute": "ordinary_poor", "main_cause": "illness", "standard": "national", "address": "三组大樟树旁"}


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(2, village=tree.village)


@pytest.fixture
def address(household: Household) -> str:
    return reverse("registry:household_edit", args=[household.pk])


@pytest.fixture
def clerk(cast: Cast, signed_in_as: Callable[[User], Client], address: str) -> Client:
    """The page is open, and what was typed has been kept as the page keeps it: while typing and before saving."""
    client = signed_in_as(cast.county_clerk)
    assert client.get(address).status_code == 200
    keep(client, address)
    return client


def keep(client: Client, address: str) -> int:
    values = json.dumps(list(TYPED.items()))
    return client.post(reverse("registry:draft"), {"form": address, "values": values}).status_code


def draft(client: Client, address: str) -> object:
    return client.get(reverse("registry:draft"), {"form": address}).json().get("values")


@pytest.mark.parametrize(("goes_to", "status"), [(None, 403), ("433125", 404)], ids=["nowhere", "another county"])
def test_who_is_transferred_while_typing_saves_nothing_and_keeps_the_draft(
    cast: Cast, tree: Tree, clerk: Client, household: Household, address: str, goes_to: str | None, status: int
) -> None:
    end_posting(posting_id=cast.county_clerk.postings.get().pk, by=SYSTEM, reason="调离")
    if goes_to:
        PostingFactory(user=cast.county_clerk, role="county_clerk", region=tree[goes_to], since=date(2016, 1, 1))
    acts = Act.objects.count()
    answer = clerk.post(address, {**TYPED, "version": "1"})
    assert (answer.status_code, "没有保存任何改动" in answer.content.decode()) == (status, True)
    household.refresh_from_db()
    assert (household.address, household.version, Act.objects.count()) == ("", 1, acts)
    assert keep(clerk, address) == 200
    assert draft(clerk, address) == [list(pair) for pair in TYPED.items()]


def test_who_stayed_saves_the_same(clerk: Client, household: Household, address: str) -> None:
    assert clerk.post(address, {**TYPED, "version": "1"}).status_code == 302
    household.refresh_from_db()
    assert household.address == "三组大樟树旁"
    assert draft(clerk, address) is None


def test_a_page_that_was_only_opened_says_nothing_of_drafts(cast: Cast, clerk: Client, address: str) -> None:
    end_posting(posting_id=cast.county_clerk.postings.get().pk, by=SYSTEM, reason="调离")
    assert "草稿" not in clerk.get(address).content.decode()


def test_a_session_that_ran_out_leads_to_the_log_in_and_back_to_the_draft(
    clerk: Client, household: Household, address: str
) -> None:
    clerk.session.flush()
    answer = clerk.post(address, {**TYPED, "version": "1"})
    assert answer.headers["Location"] == f"/accounts/login/?next={address}"
    entered = {"username": "county_clerk", "password": PASSWORD, "next": address}
    assert clerk.post("/accounts/login/", entered).headers["Location"] == address
    assert draft(clerk, address) == [list(pair) for pair in TYPED.items()]
    household.refresh_from_db()
    assert household.version == 1


@pytest.mark.parametrize("name", ["registry:draft", "registry:entry_check"])
def test_what_a_page_asks_by_itself_is_told_apart_from_an_answer_when_nobody_is_signed_in(
    clerk: Client, name: str
) -> None:
    """The scripts see the redirection, and go on without it."""
    clerk.session.flush()
    answer = clerk.post(reverse(name), {"kind": "member", "form": "/households/new/", "values": "[]"})
    assert answer.headers["Location"].startswith("/accounts/login/?next=")


def test_saving_a_year_on_which_nothing_was_changed_after_all_forgets_the_draft(
    clerk: Client, household: Household
) -> None:
    address = reverse("registry:household_year", args=[household.pk])
    shown = clerk.get(address).context["version"]["version"].value()
    keep(clerk, address)
    assert clerk.post(address, {"version": shown}).status_code == 302
    assert draft(clerk, address) is None
