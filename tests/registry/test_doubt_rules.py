"""Every rule of the groups ID, NULL, HH and INC, with its right and its wrong twin (domain.md §11.2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from registry.parameters.definitions import THRESHOLDS
from registry.rules.doubts import RULES, HouseholdSeen, MemberSeen, Thresholds, findings

MAN = "000000197001010019"
WOMAN = "000000197203040021"
SURVEY: dict[str, Any] = {
    "production_power": True,
    "household_power": True,
    "broadcast": True,
    "cooperative": False,
    "road_distance": Decimal("0.5"),
    "road": "cement",
    "housing_area": Decimal(80),
    "water_difficult": False,
    "safe_water": True,
    "fuel": "firewood",
    "toilet": True,
    "farmland": Decimal(3),
    "irrigated": Decimal(1),
    "woodland": Decimal(0),
    "returned_forest": Decimal(2),
    "orchard": Decimal(0),
    "pasture": Decimal(0),
    "water_surface": Decimal(0),
}
FULL: dict[str, Any] = {
    "ethnicity": "miao",
    "education": "primary",
    "school": "none",
    "health": ("healthy",),
    "labour": "ordinary",
    "resident_insurance": True,
    "serious_insurance": True,
    "resident_pension": True,
}
HEAD = MemberSeen("石大山", "head", "male", date(1970, 1, 1), MAN, work_area="outside", work_months=8, **FULL)
WIFE = MemberSeen("龙小梅", "spouse", "female", date(1972, 3, 4), WOMAN, **FULL)
INCOME = {"wage": Decimal(12000), "business": Decimal(6000), "business_cost": Decimal(1800), "dibao": Decimal(1200)}
USUAL = Thresholds(**{name.value: definition.default for name, definition in THRESHOLDS.items()})
FINE = HouseholdSeen(
    year=2016,
    status="poor",
    main_cause="skills",
    members=(HEAD, WIFE),
    thresholds=USUAL,
    amounts=INCOME,
    survey=SURVEY,
    line=Decimal(2952),
    previous_per_head=Decimal(8000),
    stated_size=2,
)


def head(**changed: Any) -> HouseholdSeen:
    return replace(FINE, members=(replace(HEAD, **changed), WIFE))


def income(**changed: Any) -> HouseholdSeen:
    amounts: Mapping[str, Decimal] = {**INCOME, **{name: Decimal(amount) for name, amount in changed.items()}}
    return replace(FINE, amounts=amounts)


def survey(**changed: Any) -> HouseholdSeen:
    return replace(FINE, survey={**SURVEY, **changed})


def household(**changed: Any) -> HouseholdSeen:
    return replace(FINE, **changed)


# Wrong and, beside it, right: the same household but for what the rule is about.
TWINS: dict[str, list[tuple[HouseholdSeen, HouseholdSeen]]] = {
    "Q-ID-1": [(head(number=MAN[:-1]), head(number=MAN))],
    "Q-ID-2": [(head(number="000000700101001"), head(number=MAN))],
    "Q-ID-3": [
        (head(number=MAN[:-1] + "8"), head(number=MAN)),
        (head(number="000000197013010010"), head(number=MAN)),
    ],
    "Q-ID-4": [
        (head(number=MAN + "83", id_type="disability"), head(number=MAN + "43", id_type="disability")),
        (head(number=MAN + "45", id_type="disability"), head(number=MAN + "43B1", id_type="disability")),
        (head(number=MAN[:-1] + "843", id_type="disability"), head(number=MAN + "43", id_type="disability")),
    ],
    "Q-ID-5": [(head(number=""), head()), (head(number="999999197001010010"), head())],
    "Q-ID-6": [(head(twins_in=("湖南省吉首市",)), head())],
    "Q-ID-7": [(head(sex="female", relation="head"), head())],
    "Q-NULL-1": [(head(ethnicity=""), head())],
    "Q-NULL-2": [(head(education=""), head(education="", school="senior_1"))],
    "Q-NULL-3": [(head(born=date(2000, 5, 1), school=""), head(born=date(1970, 1, 1), school=""))],
    "Q-NULL-4": [(head(health=()), head(health=("chronic",)))],
    "Q-NULL-5": [(head(labour=""), head(labour="", born=date(1940, 1, 1)))],
    "Q-NULL-6": [(household(main_cause=""), FINE)],
    "Q-NULL-7": [
        (survey(production_power=None), survey(production_power=False)),
        (survey(household_power=None), survey(household_power=False)),
        (survey(broadcast=None), survey(broadcast=False)),
    ],
    "Q-NULL-8": [(survey(cooperative=None), survey(cooperative=False))],
    "Q-NULL-9": [(survey(road_distance=None), survey(road_distance=Decimal(0)))],
    "Q-NULL-10": [(survey(road=""), survey(road="mud"))],
    "Q-NULL-11": [(survey(housing_area=None), FINE), (survey(housing_area=Decimal(0)), FINE)],
    "Q-NULL-12": [(survey(water_difficult=None), FINE), (survey(safe_water=None), survey(safe_water=False))],
    "Q-NULL-13": [(survey(fuel=""), FINE)],
    "Q-NULL-14": [(survey(toilet=None), survey(toilet=False))],
    "Q-NULL-15": [(survey(woodland=None), survey(woodland=Decimal(0))), (survey(water_surface=None), FINE)],
    "Q-NULL-16": [
        (
            head(health=("disabled",)),
            head(health=("disabled",), id_type="disability", number=MAN + "43"),
        )
    ],
    "Q-NULL-17": [
        (replace(head(serious_insurance=None), status="exited"), replace(FINE, status="exited")),
        (replace(head(resident_insurance=None), status="exited"), head(resident_insurance=None)),
        (
            replace(head(resident_pension=None), status="exited"),
            replace(head(resident_pension=None, employee_pension=True), status="exited"),
        ),
    ],
    "Q-HH-1": [
        (head(relation="other"), FINE),
        (household(members=(HEAD, replace(WIFE, relation="head"))), FINE),
    ],
    "Q-HH-2": [(household(members=(HEAD, replace(WIFE, sex="male"))), FINE)],
    "Q-HH-3": [
        (
            household(members=(HEAD, replace(WIFE, relation="son"))),
            household(members=(HEAD, replace(WIFE, relation="daughter"))),
        ),
        (head(relation="mother"), FINE),
    ],
    "Q-HH-4": [(household(members=()), FINE)],
    "Q-HH-5": [(household(stated_size=3), FINE)],
    "Q-HH-6": [(head(born=date(2001, 1, 1)), head(born=date(2000, 12, 31)))],
    "Q-INC-1": [
        (income(business_cost=0), income(business_cost=1)),
        (income(business_cost=0), income(business=0, business_cost=0)),
    ],
    "Q-INC-2": [
        (income(business_cost=19200), FINE),
        (income(wage=200_001), income(wage=194_599)),
        (household(members=()), FINE),
    ],
    "Q-INC-3": [
        (replace(income(wage=500), status="exited"), replace(income(wage=504), status="exited")),
        (replace(income(wage=500), status="exited"), income(wage=500)),
    ],
    "Q-INC-4": [
        (household(stated_totals={"net": Decimal(17399)}), household(stated_totals={"net": Decimal(17400)})),
        (
            household(stated_totals={"per_head": Decimal("8700.01")}),
            household(stated_totals={"per_head": Decimal("8700.00")}),
        ),
    ],
    "Q-INC-5": [(income(wage=299), income(wage=300)), (income(wage=300_001), income(wage=300_000))],
    "Q-INC-6": [
        (income(dibao=199), income(dibao=200)),
        (income(destitute_support=1), income(destitute_support=200)),
        (income(family_planning=99), income(family_planning=100)),
        (income(pension=87), income(pension=88)),
    ],
    "Q-INC-7": [
        (replace(income(ecological=500), survey={**SURVEY, "returned_forest": Decimal(0)}), income(ecological=500))
    ],
    "Q-INC-8": [(head(work_area="", work_months=None), FINE)],
    "Q-INC-9": [
        (income(wage=0), replace(income(wage=0), members=(replace(HEAD, work_area="", work_months=None), WIFE)))
    ],
    "Q-INC-10": [(replace(income(business=0), industry_help=True), replace(FINE, industry_help=True))],
    "Q-INC-11": [
        (replace(head(dibao=True), amounts={"wage": Decimal(9000)}), head(dibao=True)),
        (
            replace(head(destitute="scattered"), amounts={"wage": Decimal(9000)}),
            replace(FINE, amounts={"wage": Decimal(9000)}),
        ),
    ],
    "Q-INC-12": [
        (household(previous_per_head=Decimal(4349)), household(previous_per_head=Decimal(4350))),
        (replace(head(), previous_per_head=Decimal(1)), household(previous_per_head=None)),
    ],
}
CASES = [(code, wrong, right) for code, twins in TWINS.items() for wrong, right in twins]


def found(seen: HouseholdSeen) -> set[str]:
    return {finding.rule.code for finding in findings(seen)}


def test_nothing_is_found_in_a_household_that_is_in_order() -> None:
    assert found(FINE) == set()


def test_every_rule_of_the_catalogue_has_its_twins() -> None:
    assert set(TWINS) == {rule.code for rule in RULES}


@pytest.mark.parametrize(("code", "wrong", "right"), CASES)
def test_a_rule_finds_the_wrong_one_and_not_its_right_twin(
    code: str, wrong: HouseholdSeen, right: HouseholdSeen
) -> None:
    assert code in found(wrong)
    assert code not in found(right)


def test_a_finding_says_who_and_what() -> None:
    (finding,) = [each for each in findings(head(ethnicity="")) if each.rule.code == "Q-NULL-1"]
    assert str(finding) == "民族为空：石大山"


def test_nothing_yearly_is_missed_before_the_year_was_entered() -> None:
    nobody_entered = tuple(
        replace(member, entered=False, health=(), labour="", school="", education="") for member in FINE.members
    )
    seen = household(members=nobody_entered, amounts=None, survey=None)
    assert found(seen) == set()


# What is fine by the usual threshold, and the rule that finds it once a province has set this one.
SET = [
    ("Q-HH-6", FINE, {"head_from_age": 47}),
    ("Q-NULL-3", head(school=""), {"school_to_age": 46}),
    ("Q-NULL-3", head(born=date(2011, 1, 1), school="", labour=""), {"school_from_age": 5}),
    ("Q-NULL-5", head(born=date(1950, 1, 1), labour=""), {"labour_to_age": 66}),
    ("Q-NULL-5", head(born=date(2001, 1, 1), labour=""), {"labour_from_age": 15}),
    (
        "Q-NULL-17",
        replace(head(born=date(2001, 1, 1), resident_pension=None), status="exited"),
        {"pension_from_age": 15},
    ),
    ("Q-INC-2", FINE, {"highest_per_head": 8699}),
    ("Q-INC-5", FINE, {"lowest_wage": 12001}),
    ("Q-INC-5", FINE, {"highest_wage": 11999}),
    ("Q-INC-6", FINE, {"least_dibao": 1201}),
    ("Q-INC-6", income(destitute_support=500), {"least_destitute_support": 501}),
    ("Q-INC-6", income(family_planning=500), {"least_family_planning": 501}),
    ("Q-INC-6", income(pension=500), {"least_pension": 501}),
    ("Q-INC-12", FINE, {"largest_change": 8}),
]


@pytest.mark.parametrize(("code", "seen", "thresholds"), SET)
def test_a_rule_begins_where_the_province_has_set_it(
    code: str, seen: HouseholdSeen, thresholds: dict[str, int]
) -> None:
    assert code not in found(seen)
    assert code in found(replace(seen, thresholds=replace(USUAL, **thresholds)))


def test_every_threshold_is_tried() -> None:
    assert {name for _code, _seen, thresholds in SET for name in thresholds} == {name.value for name in THRESHOLDS}
