"""The closing as one would write it with the ORM: a loop, `bulk_create`, `bulk_update`. Only to compare."""

from collections import Counter, defaultdict
from typing import Any

from registry.audit.acts import act
from registry.choices import POOR_STOCK, REGISTERED, DecisionKind, DecisionState, Guarantee, Outcome, Refusal, Status
from registry.models import Closing, Decision, Doubt, Household, Membership, Result, Run
from registry.queries.facts import facts_of
from registry.rules.guarantees import Check, HouseholdFacts, all_met, checklist, unmet

BECOMES = {
    (Outcome.EXITED, "ordinary_poor"): "ordinary",
    (Outcome.EXITED, "dibao_poor"): "dibao",
    (Outcome.EXITED, "destitute_poor"): "destitute",
    (Outcome.EXITED, "dibao_destitute_poor"): "dibao_destitute",
    (Outcome.RELAPSED, "ordinary"): "ordinary_poor",
    (Outcome.RELAPSED, "dibao"): "dibao_poor",
    (Outcome.RELAPSED, "destitute"): "destitute_poor",
    (Outcome.RELAPSED, "dibao_destitute"): "dibao_destitute_poor",
}
STATUS = {
    Outcome.REMOVED: Status.REMOVED,
    Outcome.CLOSED: Status.CLOSED,
    Outcome.REGISTERED: Status.POOR,
    Outcome.EXITED: Status.EXITED,
    Outcome.RELAPSED: Status.RELAPSED,
    Outcome.STABILISED: Status.STABLE,
}


def close_by_loop(run: Run, households: list[Household]) -> None:
    """Close the year of `households`, as if nobody moved between them and the others."""
    ids = [household.pk for household in households]
    facts = facts_of(households, run.year)
    openings = {row.household_id: row for row in Closing.objects.filter(household__in=ids, year=run.year - 1)}
    live = Decision.objects.filter(household__in=ids, year=run.year, state=DecisionState.APPROVED)
    decisions = {decision.household_id: decision for decision in live.select_related("campaign")}
    movements = _movements(ids, run.year)
    closings, changed, doubts = [], [], []
    for household in households:
        opening, decision = openings.get(household.pk), decisions.get(household.pk)
        if (opening is None or opening.closing_status not in REGISTERED) and decision is None:
            continue
        seen, checks = facts[household.pk], checklist(facts[household.pk])
        outcome, refusal = _outcome(run.year, household, opening, decision, seen, checks)
        closing = _closing(run.year, household, opening, decision, seen, checks, movements[household.pk])
        closing.outcome, closing.refusal = outcome, refusal
        closing.closing_status = STATUS.get(outcome, Status(household.status))
        closing.attribute = BECOMES.get((outcome, household.attribute), household.attribute)
        closings.append(closing)
        if closing.closing_status != household.status:
            household.status, household.attribute = closing.closing_status, closing.attribute
            changed.append(household)
        if decision is not None:
            decision.state = DecisionState.REFUSED if refusal else DecisionState.APPLIED
            decision.refusal = refusal
        rules = _doubts(closing, checks, decision)
        doubts += [
            Doubt(rule=rule, household=household, village_code=household.village_code, year=run.year) for rule in rules
        ]
    with act("run.unit", by=_Nobody()):
        Closing.objects.bulk_create(closings, batch_size=1000)
        Household.objects.bulk_update(changed, ["status", "attribute"], batch_size=1000)
        Decision.objects.bulk_update(decisions.values(), ["state", "refusal"], batch_size=1000)
        Doubt.objects.bulk_create(doubts, batch_size=1000)


class _Nobody:
    pk, name = None, "bench"


def _movements(ids: list[int], year: int) -> dict[int, Counter[str]]:
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for membership in Membership.objects.filter(household__in=ids, counted_from__lte=year):
        until = membership.counted_until
        at_opening = membership.counted_from < year and (until is None or until >= year)
        at_closing = until is None or until > year
        counts = counted[membership.household_id]
        counts["members_opening"] += at_opening
        if at_opening and not at_closing:
            counts[f"decrease_{membership.kind_out}"] += 1
        if at_closing and not at_opening:
            counts[f"increase_{membership.kind_in}"] += 1
    return counted


def _closing(
    year: int,
    household: Household,
    opening: Result | None,
    decision: Decision | None,
    facts: HouseholdFacts,
    checks: list[Check],
    movements: Counter[str],
) -> Closing:
    states: dict[str, Any] = {check.name: check.state for check in checks}
    return Closing(
        household=household,
        year=year,
        village_code=household.village_code,
        village_opening=opening.village_code if opening else None,
        opening_status=opening.closing_status if opening else "",
        members_closing=len(facts.members),
        net_income=facts.net_income,
        income_per_head=facts.income_per_head,
        line=facts.line or 0,
        decision=decision,
        **states,
        **(movements if opening else {}),
    )


def _outcome(
    year: int,
    household: Household,
    opening: Result | None,
    decision: Decision | None,
    facts: HouseholdFacts,
    checks: list[Check],
) -> tuple[Outcome, str]:
    """The first row of §13.3 that fits."""
    kind = decision.kind if decision else ""
    objection = _objection(year, household, decision, facts, checks) if decision else ""
    if kind == DecisionKind.REMOVE and not objection:
        return Outcome.REMOVED, ""
    if kind == DecisionKind.CLOSE or (opening and not facts.members):
        return Outcome.CLOSED, "" if kind in {"", DecisionKind.CLOSE} else Refusal.NOBODY_LEFT
    if not kind or objection:
        return Outcome.UNCHANGED, objection
    return {
        DecisionKind.REGISTER: Outcome.REGISTERED,
        DecisionKind.EXIT: Outcome.EXITED,
        DecisionKind.RELAPSE: Outcome.RELAPSED,
        DecisionKind.STABLE: Outcome.STABILISED,
    }[DecisionKind(kind)], ""


def _objection(year: int, household: Household, decision: Decision, facts: HouseholdFacts, checks: list[Check]) -> str:
    """The first condition of the decision's row that fails (§13.8)."""
    announced, campaign, code = decision.announced_on, decision.campaign, str(household.village_code)
    within = announced is not None and announced.year == year
    conditions: dict[str, list[tuple[bool, str]]] = {
        DecisionKind.REMOVE: [
            (household.status in {*POOR_STOCK, Status.EXITED}, Refusal.STATUS),
            (campaign is not None and "remove" in campaign.allows, Refusal.CAMPAIGN),
            (campaign is not None and (not campaign.areas or code.startswith(tuple(campaign.areas))), Refusal.AREA),
            (campaign is not None and campaign.opens <= decision.decided_on <= campaign.closes, Refusal.WINDOW),
        ],
        DecisionKind.REGISTER: [
            (household.status == Status.CANDIDATE, Refusal.STATUS),
            (decision.procedure_complete, Refusal.PROCEDURE),
            (announced is not None and announced.year <= year, Refusal.ANNOUNCEMENT),
            (bool(facts.members), Refusal.NOBODY),
            ((Outcome.EXITED, household.attribute) in BECOMES, Refusal.ATTRIBUTE),
        ],
        DecisionKind.EXIT: [
            (household.status in POOR_STOCK, Refusal.STATUS),
            (decision.procedure_complete, Refusal.PROCEDURE),
            (within, Refusal.ANNOUNCEMENT),
            (all_met(checks), Refusal.GUARANTEES),
        ],
        DecisionKind.RELAPSE: [
            (household.status in {Status.EXITED, Status.STABLE}, Refusal.STATUS),
            (decision.procedure_complete, Refusal.PROCEDURE),
            (within, Refusal.ANNOUNCEMENT),
            (bool(unmet(checks)), Refusal.NOTHING_UNMET),
        ],
        DecisionKind.STABLE: [
            (household.status == Status.EXITED, Refusal.STATUS),
            (decision.procedure_complete, Refusal.PROCEDURE),
        ],
        DecisionKind.CLOSE: [],
    }
    return next((reason for holds, reason in conditions[decision.kind] if not holds), "")


def _doubts(closing: Closing, checks: list[Check], decision: Decision | None) -> list[str]:
    """The doubts of §13.4."""
    kind, unknown = decision.kind if decision else "", Guarantee.UNKNOWN
    found = {
        "not_surveyed": closing.closing_status in REGISTERED and unknown in {closing.income, closing.food},
        "ready_not_exited": closing.closing_status in POOR_STOCK and all_met(checks) and kind != DecisionKind.EXIT,
        "slipping": closing.closing_status in {Status.EXITED, Status.STABLE} and bool(unmet(checks)),
        "decision_refused": bool(closing.refusal),
    }
    return [rule for rule, holds in found.items() if holds]
