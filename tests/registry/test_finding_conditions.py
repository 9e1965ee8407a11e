"""Conditions of the list of households: each finds its own and leaves its twin; guarantees as the rules judge them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from registry.accounts.scope import SYSTEM
from registry.choices import (
    CollectionState,
    Destitute,
    Ethnicity,
    Guarantee,
    Health,
    HousingGrade,
    HousingRemedy,
    Labour,
    School,
    Status,
)
from registry.models import Household, Membership
from registry.queries.conditions import ANY
from registry.queries.facts import facts_of
from registry.queries.finding import Filter, filtered
from registry.queries.guarantee_conditions import GUARANTEES
from registry.rules.guarantees import checklist
from tests.factories import (
    DoubtFactory,
    HouseholdFactory,
    MembershipFactory,
    MemberYearFactory,
    PersonFactory,
    StatementFactory,
    SurveyFactory,
    Tree,
    enter_year,
    household_of,
)

YEAR = 2016


def found(tree: Tree, **conditions: Any) -> set[int]:
    """The numbers of those in the county that meet the conditions."""
    chosen = Filter(tree.county, conditions)
    return set(filtered(SYSTEM, chosen, YEAR).values_list("pk", flat=True))


def head_of(household: Household) -> Membership:
    return household.memberships.get(relation="head")


@pytest.mark.parametrize(
    ("name", "value", "own", "other"),
    [
        ("group", "2组", {"group": "2组"}, {"group": "12组"}),
        ("natural_village", "坪上", {"natural_village": "坪上"}, {"natural_village": "坪下"}),
        ("status", ("poor",), {"status": "poor"}, {"status": "exited"}),
        ("attribute", "dibao_poor", {"attribute": "dibao_poor"}, {}),
        ("main_cause", "land", {"main_cause": "land"}, {"other_causes": ["land"]}),
        ("other_cause", "land", {"other_causes": ["skill", "land"]}, {"main_cause": "land"}),
        ("standard", "provincial", {"standard": "provincial"}, {}),
        ("planned_exit_year", 2017, {"planned_exit_year": 2017}, {"planned_exit_year": 2016}),
        ("planned_exit", True, {"planned_exit_year": 2016}, {"planned_exit_year": None}),
        ("planned_exit", False, {"planned_exit_year": None}, {"planned_exit_year": 2016}),
        ("exit_year", 2015, {"status": "exited", "exit_year": 2015}, {"status": "exited", "exit_year": 2014}),
        ("relapse_year", 2015, {"relapse_year": 2015}, {}),
        ("first_identified", 2013, {"first_identified": 2013}, {"first_identified": 2014}),
        ("relocation", True, {"relocation": True}, {}),
        ("relocation", False, {}, {"relocation": True}),
        ("flag", "two_daughters", {"two_daughters": True}, {"one_child": True}),
    ],
)
def test_a_field_of_the_household_finds_its_own(
    tree: Tree, name: str, value: Any, own: dict[str, Any], other: dict[str, Any]
) -> None:
    right = HouseholdFactory(village=tree.village, **own)
    HouseholdFactory(village=tree.village, **other)
    assert found(tree, **{name: value}) == {right.pk}


@pytest.mark.parametrize(
    ("name", "value", "own", "other"),
    [
        ("housing_grade", "C", {"housing_grade": HousingGrade.C}, {"housing_grade": HousingGrade.D}),
        ("housing_grade", "CD", {"housing_grade": HousingGrade.D}, {"housing_grade": HousingGrade.B}),
        ("safe_water", Guarantee.UNMET, {"safe_water": False}, {"safe_water": True}),
        ("safe_water", Guarantee.UNKNOWN, {"safe_water": None}, {"safe_water": False}),
        ("water_source", "tap", {"water_source": "tap"}, {"water_source": "rain"}),
        ("unconfirmed", True, {"confirmed": False}, {"confirmed": True}),
    ],
)
def test_a_field_of_the_year_finds_its_own(
    tree: Tree, name: str, value: Any, own: dict[str, Any], other: dict[str, Any]
) -> None:
    right, wrong, last_year = (HouseholdFactory(village=tree.village) for _ in range(3))
    SurveyFactory(household=right, year=YEAR, **own)
    SurveyFactory(household=wrong, year=YEAR, **other)
    SurveyFactory(household=last_year, year=YEAR, **other)
    SurveyFactory(household=last_year, year=YEAR - 1, **own)
    assert found(tree, **{name: value}) == {right.pk}


@pytest.mark.parametrize(
    ("value", "own", "other"),
    [
        ("disabled", {"health": [Health.DISABLED, Health.CHRONIC]}, {"health": [Health.CHRONIC]}),
        ("serious", {"health": [Health.SERIOUS]}, {"health": [Health.HEALTHY]}),
        ("pupil", {"school": School.GRADE_9}, {"school": School.SENIOR_1}),
        ("student", {"school": School.SENIOR_1}, {"school": School.NONE}),
        ("labour", {"labour": Labour.SKILLED}, {"labour": Labour.WEAK}),
        ("worker", {"work_months": 3}, {"work_months": 0}),
        ("dibao", {"dibao": True}, {"dibao": False}),
        ("destitute", {"destitute": Destitute.SCATTERED}, {"destitute": ""}),
        ("soldier", {"soldier": True}, {"soldier": None}),
    ],
)
def test_households_are_found_by_what_a_member_is_this_year(
    tree: Tree, value: str, own: dict[str, Any], other: dict[str, Any]
) -> None:
    right, wrong = (household_of(2, village=tree.village) for _ in range(2))
    MemberYearFactory(person=head_of(right).person, year=YEAR, **own)
    MemberYearFactory(person=head_of(wrong).person, year=YEAR, **other)
    MemberYearFactory(person=head_of(wrong).person, year=YEAR - 1, **own)
    assert found(tree, member=value) == {right.pk}


def test_conditions_on_members_are_met_by_one_and_the_same(tree: Tree) -> None:
    right, wrong = (HouseholdFactory(village=tree.village) for _ in range(2))
    for household, born in ((right, (1940, 1980)), (wrong, (1980, 1940))):
        for year, health in zip(born, ([Health.DISABLED], [Health.HEALTHY]), strict=True):
            person = PersonFactory(village_code=tree.village.code, born=date(year, 12, 31), ethnicity=Ethnicity.MIAO)
            relation = "head" if health == [Health.DISABLED] else "spouse"
            MembershipFactory(household=household, person=person, relation=relation)
            MemberYearFactory(person=person, year=YEAR, health=health)
    asked = {"member": "disabled", "age_from": 76, "age_to": 76, "ethnicity": Ethnicity.MIAO}
    assert found(tree, **asked) == {right.pk}
    assert found(tree, **{**asked, "age_from": 77, "age_to": 80}) == set()


def test_those_who_left_count_neither_as_members_nor_for_their_number(tree: Tree) -> None:
    household = household_of(3, village=tree.village)
    MembershipFactory(
        household=household,
        person=PersonFactory(village_code=tree.village.code, number=None),
        relation="son",
        counted_until=2015,
        kind_out="natural",
        reason_out="death",
        left_on=date(2015, 5, 1),
    )
    assert found(tree, members_from=3, members_to=3) == {household.pk}
    assert found(tree, members_from=4) == found(tree, members_to=2) == found(tree, member="no_number") == set()


def test_income_is_asked_per_head_of_the_open_year(tree: Tree) -> None:
    two, four = household_of(2, village=tree.village), household_of(4, village=tree.village)
    for household in (two, four):
        StatementFactory(
            household=household, year=YEAR, wage=Decimal(10_000), business=Decimal(0), business_cost=Decimal(2_000)
        )
        StatementFactory(household=household, year=YEAR - 1, wage=Decimal(100))
    household_of(1, village=tree.village)
    assert found(tree, income_from=Decimal(2_001)) == {two.pk}
    assert found(tree, income_to=Decimal(2_000)) == {four.pk}
    assert found(tree, income_from=Decimal(2_000), income_to=Decimal(4_000)) == {two.pk, four.pk}


def test_collection_is_asked_by_state_and_by_what_is_there(tree: Tree) -> None:
    done, begun, bare = (household_of(1, village=tree.village) for _ in range(3))
    enter_year(done)
    StatementFactory(household=begun, year=YEAR)
    assert found(tree, collected=True) == {done.pk}
    assert found(tree, collected=False) == {begun.pk, bare.pk}
    assert bare.pk in found(tree, collection="none")
    assert found(tree, collection=CollectionState.RETURNED) == set()


def test_only_open_doubts_count(tree: Tree) -> None:
    doubted, settled = (household_of(1, village=tree.village) for _ in range(2))
    DoubtFactory(household=doubted)
    DoubtFactory(household=settled, outcome="true")
    assert found(tree, doubted=True) == {doubted.pk}
    assert found(tree, doubted=False) == {settled.pk}


def many_different(tree: Tree) -> list[Household]:
    """Households in which each guarantee stands in each way, beside one of which nothing is known."""
    surveys: list[dict[str, Any]] = [
        {"food": True, "clothing": False, "safe_water": None, "housing_grade": ""},
        {"food": False, "clothing": None, "safe_water": True, "housing_grade": HousingGrade.A},
        {"food": None, "clothing": True, "safe_water": False, "housing_grade": HousingGrade.C},
        {
            "food": True,
            "clothing": True,
            "safe_water": True,
            "housing_grade": HousingGrade.D,
            "housing_remedy": HousingRemedy.REBUILT,
            "remedy_on": date(2016, 12, 31),
        },
        {"housing_grade": HousingGrade.C, "housing_remedy": HousingRemedy.REBUILT, "remedy_on": date(2017, 1, 1)},
        {"food": True, "clothing": True, "safe_water": True, "housing_grade": HousingGrade.B, "confirmed": False},
        {"food": True, "clothing": True, "safe_water": True, "housing_grade": HousingGrade.B},
    ]
    years: list[list[dict[str, Any]]] = [
        [{"school": School.NONE}, {"school": School.GRADE_7}],
        [{"school": "", "absence": "ill"}, {"resident_insurance": True}],
        [{"school": "", "education": "primary"}, {"soldier": True}],
        [{"school": School.NONE, "education": "junior"}, {"employee_insurance": True}],
        [{"resident_insurance": False, "soldier": False, "employee_insurance": False}, {}],
        [{"resident_insurance": False, "soldier": None, "employee_insurance": False}, {"school": School.PRIMARY}],
        [{"school": School.PRIMARY, "resident_insurance": True, "serious_insurance": True}] * 2,
    ]
    households = [household_of(1, village=tree.village)]
    for number, (survey, members) in enumerate(zip(surveys, years, strict=True)):
        household = HouseholdFactory(village=tree.village)
        SurveyFactory(household=household, year=YEAR, **survey)
        if number:
            StatementFactory(household=household, year=YEAR, wage=Decimal(2_000 * number))
        for place, values in enumerate(members):
            # The eldest of school age first, then one of whom not even the birthday is known.
            born = (date(2001, 1, 1), date(2010, 8, 31), date(2010, 9, 1), None)[(number + place) % 4]
            person = PersonFactory(village_code=tree.village.code, born=born, number=None)
            MembershipFactory(household=household, person=person, relation="head" if place == 0 else "son")
            if values:
                MemberYearFactory(person=person, year=YEAR, **values)
        households.append(household)
    return households


def test_guarantees_are_found_as_the_rules_judge_them(tree: Tree) -> None:
    households = many_different(tree)
    judged = {pk: {c.name: c.state for c in checklist(facts)} for pk, facts in facts_of(households, YEAR).items()}
    for name in GUARANTEES:
        assert {states[name] for states in judged.values()} == set(Guarantee), name
    for name in GUARANTEES:
        for state in Guarantee:
            expected = {pk for pk, states in judged.items() if states[name] == state}
            assert found(tree, guarantee=(name, state.value, False)) == expected, (name, state)


@pytest.mark.parametrize("state", list(Guarantee))
def test_any_guarantee_means_one_of_them_and_met_means_all(tree: Tree, state: Guarantee) -> None:
    judged = {
        pk: {check.state for check in checklist(facts)} for pk, facts in facts_of(many_different(tree), YEAR).items()
    }
    expected = {pk for pk, states in judged.items() if (states == {state} if state == "met" else state in states)}
    assert found(tree, guarantee=(ANY, state.value, False)) == expected


def test_only_the_chosen_area_is_searched(tree: Tree) -> None:
    HouseholdFactory(village=tree.neighbour_village, status=Status.POOR)
    assert found(tree) == found(tree, status=("poor",)) == set()
