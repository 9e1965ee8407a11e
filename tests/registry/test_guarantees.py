"""The seven guarantees of one household (domain.md §13.2), clause by clause."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registry.choices import Absence, Education, Guarantee, School
from registry.rules.guarantees import HouseholdFacts, MemberFacts, SurveyFacts, all_met, checklist, unmet

MET, UNMET, UNKNOWN = Guarantee.MET, Guarantee.UNMET, Guarantee.UNKNOWN
ADULT = MemberFacts(
    "石清明",
    date(1970, 3, 15),
    soldier=False,
    employee_insurance=False,
    resident_insurance=True,
    serious_insurance=True,
)
CHILD = replace(ADULT, name="石雨", born=date(2006, 3, 15), school=School.PRIMARY)
GOOD = HouseholdFacts(
    year=2016,
    members=(ADULT, CHILD),
    amounts={"wage": Decimal(12000)},
    survey=SurveyFacts(food=True, clothing=True, safe_water=True, housing_grade="B"),
    line=Decimal(2952),
)


def state(facts: HouseholdFacts, name: str) -> Guarantee:
    return next(check.state for check in checklist(facts) if check.name == name)


def test_a_household_with_everything_meets_all_seven() -> None:
    assert all_met(checklist(GOOD))
    assert not unmet(checklist(GOOD))


@pytest.mark.parametrize(
    ("wage", "expected"), [("5904.00", UNMET), ("5904.01", MET), ("5904.02", MET), ("0", UNMET), ("-10", UNMET)]
)
def test_income_must_be_above_the_line_after_rounding(wage: str, expected: Guarantee) -> None:
    # 5,904.01 ÷ 2 = 2,952.005, which is rounded away from zero to 2,952.01.
    assert state(replace(GOOD, amounts={"wage": Decimal(wage)}), "income") == expected


@pytest.mark.parametrize("without", [{"amounts": None}, {"line": None}, {"members": ()}])
def test_income_is_unknown_without_statement_line_or_members(without: dict[str, object]) -> None:
    assert state(replace(GOOD, **without), "income") == UNKNOWN  # type: ignore[arg-type]


def test_an_item_that_is_not_stable_does_not_count_and_cost_counts_in_full() -> None:
    amounts = {"wage": Decimal(6000), "dibao": Decimal(9000), "business_cost": Decimal(2000)}
    facts = replace(GOOD, amounts=amounts, stable_items=("wage",))
    assert facts.income_per_head == Decimal("2000.00")


@pytest.mark.parametrize(("answer", "expected"), [(True, MET), (False, UNMET), (None, UNKNOWN)])
@pytest.mark.parametrize(("field", "name"), [("food", "food"), ("clothing", "clothing"), ("safe_water", "water")])
def test_surveyed_guarantees_follow_the_answer(field: str, name: str, answer: bool | None, expected: Guarantee) -> None:
    survey = replace(SurveyFacts(), **{field: answer})  # type: ignore[arg-type]
    assert state(replace(GOOD, survey=survey), name) == expected


@pytest.mark.parametrize(
    ("grade", "remedy", "on", "expected"),
    [
        ("A", "", None, MET),
        ("C", "", None, UNMET),
        ("D", "rebuilt_accepted", date(2016, 12, 31), MET),
        ("C", "relocated_occupied", date(2017, 1, 1), UNMET),
        ("C", "rebuilt_accepted", None, UNMET),
        ("", "", None, UNKNOWN),
    ],
)
def test_housing_is_the_grade_or_a_remedy_in_time(
    grade: str, remedy: str, on: date | None, expected: Guarantee
) -> None:
    survey = SurveyFacts(housing_grade=grade, housing_remedy=remedy, remedy_on=on)
    assert state(replace(GOOD, survey=survey), "housing") == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"school": School.NONE}, UNMET),
        ({"school": School.KINDERGARTEN}, UNMET),
        ({"school": School.NONE, "absence": Absence.SUSPENDED}, UNMET),
        ({"school": School.NONE, "absence": Absence.ILL}, MET),
        ({"school": "", "absence": Absence.HOME_TAUGHT}, MET),
        ({"school": "", "education": Education.JUNIOR}, MET),
        ({"school": ""}, UNKNOWN),
        ({"born": None}, UNKNOWN),
        ({"school": School.NONE, "born": date(2010, 8, 31)}, UNMET),
        ({"school": School.NONE, "born": date(2010, 9, 1)}, MET),
        ({"school": School.NONE, "born": date(2000, 12, 31)}, MET),
        ({"school": School.NONE, "born": date(2001, 1, 1)}, UNMET),
    ],
)
def test_schooling_concerns_those_of_compulsory_age(changed: dict[str, object], expected: Guarantee) -> None:
    child = replace(CHILD, **changed)  # type: ignore[arg-type]
    assert state(replace(GOOD, members=(ADULT, child)), "education") == expected


@pytest.mark.parametrize(
    ("changed", "serious_from", "expected"),
    [
        ({"resident_insurance": False}, None, UNMET),
        ({"resident_insurance": False, "soldier": True}, None, MET),
        ({"resident_insurance": False, "employee_insurance": True}, None, MET),
        ({"resident_insurance": False, "soldier": None}, None, UNKNOWN),
        ({"resident_insurance": None}, None, UNKNOWN),
        ({"serious_insurance": False}, None, MET),
        ({"serious_insurance": False}, 2016, UNMET),
        ({"serious_insurance": None}, 2016, UNKNOWN),
        ({"serious_insurance": False}, 2017, MET),
    ],
)
def test_medical_insurance_of_one_member_decides(
    changed: dict[str, object], serious_from: int | None, expected: Guarantee
) -> None:
    member = replace(ADULT, **changed)  # type: ignore[arg-type]
    facts = replace(GOOD, members=(CHILD, member), serious_illness_from=serious_from)
    assert state(facts, "medical") == expected


def test_one_member_unmet_outweighs_another_unknown() -> None:
    members = (replace(CHILD, school=""), replace(CHILD, school=School.NONE))
    assert state(replace(GOOD, members=members), "education") == UNMET
