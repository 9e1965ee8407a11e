"""Filing, approving, withdrawing."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from registry.actions.decisions import Proposal, approve_decision, propose_decision, withdraw_decision
from registry.choices import DecisionKind, DecisionState, Status
from registry.refusal import Refused, Stale
from tests.cast import Cast
from tests.factories import DecisionFactory, Tree, closed_run, household_of

EXIT = Proposal(kind=DecisionKind.EXIT, reason="收入稳定", decided_on=date(2016, 11, 1), procedure_complete=True)


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


def test_a_decision_is_filed_for_the_open_year_and_waits(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    decision = propose_decision(household_id=household.pk, proposal=EXIT, by=cast.county_clerk)
    assert (decision.year, decision.state, decision.proposed_by) == (2016, DecisionState.PROPOSED, cast.county_clerk)


def test_an_exited_household_cannot_exit_again(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village, status=Status.EXITED)
    with pytest.raises(Refused, match="不能作"):
        propose_decision(household_id=household.pk, proposal=EXIT, by=cast.county_clerk)


def test_a_neighbours_household_cannot_be_decided_on(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.neighbour_village)
    with pytest.raises(Http404):
        propose_decision(household_id=household.pk, proposal=EXIT, by=cast.county_clerk)


def test_another_person_makes_it_live(cast: Cast, tree: Tree) -> None:
    decision = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_clerk)
    approved = approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)
    assert (approved.state, approved.approved_by) == (DecisionState.APPROVED, cast.county_approver)


def test_the_proposer_cannot_approve(cast: Cast, tree: Tree) -> None:
    decision = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_approver)
    with pytest.raises(Refused, match="另一人"):
        approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)


def test_a_household_has_one_live_decision_a_year(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    first, second = (DecisionFactory(household=household, proposed_by=cast.county_clerk) for _ in range(2))
    approve_decision(decision_id=first.pk, version=1, by=cast.county_approver)
    with pytest.raises(Refused, match="一户一年"):
        approve_decision(decision_id=second.pk, version=1, by=cast.county_approver)


def test_approving_twice_is_stale_the_second_time(cast: Cast, tree: Tree) -> None:
    decision = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_clerk)
    approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)
    with pytest.raises(Stale):
        approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)


def test_a_live_decision_is_withdrawn_by_who_approves_not_by_who_proposes(cast: Cast, tree: Tree) -> None:
    decision = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_clerk)
    approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)
    with pytest.raises(Http404):
        withdraw_decision(decision_id=decision.pk, version=2, reason="误报", by=cast.county_clerk)
    withdrawn = withdraw_decision(decision_id=decision.pk, version=2, reason="误报", by=cast.county_approver)
    assert withdrawn.state == DecisionState.WITHDRAWN


def test_after_the_cut_a_live_decision_stays(cast: Cast, tree: Tree) -> None:
    decision = DecisionFactory(household=household_of(1, village=tree.village), proposed_by=cast.county_clerk)
    approve_decision(decision_id=decision.pk, version=1, by=cast.county_approver)
    closed_run(2016)
    with pytest.raises(Refused, match="已经批准"):
        withdraw_decision(decision_id=decision.pk, version=2, reason="误报", by=cast.county_approver)


def test_a_proposal_for_removal_needs_a_campaign(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    with pytest.raises(Refused, match="专项行动"):
        propose_decision(
            household_id=household.pk, proposal=replace(EXIT, kind=DecisionKind.REMOVE), by=cast.county_clerk
        )
