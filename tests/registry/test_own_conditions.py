"""Conditions on what a province adds: each finds its own and leaves its twin; in an address, in words, under a name."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.saved_queries import save_query
from registry.choices import ExtraKind, ExtraSubject
from registry.forms.filters import HouseholdFilter
from registry.models import ExtraField, Household
from registry.queries.finding import Filter, filtered
from registry.queries.own_conditions import OwnCondition
from tests.cast import Cast
from tests.factories import ExtraFieldFactory, MemberYearFactory, SurveyFactory, Tree, closed_run, household_of

HUNAN = 430000000000
LIST = "/households/"
NUMBER, DAY, ANSWER, CHOICE, TEXT = (
    ExtraKind.NUMBER,
    ExtraKind.DATE,
    ExtraKind.YES_NO,
    ExtraKind.CHOICE,
    ExtraKind.TEXT,
)


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def cattle(tree: Tree) -> ExtraField:
    return ExtraFieldFactory(province_code=HUNAN, key="cattle", label="大牲畜", unit="头")


@pytest.fixture
def clerk(cast: Cast, signed_in_as: Callable[[User], Client]) -> Client:
    return signed_in_as(cast.county_clerk)


def surveyed(tree: Tree, **extra: Any) -> Household:
    household = household_of(1, village=tree.village)
    SurveyFactory(household=household, year=2016, extra=extra)
    return household


def found(tree: Tree, **conditions: Any) -> set[int]:
    return set(filtered(SYSTEM, Filter(tree.county, conditions), 2016).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("condition", "own", "other"),
    [
        (OwnCondition("own", NUMBER, low=Decimal(3)), "10", "2.5"),
        (OwnCondition("own", NUMBER, high=Decimal(3)), "2.5", "10"),
        (OwnCondition("own", NUMBER, low=Decimal(3), high=Decimal(3)), "3.00", "三"),
        (OwnCondition("own", DAY, low=date(2016, 5, 1)), "2016-05-01", "2016-04-30"),
        (OwnCondition("own", DAY, high=date(2016, 5, 1)), "2016-05-01", "2016-05-02"),
        (OwnCondition("own", ANSWER, value=True), True, False),
        (OwnCondition("own", ANSWER, value=False), False, True),
        (OwnCondition("own", CHOICE, value="砖"), "砖", "砖木"),
        (OwnCondition("own", TEXT, value="茶"), "油茶", "烤烟"),
    ],
)
def test_a_field_of_the_household_finds_its_own(tree: Tree, condition: OwnCondition, own: Any, other: Any) -> None:
    right = surveyed(tree, own=own)
    surveyed(tree, own=other)
    surveyed(tree)
    assert found(tree, own_household=[condition]) == {right.pk}


def test_of_several_all_must_hold(tree: Tree) -> None:
    right = surveyed(tree, cattle="3", goats="5")
    surveyed(tree, cattle="3", goats="1")
    asked = [OwnCondition("cattle", NUMBER, low=Decimal(2)), OwnCondition("goats", NUMBER, low=Decimal(2))]
    assert found(tree, own_household=asked) == {right.pk}


def test_what_is_said_of_members_is_said_of_one_and_the_same(tree: Tree) -> None:
    right, apart = (household_of(2, village=tree.village) for _ in range(2))
    years = [(right, 0, "student", "茶"), (apart, 0, "student", ""), (apart, 1, "", "茶")]
    for household, place, destitute, said in years:
        person = household.memberships.order_by("pk")[place].person
        MemberYearFactory(
            person=person,
            year=2016,
            village_code=household.village_code,
            soldier=bool(destitute),
            extra={"own": said} if said else {},
        )
    asked = [OwnCondition("own", TEXT, value="茶")]
    assert found(tree, own_member=asked) == {right.pk, apart.pk}
    assert found(tree, own_member=asked, member="soldier") == {right.pk}


def test_the_address_asks_and_the_chips_say_so(clerk: Client, tree: Tree, cattle: ExtraField) -> None:
    right, left = surveyed(tree, cattle="3"), surveyed(tree, cattle="9")
    answer = clerk.get(LIST, {"own.household.cattle.from": "2", "own.household.cattle.to": "5"})
    assert {line.household.pk for line, _cells in answer.context["lines"]} == {right.pk} != {left.pk}
    assert [(chip.label, chip.words) for chip in answer.context["form"].chips] == [
        ("大牲畜（头）从", "2"),
        ("大牲畜（头）到", "5"),
    ]


@pytest.mark.parametrize("address", [reverse("registry:households_conditions"), f"{LIST}?all=1"])
@pytest.mark.usefixtures("cattle")
def test_the_form_offers_what_the_province_adds_with_and_without_scripts(clerk: Client, address: str) -> None:
    ExtraFieldFactory(province_code=HUNAN, key="tea", label="茶园", kind=ANSWER, subject=ExtraSubject.MEMBER)
    ExtraFieldFactory(province_code=520000000000, key="elsewhere", label="外省的项目")
    page = clerk.get(address).content.decode()
    assert "本省自定义项" in page
    assert 'name="own.household.cattle.from"' in page
    assert "成员茶园" in page
    assert "外省的项目" not in page


@pytest.mark.usefixtures("cattle")
def test_without_scripts_the_list_leads_to_all_conditions_and_keeps_none_of_it_in_a_query(clerk: Client) -> None:
    page = clerk.get(LIST, {"status": "poor"}).content.decode()
    assert '<noscript><a class="btn btn-link" href="?status=poor&amp;all=1">' in page
    clerk.post(reverse("registry:query_save"), {"name": "贫困", "conditions": "status=poor&all=1"})
    assert User.objects.get(pk=int(clerk.session["_auth_user_id"])).saved_queries.get().conditions == "status=poor"


def test_a_kept_query_goes_on_asking_for_a_field_that_has_ended(cast: Cast, tree: Tree) -> None:
    ExtraFieldFactory(province_code=HUNAN, key="cattle", label="大牲畜", unit="头", from_year=2014, until_year=2015)
    kept = save_query(name="养牛户", conditions="own.household.cattle.from=1", by=cast.county_clerk)
    form = HouseholdFilter(QueryDict(kept.conditions), viewer=cast.county_clerk)
    assert [chip.label for chip in form.chips] == ["大牲畜（头）从"]
    surveyed(tree)
    assert not filtered(cast.county_clerk, form.chosen(), 2016).exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"own.household.cattle.from": "许多"}, "请填数字"),
        ({"own.household.cattle.from": "5", "own.household.cattle.to": "2"}, "不能小于前面的数"),
    ],
)
@pytest.mark.usefixtures("cattle")
def test_what_cannot_be_asked_is_said_at_its_field(clerk: Client, asked: dict[str, str], says: str) -> None:
    assert says in clerk.get(LIST, asked).content.decode()


@pytest.mark.usefixtures("cattle")
def test_more_than_a_county_is_not_asked(cast: Cast) -> None:
    asked = QueryDict("own.household.cattle.from=1")
    form = HouseholdFilter(asked, viewer=cast.provincial_administrator)
    assert "region" in form.errors
