"""Facts of households for a year, read for a page's worth of households in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from registry.models import Household, Membership, MemberYear, Statement, Survey
from registry.parameters.choices import Name
from registry.parameters.queries import poverty_line, values_of
from registry.regions.spans import province_of
from registry.rules.guarantees import HouseholdFacts, MemberFacts, SurveyFacts
from registry.rules.income import COST, ITEMS


def members_of(households: Collection[Household]) -> list[Membership]:
    """Active members with their persons, in the order of entry."""
    active = Membership.objects.filter(household__in=[household.pk for household in households], counted_until=None)
    return list(active.select_related("person").order_by("pk"))


def facts_of(
    households: Collection[Household], year: int, memberships: Collection[Membership] | None = None
) -> dict[int, HouseholdFacts]:
    """What the guarantees of §13.2 depend on, by household id. The households come from a query that knows its viewer.

    Members are those open now for an open year, as `members_of` gives them; a survey that was only carried forward
    counts as missing.
    """
    ids = [household.pk for household in households]
    members = _members(members_of(households) if memberships is None else memberships, year)
    statements = Statement.objects.filter(household__in=ids, year=year)
    amounts = {statement.household_id: amounts_of(statement) for statement in statements}
    confirmed = Survey.objects.filter(household__in=ids, year=year, confirmed=True)
    surveys = {survey.household_id: survey_facts(survey) for survey in confirmed}
    parameters = {code: parameters_of(code, year) for code in {province_of(h.village_code) for h in households}}
    facts = {}
    for household in households:
        line, stable, serious = parameters[province_of(household.village_code)]
        facts[household.pk] = HouseholdFacts(
            year=year,
            members=tuple(members[household.pk]),
            amounts=amounts.get(household.pk),
            survey=surveys.get(household.pk),
            line=line,
            stable_items=stable,
            serious_illness_from=serious,
        )
    return facts


def _members(memberships: Collection[Membership], year: int) -> dict[int, list[MemberFacts]]:
    years = {
        row.person_id: row
        for row in MemberYear.objects.filter(person__in=[m.person_id for m in memberships], year=year)
    }
    members: dict[int, list[MemberFacts]] = defaultdict(list)
    for membership in memberships:
        members[membership.household_id].append(member_facts(membership, years.get(membership.person_id)))
    return members


def member_facts(membership: Membership, row: MemberYear | None) -> MemberFacts:
    """A member as the guarantees see them."""
    person = membership.person
    if row is None:
        return MemberFacts(person.name, person.born)
    return MemberFacts(
        name=person.name,
        born=person.born,
        school=row.school,
        absence=row.absence,
        education=row.education,
        soldier=row.soldier,
        employee_insurance=row.employee_insurance,
        resident_insurance=row.resident_insurance,
        serious_insurance=row.serious_insurance,
    )


def amounts_of(statement: Statement) -> dict[str, Decimal | None]:
    """The items of a statement and the cost."""
    return {item: getattr(statement, item) for item in (*ITEMS, COST)}


def survey_facts(survey: Survey) -> SurveyFacts:
    """The surveyed conditions as the guarantees see them."""
    return SurveyFacts(
        food=survey.food,
        clothing=survey.clothing,
        safe_water=survey.safe_water,
        housing_grade=survey.housing_grade,
        housing_remedy=survey.housing_remedy,
        remedy_on=survey.remedy_on,
    )


def parameters_of(province_code: int, year: int) -> tuple[Decimal | None, Collection[str], int | None]:
    """The line, the items that count as stable, and from when serious-illness insurance is asked for."""
    values = values_of((Name.STABLE_ITEMS, Name.SERIOUS_ILLNESS_FROM), province_code, year)
    return poverty_line(province_code, year), values[Name.STABLE_ITEMS], values[Name.SERIOUS_ILLNESS_FROM]
