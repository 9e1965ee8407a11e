"""Income and the seven guarantees of §13.2 as the SQL judges them."""

from typing import Any

import pytest
from django.db import transaction

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.models import MemberYear, Person, Run, Statement, Survey

from .conftest import Loading
from .worlds import Row, home, rows, steps_of

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
CHILD = "2006-03-15"


def judged(run: Run, name: str) -> Any:
    with steps_of(run):
        ((__, found),) = rows("standing", f"household_id, {name}")
    return found


@pytest.mark.parametrize(
    ("statement", "net", "per_head"),
    [
        ({"wage": "4000"}, "4000.00", "1333.33"),
        ({"wage": "2000.02"}, "2000.02", "666.67"),
        ({"wage": "1000", "business": "900.50", "business_cost": "2500.51"}, "-600.01", "-200.00"),
        ({"business_cost": "0.05"}, "-0.05", "-0.02"),
        ({}, "0.00", "0.00"),
    ],
)
def test_income_is_divided_by_the_closing_members_and_rounded_half_away_from_zero(
    loaded: Loading, statement: Row, net: str, per_head: str
) -> None:
    members = [1, 2, 3]
    run = loaded(
        **{
            **home(),
            "persons": [{"person": n} for n in members],
            "memberships": [{"membership": n, "person": n} for n in members],
            "statements": [statement],
        }
    )
    with steps_of(run):
        ((__, found_net, found_per_head),) = rows("standing", "household_id, net_income, income_per_head")
    assert (f"{found_net:.2f}", str(found_per_head)) == (net, per_head)


def test_exactly_half_a_cent_goes_away_from_zero(loaded: Loading) -> None:
    run = loaded(
        **{
            **home(),
            "persons": [{"person": 1}, {"person": 2}],
            "memberships": [{"membership": 1}, {"membership": 2, "person": 2}],
            "statements": [{"wage": "100.01"}],
        }
    )
    assert str(judged(run, "income_per_head")) == "50.01"


@pytest.mark.parametrize(
    ("wage", "lines", "state"),
    [
        ("2952.00", [{}], UNMET),
        ("2952.01", [{}], MET),
        ("3100", [{}, {"name": "line_provincial", "province": "43", "value": "3100"}], UNMET),
        ("3000", [{}, {"name": "line_provincial", "province": "43", "value": "2000"}], MET),
    ],
)
def test_income_is_met_above_the_larger_of_both_lines(loaded: Loading, wage: str, lines: list[Row], state: str) -> None:
    assert judged(loaded(**{**home(), "statements": [{"wage": wage}], "parameters": lines}), "income") == state


def test_items_that_the_province_does_not_count_are_left_out_but_the_cost_never(loaded: Loading) -> None:
    parameters = [{}, {"name": "stable_items", "province": "43", "value": "wage pension"}]
    statement = {"wage": "1000", "pension": "200", "dibao": "5000", "business": "900", "business_cost": "300"}
    run = loaded(**{**home(), "statements": [statement], "parameters": parameters})
    assert judged(run, "net_income") == 900


def test_without_a_statement_income_is_unknown(loaded: Loading) -> None:
    assert judged(loaded(**{**home(), "statements": []}), "income") == UNKNOWN


SURVEYS = [
    ("food", {"food": 1}, MET),
    ("food", {"food": 0}, UNMET),
    ("clothing", {"clothing": ""}, UNKNOWN),
    ("water", {"water": 0}, UNMET),
    ("water", {"confirmed": 0}, UNKNOWN),
    ("housing", {"housing_grade": "B"}, MET),
    ("housing", {"housing_grade": ""}, UNKNOWN),
    ("housing", {"housing_grade": "C"}, UNMET),
    ("housing", {"housing_grade": "D", "housing_remedy": "rebuilt_accepted", "remedy_on": "2016-12-31"}, MET),
    ("housing", {"housing_grade": "D", "housing_remedy": "relocated_occupied", "remedy_on": "2017-01-01"}, UNMET),
    ("housing", {"housing_grade": "C", "housing_remedy": "relocated_occupied"}, UNMET),
    ("housing", {"housing_grade": "A", "confirmed": 0}, UNKNOWN),
]


@pytest.mark.parametrize(("name", "survey", "state"), SURVEYS)
def test_a_surveyed_guarantee_is_what_was_surveyed_for_the_year(
    loaded: Loading, name: str, survey: Row, state: str
) -> None:
    assert judged(loaded(**{**home(), "surveys": [survey]}), name) == state


SCHOOLING = [
    (CHILD, {"school": "03"}, MET),
    (CHILD, {"school": "16"}, MET),
    (CHILD, {"school": "01"}, UNMET),
    (CHILD, {"school": "02"}, UNMET),
    (CHILD, {"school": ""}, UNKNOWN),
    (CHILD, {"school": "", "reason": "suspended"}, UNKNOWN),
    (CHILD, {"school": "01", "reason": "suspended"}, UNMET),
    (CHILD, {"school": "01", "reason": "home_taught"}, MET),
    (CHILD, {"school": "", "reason": "ill"}, MET),
    (CHILD, {"school": "01", "education": "03"}, MET),
    (CHILD, {"school": "01", "education": "06"}, UNMET),
    ("2010-08-31", {"school": "01"}, UNMET),
    ("2010-09-01", {"school": "01"}, MET),
    ("2001-01-01", {"school": "01"}, UNMET),
    ("2000-12-31", {"school": "01"}, MET),
    ("", {"school": "03"}, UNKNOWN),
]


@pytest.mark.parametrize(("born", "member_year", "state"), SCHOOLING)
def test_education_asks_those_of_school_age(loaded: Loading, born: str, member_year: Row, state: str) -> None:
    run = loaded(**{**home(), "persons": [{"born": born}], "member_years": [member_year]})
    assert judged(run, "education") == state


NONE = {"soldier": 0, "employee_insurance": 0, "resident_insurance": 0, "serious_insurance": 0}
INSURANCE = [
    ({**NONE}, False, UNMET),
    ({**NONE, "soldier": 1}, False, MET),
    ({**NONE, "employee_insurance": 1}, True, MET),
    ({**NONE, "resident_insurance": 1}, False, MET),
    ({**NONE, "resident_insurance": 1}, True, UNMET),
    ({**NONE, "resident_insurance": 1, "serious_insurance": 1}, True, MET),
    ({**NONE, "resident_insurance": 1, "serious_insurance": ""}, True, UNKNOWN),
    ({**NONE, "resident_insurance": "", "serious_insurance": 0}, True, UNMET),
    ({**NONE, "resident_insurance": ""}, False, UNKNOWN),
    ({**NONE, "soldier": ""}, False, UNKNOWN),
]


@pytest.mark.parametrize(("member_year", "serious", "state"), INSURANCE)
def test_medical_asks_every_member_and_a_missing_flag_may_decide(
    loaded: Loading, member_year: Row, serious: bool, state: str
) -> None:
    parameters = [{}, {"name": "serious_illness_from", "value": "2016" if serious else "2017"}]
    run = loaded(**{**home(), "member_years": [member_year], "parameters": parameters})
    assert judged(run, "medical") == state


def test_one_unmet_member_outweighs_one_unknown_and_nobody_is_met(loaded: Loading) -> None:
    run = loaded(
        households=[{"household": 1}, {"household": 2}, {"household": 3}],
        persons=[{"person": n} for n in (1, 2, 3)],
        memberships=[
            {"membership": 1, "person": 1, "household": 1},
            {"membership": 2, "person": 2, "household": 1},
            {"membership": 3, "person": 3, "household": 2},
        ],
        member_years=[{"person": 1, "resident_insurance": 0}, {"person": 2, "resident_insurance": ""}],
        previous_closings=[{"household": n} for n in (1, 2, 3)],
    )
    with steps_of(run):
        assert rows("standing", "household_id, medical") == [(1, UNMET), (2, UNKNOWN), (3, MET)]


def test_rows_kept_under_another_villages_code_are_found_all_the_same(loaded: Loading) -> None:
    """Codes only tell where to look first: a person-year may still carry the code of the place moved from."""
    run = loaded(**{**home(), "persons": [{"born": CHILD}], "member_years": [{"school": "01"}]})
    assert move_rows_elsewhere() == 4
    with steps_of(run):
        assert rows("standing", "household_id, income, food, education, medical") == [(1, MET, MET, UNMET, MET)]


def move_rows_elsewhere() -> int:
    """Give the rows of a household's year the code of another province; return how many."""
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        return sum(model.objects.update(village_code=520628100200) for model in (Person, MemberYear, Statement, Survey))
