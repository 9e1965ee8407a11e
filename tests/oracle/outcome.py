"""§13.3: exactly one outcome a household, by the first row that fits, and the reason of a refusal (§13.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .facts import Campaign, Decision, Household
from .guarantees import MET, UNMET
from .register import REGISTERED

POOR_ATTRIBUTES = {"01", "04", "06", "07"}


@dataclass(frozen=True)
class Situation:
    """What the rows of §13.3 ask about a household."""

    year: int
    household: Household
    opening_status: str
    members_closing: int
    guarantees: Mapping[str, str]
    decision: Decision | None
    campaign: Campaign | None


@dataclass(frozen=True)
class Outcome:
    row: int
    outcome: str
    closing_status: str
    decision_state: str = ""
    reason: str = ""


def covers(campaign: Campaign, village: str) -> bool:
    return not campaign.areas or any(village.startswith(area) for area in campaign.areas)


def announced_by_year_end(decision: Decision, year: int) -> bool:
    return decision.announced_on is not None and decision.announced_on <= date(year, 12, 31)


def announced_within(decision: Decision, year: int) -> bool:
    return decision.announced_on is not None and decision.announced_on.year == year


def refusal_of_remove(case: Situation, decision: Decision) -> str:
    if case.household.status not in ("poor", "relapsed", "exited"):
        return "status"
    if case.campaign is None or "remove" not in case.campaign.allows:
        return "campaign"
    if not covers(case.campaign, case.household.village):
        return "area"
    if decision.date is None or not case.campaign.opens <= decision.date <= case.campaign.closes:
        return "window"
    return ""


def refusal_of_register(case: Situation, decision: Decision) -> str:
    if case.household.status != "candidate":
        return "status"
    if not decision.procedure_complete:
        return "procedure"
    if not announced_by_year_end(decision, case.year):
        return "announcement"
    if case.members_closing == 0:
        return "nobody"
    if case.household.attribute not in POOR_ATTRIBUTES:
        return "attribute"
    return ""


def refusal_of_exit(case: Situation, decision: Decision) -> str:
    if case.household.status not in ("poor", "relapsed"):
        return "status"
    if not decision.procedure_complete:
        return "procedure"
    if not announced_within(decision, case.year):
        return "announcement"
    if any(guarantee != MET for guarantee in case.guarantees.values()):
        return "guarantees"
    return ""


def refusal_of_relapse(case: Situation, decision: Decision) -> str:
    if case.household.status not in ("exited", "stable"):
        return "status"
    if not decision.procedure_complete:
        return "procedure"
    if not announced_within(decision, case.year):
        return "announcement"
    if UNMET not in case.guarantees.values():  # unknown is not enough
        return "nothing_unmet"
    return ""


def refusal_of_stable(case: Situation, decision: Decision) -> str:
    if case.household.status != "exited":
        return "status"
    if not decision.procedure_complete:
        return "procedure"
    return ""


ROWS = {
    "remove": (1, "removed", "removed", refusal_of_remove),
    "register": (3, "registered", "poor", refusal_of_register),
    "exit": (4, "exited", "exited", refusal_of_exit),
    "relapse": (5, "relapsed", "relapsed", refusal_of_relapse),
    "stable": (6, "stabilised", "stable", refusal_of_stable),
}


def outcome_of(case: Situation) -> Outcome:
    """The first row that fits wins."""
    kind = case.decision.kind if case.decision else ""
    nobody_left = case.opening_status in REGISTERED and case.members_closing == 0
    if case.decision and kind == "remove" and not refusal_of_remove(case, case.decision):
        return Outcome(1, "removed", "removed", "applied")
    if case.decision is None:
        return Outcome(2, "closed", "closed") if nobody_left else Outcome(8, "unchanged", case.household.status)
    if kind == "close":
        return Outcome(2, "closed", "closed", "applied")
    if nobody_left:
        return Outcome(2, "closed", "closed", "refused", "nobody_left")
    row, outcome, closing_status, refusal_of = ROWS[kind]
    reason = refusal_of(case, case.decision)
    if reason:
        return Outcome(7, "unchanged", case.household.status, "refused", reason)
    return Outcome(row, outcome, closing_status, "applied")
