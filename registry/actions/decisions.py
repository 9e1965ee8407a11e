"""Filing, approving and withdrawing decisions (domain.md §13.1). Only the closing applies them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act
from registry.choices import DecisionState
from registry.models import BINDING, Campaign, Decision, Household
from registry.queries.years import open_year
from registry.refusal import refuse_if
from registry.rules.decisions import approval_problems, proposal_problems, withdrawal_problems

from .locking import hold_year, lock


@dataclass(frozen=True)
class Proposal:
    """A decision as filed."""

    kind: str
    reason: str
    decided_on: date
    document_number: str = ""
    source: str = ""
    cause: str = ""
    campaign: Campaign | None = None
    procedure_complete: bool = False
    announced_on: date | None = None


@transaction.atomic
def propose_decision(*, household_id: int, proposal: Proposal, by: User) -> Decision:
    """File a decision for the open year."""
    household = Household.objects.select_for_update().get(pk=household_id)
    demand(by, Permission.DECISION_PROPOSE, household.village_code)
    hold_year(household.village_code)
    year = open_year(household.village_code)
    refuse_if(
        proposal_problems(
            kind=proposal.kind,
            status=household.status,
            year=year,
            decided_on=proposal.decided_on,
            announced_on=proposal.announced_on,
            campaign=proposal.campaign is not None,
            cause=proposal.cause,
        )
    )
    with act("decision.propose", by=by, target=household, reason=proposal.reason):
        return Decision.objects.create(
            household=household,
            village_code=household.village_code,
            year=year,
            proposed_by=by,
            **_columns(proposal),
        )


@transaction.atomic
def approve_decision(*, decision_id: int, version: int, by: User) -> Decision:
    """Make a decision live: by another person than the one who proposed it, one a household and year."""
    decision = lock(Decision, decision_id, version)
    demand(by, Permission.DECISION_APPROVE, decision.village_code)
    # Two approvals of the same household wait for each other here, and the second one sees the first.
    Household.objects.select_for_update().get(pk=decision.household_id)
    # After the cut a decision of the year could not be part of what was approved (§13.1).
    hold_year(decision.village_code)
    others = Decision.objects.filter(household=decision.household_id, year=decision.year, state__in=BINDING)
    refuse_if(
        approval_problems(
            state=decision.state,
            proposer_id=decision.proposed_by_id,
            approver_id=by.pk,
            binding_exists=others.exclude(pk=decision.pk).exists(),
            year_open=decision.year == open_year(decision.village_code),
        )
    )
    with act("decision.approve", by=by, target=decision):
        decision.state, decision.version = DecisionState.APPROVED, decision.version + 1
        decision.approved_by, decision.approved_at = by, timezone.now()
        decision.save(update_fields=["state", "version", "approved_by", "approved_at"])
    return decision


@transaction.atomic
def withdraw_decision(*, decision_id: int, version: int, reason: str, by: User) -> Decision:
    """Take back what has not been applied: a proposal by either side, a live decision by those who approve."""
    decision = lock(Decision, decision_id, version)
    proposing = decision.state != DecisionState.APPROVED and by.may(Permission.DECISION_PROPOSE)
    demand(by, Permission.DECISION_PROPOSE if proposing else Permission.DECISION_APPROVE, decision.village_code)
    hold_year(decision.village_code)
    refuse_if(withdrawal_problems(decision.state, year_open=decision.year == open_year(decision.village_code)))
    with act("decision.withdraw", by=by, target=decision, reason=reason):
        decision.state, decision.version = DecisionState.WITHDRAWN, decision.version + 1
        decision.save(update_fields=["state", "version"])
    return decision


def _columns(proposal: Proposal) -> dict[str, Any]:
    return {name: getattr(proposal, name) for name in proposal.__dataclass_fields__}
