"""§13.5: what the job writes for one household: its closing row, what changes about it, the decision's state."""

from dataclasses import dataclass, replace
from decimal import Decimal

from . import guarantees, parameters
from .facts import Decision, Household, MemberYear, Person
from .membership import Members
from .outcome import Outcome, Situation, outcome_of
from .register import REGISTERED, Register

ON_EXIT = {"01": "05", "04": "02", "06": "03", "07": "08"}
ON_RELAPSE = {"05": "01", "02": "04", "03": "06", "08": "07"}
MAPPINGS = {"exited": ON_EXIT, "relapsed": ON_RELAPSE}


@dataclass(frozen=True)
class ProvinceYear:
    """The province's parameters of Y, looked up once."""

    line: Decimal
    stable: tuple[str, ...]
    serious_required: bool


@dataclass(frozen=True)
class Closing:
    household: Household
    """As it stands after the run."""
    village_opening: str
    opening_status: str
    split: bool
    members: Members
    net_income: Decimal | None
    income_per_head: Decimal | None
    line: Decimal
    guarantees: dict[str, str]
    outcome: Outcome
    decision: Decision | None
    attribute_unmapped: bool


def province_year(register: Register) -> ProvinceYear:
    where = register.parameters, register.year, register.province
    return ProvinceYear(
        line=parameters.line(*where),
        stable=parameters.stable_items(*where),
        serious_required=parameters.requires_serious_insurance(*where),
    )


def has_outcome(register: Register, household: Household) -> bool:
    """An opening row with a registered status, or made by a split in Y, or a live decision of Y."""
    opening = register.openings.get(household.household)
    return (
        (opening is not None and opening.closing_status in REGISTERED)
        or register.is_split(household)
        or household.household in register.live_decisions
    )


def village_opening(register: Register, household: Household) -> str:
    """A recoded village's successor; of a split household its own closing village; else it has none (§13.8)."""
    if household.household in register.openings:
        return register.village_at_opening(register.openings[household.household])
    return household.village if register.is_split(household) else ""


def members_of(register: Register, household: Household) -> Members:
    """Without an opening row or a split in Y only members_closing counts (§13.2)."""
    members = register.members.get(household.household, Members())
    if household.household in register.openings or register.is_split(household):
        return members
    return Members(closing=members.closing)


def closing_members(register: Register, members: Members) -> list[tuple[Person, MemberYear | None]]:
    return [(register.persons[person], register.member_years.get(person)) for person in sorted(members.closing)]


def guarantees_of(
    register: Register, household: Household, members: Members, per_head: Decimal | None, province: ProvinceYear
) -> dict[str, str]:
    survey = register.surveys.get(household.household)
    if survey is not None and not survey.confirmed:
        survey = None  # only carried forward: missing (§13.1)
    people = closing_members(register, members)
    return {
        "income": guarantees.income(per_head, province.line),
        "food": guarantees.surveyed(survey.food) if survey else guarantees.UNKNOWN,
        "clothing": guarantees.surveyed(survey.clothing) if survey else guarantees.UNKNOWN,
        "water": guarantees.surveyed(survey.water) if survey else guarantees.UNKNOWN,
        "housing": guarantees.housing(survey, register.year) if survey else guarantees.UNKNOWN,
        "education": guarantees.education(people, register.year),
        "medical": guarantees.medical(people, province.serious_required),
    }


def after(household: Household, outcome: Outcome, decision: Decision | None, year: int) -> Household:
    """New status, years and attribute (§13.3, the last two columns)."""
    changed = replace(household, status=outcome.closing_status)
    if outcome.outcome == "registered":
        first = household.first_identified if household.first_identified is not None else year
        return replace(changed, first_identified=first, registered_year=year)
    attribute = MAPPINGS.get(outcome.outcome, {}).get(household.attribute, household.attribute)
    if outcome.outcome == "exited":
        return replace(changed, exit_year=year, attribute=attribute)
    if outcome.outcome == "relapsed" and decision:
        return replace(changed, relapse_year=year, relapse_cause=decision.reason, attribute=attribute)
    return changed


def close_household(register: Register, household: Household, province: ProvinceYear) -> Closing:
    members = members_of(register, household)
    net = guarantees.net_income(register.statements.get(household.household), province.stable)
    per_head = guarantees.income_per_head(net, len(members.closing))
    seven = guarantees_of(register, household, members, per_head, province)
    opening_status = register.opening_status(household.household)
    decision = register.live_decisions.get(household.household)
    campaign = register.campaigns.get(decision.campaign) if decision and decision.campaign is not None else None
    outcome = outcome_of(
        Situation(register.year, household, opening_status, len(members.closing), seven, decision, campaign)
    )
    mapping = MAPPINGS.get(outcome.outcome)
    return Closing(
        household=after(household, outcome, decision, register.year),
        village_opening=village_opening(register, household),
        opening_status=opening_status,
        split=household.household not in register.openings and register.is_split(household),
        members=members,
        net_income=net,
        income_per_head=per_head,
        line=province.line,
        guarantees=seven,
        outcome=outcome,
        decision=decision,
        attribute_unmapped=mapping is not None and household.attribute not in mapping,
    )


def close_year(register: Register) -> list[Closing]:
    """One closing for each household of the province that §13.3 names, by its number."""
    province = province_year(register)
    ours = sorted((one for one in register.households.values() if register.is_ours(one)), key=lambda one: one.household)
    return [close_household(register, one, province) for one in ours if has_outcome(register, one)]
