"""What the pages of a clerk's day ask of the database: a number of queries that does not grow with the register."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from registry import cipher
from registry.accounts.models import User
from registry.benchmarks.page_clerks import fields_of
from registry.models import Household, Statement
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of

PHONE = "13907431234"
LIST, HOUSEHOLD, SAVE = 24, 42, 55


@pytest.fixture
def household(tree: Tree) -> Household:
    """Among twenty others of the village."""
    closed_run(2015)
    made = household_of(
        3,
        village=tree.village,
        head={"name": "石清明"},
        phone_index=cipher.blind_index(PHONE),
        phone_sealed=cipher.seal(PHONE),
        status="poor",
    )
    enter_year(made)
    for _ in range(20):
        enter_year(household_of(2, village=tree.village, head={"name": "石清秋"}, status="poor"))
    return made


@pytest.fixture
def clerk(cast: Cast, signed_in_as: Callable[[User], Client]) -> Client:
    return signed_in_as(cast.county_clerk)


@pytest.mark.usefixtures("household")
def test_a_page_of_the_list(clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(LIST):
        page = clerk.get(reverse("registry:households"), {"status": "poor_stock", "collected": "yes"})
    assert len(page.context["lines"]) == 20


@pytest.mark.parametrize("key", ["name", "initials", "last4", "number", "phone", "household"])
def test_finding_somebody_by_each_key(
    clerk: Client, household: Household, key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = household.memberships.get(relation="head").person
    assert person.id_sealed is not None
    words = {
        "name": person.name,
        "initials": person.initials,
        "last4": person.id_last4,
        "number": cipher.unseal(person.id_sealed),
        "phone": PHONE,
        "household": str(household.pk),
    }
    with django_assert_max_num_queries(LIST + HOUSEHOLD):
        page = clerk.post(reverse("registry:find"), {"words": words[key]}, follow=True)
    assert "石清明" in page.content.decode()


def test_the_page_of_a_household(
    clerk: Client, household: Household, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(HOUSEHOLD):
        clerk.get(reverse("registry:household", args=[household.pk]))


def test_saving_a_year(
    clerk: Client, household: Household, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("registry:household_year", args=[household.pk])
    page = clerk.get(address).content.decode()
    entered: dict[str, list[str]] = {}
    for name, value in fields_of(page):
        entered.setdefault(name, []).append("20001" if name.endswith("wage") else value)
    with django_assert_max_num_queries(SAVE):
        answer = clerk.post(address, entered)
    assert answer.status_code == 302
    assert Statement.objects.get(household=household, year=2016).wage == 20001
