"""Pages of the household: for the clerk of its county they work, for the neighbour's clerk they do not exist."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from registry import cipher
from registry.accounts.models import User
from registry.choices import Sex
from registry.models import Household
from tests.cast import Cast
from tests.factories import MemberYearFactory, Tree, closed_run, enter_year, household_of, id_number

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    made = household_of(4, village=tree.village)
    enter_year(made)
    return made


def head_name(household: Household) -> str:
    return household.memberships.get(relation="head").person.name


def test_the_list_shows_the_clerks_households_and_nobody_elses(
    cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    other = household_of(1, village=tree.neighbour_village)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:households")).content.decode()
    assert f"/households/{household.pk}/" in page
    assert f"/households/{other.pk}/" not in page


@pytest.mark.parametrize("name", ["household", "household_edit", "household_year", "member_join", "member_leave"])
def test_another_countys_household_does_not_exist(
    cast: Cast, household: Household, signed_in_as: SignedIn, name: str
) -> None:
    address = reverse(f"registry:{name}", args=[household.pk])
    assert signed_in_as(cast.county_clerk).get(address).status_code == 200
    assert signed_in_as(cast.neighbour_clerk).get(address).status_code == 404


def test_a_reader_cannot_edit(cast: Cast, household: Household, signed_in_as: SignedIn) -> None:
    address = reverse("registry:household_edit", args=[household.pk])
    assert signed_in_as(cast.county_leader).get(address).status_code == 403


def test_the_page_shows_the_last_four_characters_of_an_id_number_and_no_more(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    person = household.memberships.get(relation="head").person
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household", args=[household.pk])).content.decode()
    assert person.id_last4 in page
    assert cipher.unseal(bytes(person.id_sealed or b"")) not in page


@pytest.mark.parametrize("scrap", ["name", "initials", "last4", "whole number"])
def test_somebody_is_found_by_a_scrap_and_the_address_does_not_tell_it(
    cast: Cast, household: Household, signed_in_as: SignedIn, scrap: str
) -> None:
    person = household.memberships.get(relation="head").person
    words = {
        "name": person.name,
        "initials": person.initials,
        "last4": person.id_last4,
        "whole number": cipher.unseal(bytes(person.id_sealed or b"")),
    }[scrap]
    answer = signed_in_as(cast.county_clerk).post(reverse("registry:find"), {"words": words}, follow=True)
    assert f"/households/{household.pk}/" in answer.content.decode()
    assert words not in answer.redirect_chain[-1][0]


def test_the_neighbour_finds_nothing_by_the_same_number(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    number = cipher.unseal(bytes(household.memberships.get(relation="head").person.id_sealed or b""))
    answer = signed_in_as(cast.neighbour_clerk).post(reverse("registry:find"), {"words": number}, follow=True)
    assert f"/households/{household.pk}/" not in answer.content.decode()


def test_a_household_is_registered_in_the_browser(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    form = {
        "village": tree.village.pk,
        "attribute": "ordinary_poor",
        "main_cause": "illness",
        "standard": "national",
        "members-TOTAL_FORMS": 2,
        "members-INITIAL_FORMS": 0,
        "members-0-name": "石清明",
        "members-0-id_number": id_number(date(1970, 3, 15), sequence=3),
        "members-0-relation": "head",
        "members-0-id_type": "citizen",
        "members-1-name": "吴冬梅",
        "members-1-id_number": id_number(date(1972, 5, 1), Sex.FEMALE, 4),
        "members-1-relation": "spouse",
        "members-1-id_type": "citizen",
        "income-wage": "8000",
        "survey-housing_grade": "B",
    }
    answer = signed_in_as(cast.county_clerk).post(reverse("registry:register"), form)
    assert answer.status_code == 302, answer.content.decode()
    made = Household.objects.get()
    assert made.memberships.count() == 2
    assert made.statements.get().wage == 8000


def test_a_wrong_number_comes_back_beside_its_field_with_everything_typed(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    form = {
        "village": tree.village.pk,
        "attribute": "ordinary_poor",
        "main_cause": "illness",
        "standard": "national",
        "address": "三组大樟树旁",
        "members-TOTAL_FORMS": 1,
        "members-INITIAL_FORMS": 0,
        "members-0-name": "石清明",
        "members-0-id_number": "000000197003150000",
        "members-0-relation": "head",
        "members-0-id_type": "citizen",
    }
    answer = signed_in_as(cast.county_clerk).post(reverse("registry:register"), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Household.objects.exists()
    assert "校验码" in page
    assert "三组大樟树旁" in page


def test_the_slower_of_two_clerks_gets_409_and_may_then_save_on_purpose(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    address = reverse("registry:household_edit", args=[household.pk])
    form = {"attribute": "ordinary_poor", "main_cause": "illness", "standard": "national", "version": 1}
    signed_in_as(cast.township_clerk).post(address, {**form, "address": "一组"})
    slower = signed_in_as(cast.county_clerk)
    answer = slower.post(address, {**form, "address": "二组"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "一组" in page
    assert 'name="version" value="2"' in page
    slower.post(address, {**form, "address": "二组", "version": 2})
    household.refresh_from_db()
    assert (household.address, household.version) == ("二组", 3)


def test_the_year_page_saves_income_conditions_and_members(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    household = household_of(1, village=tree.village)
    person = household.memberships.get().person
    MemberYearFactory(person=person, year=2016, school="")
    form = {
        "version": 1,
        "income-wage": "12000",
        "income-business_cost": "-5",
        "survey-safe_water": "true",
        f"person-{person.pk}-school": "none",
        f"person-{person.pk}-resident_insurance": "true",
    }
    address = reverse("registry:household_year", args=[household.pk])
    clerk = signed_in_as(cast.county_clerk)
    assert "不能是负数" in clerk.post(address, form).content.decode()
    assert clerk.post(address, {**form, "income-business_cost": "500"}).status_code == 302
    assert household.surveys.get().safe_water is True
    assert person.years.get().school == "none"


def test_the_list_costs_the_same_number_of_queries_however_long(
    cast: Cast,
    tree: Tree,
    household: Household,
    signed_in_as: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(12):
        enter_year(household_of(3, village=tree.sibling_village))
    client = signed_in_as(cast.county_clerk)
    with django_assert_max_num_queries(25):
        client.get(reverse("registry:households"))


def test_home_counts_the_viewers_own_areas(
    cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    household_of(1, village=tree.neighbour_village)
    bench = signed_in_as(cast.county_clerk).get(reverse("registry:home")).context["bench"]
    assert (bench.poor_households, bench.poor_persons, bench.uncollected) == (1, 4, 0)


def test_a_figure_of_the_bench_opens_a_list_of_the_same_length(
    cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    for status in ("poor", "exited", "stable", "candidate"):
        household_of(1, village=tree.village, status=status)
    client = signed_in_as(cast.county_clerk)
    bench = client.get(reverse("registry:home")).context["bench"]
    listed = client.get(reverse("registry:households"), {"collected": "no", "status": "collected"})
    assert bench.uncollected == listed.context["page"].paginator.count == 2


def test_progress_counts_by_township_and_only_the_viewers_own(
    cast: Cast, tree: Tree, household: Household, signed_in_as: SignedIn
) -> None:
    household_of(1, village=tree["433124101200"])
    household_of(1, village=tree.neighbour_village)
    areas = signed_in_as(cast.county_clerk).get(reverse("registry:home_progress")).context["areas"]
    assert [(area.region.name, area.households, area.collected) for area in areas] == [
        ("花垣镇", 1, 1),
        ("双龙镇", 1, 0),
    ]
