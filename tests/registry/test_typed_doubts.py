"""Doubts that saving would raise, answered while the form is being typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.actions.doubts import settle_doubt
from registry.choices import DoubtOutcome, Sex
from registry.models import Household, Membership
from tests.cast import Cast
from tests.factories import PersonFactory, Tree, closed_run, enter_year, household_of, id_number

CHECK = "/entry/check/"
HEAD = {
    "members-0-name": "石清明",
    "members-0-id_number": id_number(date(1970, 3, 15), sequence=1),
    "members-0-id_type": "citizen",
    "members-0-relation": "head",
    "members-0-ethnicity": "miao",
    "members-0-education": "primary",
    "members-0-school": "none",
    "members-0-health": "healthy",
    "members-0-labour": "ordinary",
}
FORMSET = {"members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    household = household_of(2, village=tree.village)
    enter_year(household, wage=12000)
    return household


@pytest.fixture
def clerk(cast: Cast, signed_in_as: Callable[[User], Client]) -> Client:
    return signed_in_as(cast.county_clerk)


def typed(client: Client, page: str, values: dict[str, Any], household: Household | None = None) -> list[str]:
    """What is answered to a form that stands as `values` say; nothing is written."""
    asked = {"kind": "statement", "part": "income-", "page": page, "household": household.pk if household else ""}
    answer = client.post(CHECK, asked | values)
    assert answer.status_code == 200
    return [doubt["words"] for doubt in answer.json()["doubts"]]


def entering(client: Client, **changed: str) -> list[str]:
    return typed(client, "new", {**FORMSET, **HEAD, "main_cause": "illness", **changed})


def test_a_household_without_fault_raises_nothing(clerk: Client) -> None:
    assert entering(clerk) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"main_cause": ""}, "主要致贫原因为空"),
        ({"members-0-ethnicity": ""}, "民族为空：石清明"),
        ({"members-0-id_number": id_number(date(2004, 3, 15), sequence=1)}, "户主年龄过小：石清明 12 岁"),
        ({"income-business": "6000", "income-wage": ""}, "有生产经营性收入，生产经营性支出为 0"),
        ({"income-wage": "100"}, "工资性收入过低或过高：100.00，不到 300 元"),
        ({"survey-housing_area": "80"}, "入户路类型为空"),
    ],
)
def test_what_is_typed_is_seen_by_the_rules(clerk: Client, changed: dict[str, str], words: str) -> None:
    assert words in entering(clerk, **changed)


def test_what_is_only_empty_is_told_apart(clerk: Client) -> None:
    asked = {"kind": "household", "page": "new", **FORMSET, **HEAD, "income-wage": "100"}
    doubts = clerk.post(CHECK, asked).json()["doubts"]
    assert {doubt["words"].split("：")[0]: doubt["empty"] for doubt in doubts} == {
        "主要致贫原因为空": True,
        "工资性收入过低或过高": False,
        "有工资性收入，家中无人务工": False,
    }


def test_a_number_not_yet_typed_or_wrong_is_left_to_its_field(clerk: Client) -> None:
    assert entering(clerk, **{"members-0-id_number": ""}) == []
    assert entering(clerk, **{"members-0-id_number": "00000019700315001"}) == []


def test_somebody_without_a_number_may_be_somebody_who_is_here(clerk: Client, tree: Tree) -> None:
    PersonFactory(village_code=tree.village.code, name="石小雨", sex=Sex.FEMALE, born=date(2016, 2, 1))
    newborn = {
        "members-0-name": "石小雨",
        "members-0-id_number": "",
        "members-0-number_missing": "newborn",
        "members-0-born": "2016-02-01",
        "members-0-sex": "female",
        "village": str(tree.village.pk),
    }
    found = entering(clerk, **newborn)
    assert "疑似同一人登记两次（姓名、出生日期相同）：石小雨（本县内）" in found
    assert "没有证件号码：石小雨" in found


def test_a_row_taken_away_is_nobody(clerk: Client) -> None:
    assert entering(clerk, **{"members-0-DELETE": "on", "members-0-ethnicity": ""}) == []


def year_of(household: Household, **changed: str) -> dict[str, str]:
    """The year page as it stands when it is opened, but for what was changed."""
    members = Membership.objects.filter(household=household).order_by("pk")
    persons = {
        f"person-{member.person_id}-{name}": value
        for member in members
        for name, value in {
            "education": "primary",
            "school": "none",
            "health": "healthy",
            "labour": "ordinary",
            "work_months": "6",
        }.items()
    }
    return {"income-wage": "12000", **persons, **changed}


def test_the_year_is_seen_with_what_was_entered_on_the_page(clerk: Client, household: Household) -> None:
    before = set(typed(clerk, "year", year_of(household), household))
    after = set(typed(clerk, "year", year_of(household, **{"income-wage": "400000"}), household))
    assert {words.split("：")[0] for words in after - before} >= {
        "工资性收入过低或过高",
        "人均纯收入不大于 0、为空或过高",
    }


def test_what_was_explained_is_not_raised_again(clerk: Client, household: Household, cast: Cast) -> None:
    page = year_of(household, **{"income-wage": "100"})
    told = "工资性收入过低或过高：100.00，不到 300 元"
    assert told in typed(clerk, "year", page, household)
    saved = household.doubts.create(
        rule="Q-INC-5", year=2016, village_code=household.village_code, seen={"seen": ["100.00，不到 300 元"]}
    )
    settle_doubt(doubt_id=saved.pk, outcome=DoubtOutcome.TRUE, explanation="只做了一天", by=cast.county_clerk)
    assert told not in typed(clerk, "year", page, household)


def test_the_household_s_own_fields_are_seen(clerk: Client, household: Household) -> None:
    assert "主要致贫原因为空" in typed(clerk, "fields", {"main_cause": ""}, household)
    assert "主要致贫原因为空" not in typed(clerk, "fields", {"main_cause": "illness"}, household)


def test_who_is_about_to_join_is_seen_beside_the_others(clerk: Client, household: Household) -> None:
    wife = {"name": "吴冬梅", "id_number": id_number(date(1972, 5, 1), Sex.MALE, 2), "id_type": "citizen"}
    assert any("吴冬梅" in words for words in typed(clerk, "join", {**wife, "relation": "spouse"}, household))


@pytest.mark.parametrize("page", ["new", "year", "fields", "join"])
def test_a_page_on_which_nothing_stands_is_answered(clerk: Client, household: Household, page: str) -> None:
    assert isinstance(typed(clerk, page, {"income-wage": "许多", "members-TOTAL_FORMS": "-1"}, household), list)


@pytest.mark.parametrize("asked", [{"page": "nowhere"}, {"household": "x"}, {"kind": "nothing"}])
def test_what_is_no_page_is_not_checked(clerk: Client, asked: dict[str, str]) -> None:
    assert clerk.post(CHECK, {"kind": "statement", "page": "year", **asked}).status_code == 400


def test_of_a_household_elsewhere_nothing_is_told(clerk: Client, tree: Tree) -> None:
    elsewhere = household_of(1, village=tree.neighbour_village)
    asked = {"kind": "statement", "part": "income-", "page": "year", "household": elsewhere.pk}
    assert clerk.post(CHECK, asked).status_code == 404


def test_checking_writes_nothing_and_costs_few_queries(
    clerk: Client, household: Household, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(24):
        typed(clerk, "year", year_of(household, **{"income-wage": "100"}), household)
    assert not household.doubts.exists()
