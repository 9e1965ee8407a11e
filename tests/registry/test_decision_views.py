"""Pages on which decisions are filed, listed, approved and withdrawn."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.choices import DecisionState
from registry.models import Decision
from tests.cast import Cast
from tests.factories import DecisionFactory, Tree, closed_run, household_of

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def decision(cast: Cast, tree: Tree) -> Decision:
    return DecisionFactory(household=household_of(2, village=tree.village), proposed_by=cast.county_clerk)


def test_a_clerk_files_a_decision(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    household = household_of(1, village=tree.village)
    form = {"kind": "exit", "reason": "收入稳定", "decided_on": "2016-11-01", "procedure_complete": "on"}
    address = reverse("registry:decision_propose", args=[household.pk])
    assert signed_in_as(cast.county_clerk).post(address, form).status_code == 302
    assert household.decisions.get().state == DecisionState.PROPOSED


def test_the_approver_approves_from_the_household_page(cast: Cast, decision: Decision, signed_in_as: SignedIn) -> None:
    client = signed_in_as(cast.county_approver)
    page = client.get(reverse("registry:household", args=[decision.household_id])).content.decode()
    address = reverse("registry:decision_approve", args=[decision.pk])
    assert address in page
    client.post(address, {"version": 1})
    decision.refresh_from_db()
    assert decision.state == DecisionState.APPROVED


def test_the_proposer_sees_no_button_to_approve(cast: Cast, decision: Decision, signed_in_as: SignedIn) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household", args=[decision.household_id]))
    assert reverse("registry:decision_approve", args=[decision.pk]) not in page.content.decode()


def test_a_second_approval_from_an_old_page_is_answered_409(
    cast: Cast, decision: Decision, signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.county_approver)
    address = reverse("registry:decision_approve", args=[decision.pk])
    client.post(address, {"version": 1})
    assert client.post(address, {"version": 1}).status_code == 409


@pytest.mark.parametrize("name", ["decision_approve", "decision_withdraw"])
def test_a_neighbours_decision_does_not_exist(cast: Cast, tree: Tree, signed_in_as: SignedIn, name: str) -> None:
    theirs = DecisionFactory(household=household_of(1, village=tree.neighbour_village))
    address = reverse(f"registry:{name}", args=[theirs.pk])
    form = {"version": 1, "reason": "误报"}
    assert signed_in_as(cast.county_approver).post(address, form).status_code == 404


def test_what_waits_for_me_leaves_out_what_i_proposed(
    cast: Cast, tree: Tree, decision: Decision, signed_in_as: SignedIn
) -> None:
    own = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_approver)
    page = signed_in_as(cast.county_approver).get(reverse("registry:decisions"), {"waiting": "yes"})
    assert [row[0].pk for row in page.context["rows"]] == [decision.pk]
    assert own.pk not in [row[0].pk for row in page.context["rows"]]
