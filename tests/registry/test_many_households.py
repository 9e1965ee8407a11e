"""A county's list of 3,000 households: every condition answers, with the right number and as few queries as ever; and
a batch of 2,000 is changed and put back by the same statements as one of twenty."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import Attribute, Cause, HousingGrade, Joining, Kind, Relation, Sex, Status
from registry.forms.filters import HouseholdFilter
from registry.models import Household, Membership, MemberYear, Operation, Person, Statement, Survey
from tests.cast import call_cast
from tests.factories import Tree, closed_run, plant_tree

MANY, BATCH = 3000, 2000
LIST, CHANGE = reverse("registry:households"), reverse("registry:batch_change")
QUERIES_MOST = 40
STATUSES = (Status.POOR, Status.RELAPSED, Status.CANDIDATE)
CAUSES = (Cause.ILLNESS, Cause.LAND)
GRADES = (HousingGrade.A, HousingGrade.C, HousingGrade.D)
pytestmark = pytest.mark.django_db


def settle(tree: Tree) -> None:
    """One in two villages by turns; what each is goes by its place in the row, with another step a field."""
    villages = (tree.village, tree.sibling_village)
    households = Household.objects.bulk_create(
        Household(
            pk=1_000_000_000 + n,
            village=villages[n % 2],
            village_code=villages[n % 2].code,
            status=STATUSES[n % 3],
            attribute=Attribute.ORDINARY_POOR,
            main_cause=CAUSES[n % 2],
            planned_exit_year=2016 if n % 5 == 0 else None,
            group=f"{n % 7 + 1}组",
            first_identified=None if STATUSES[n % 3] == Status.CANDIDATE else 2014,
            registered_year=None if STATUSES[n % 3] == Status.CANDIDATE else 2014,
            exit_year=2015 if STATUSES[n % 3] == Status.RELAPSED else None,
            relapse_year=2015 if STATUSES[n % 3] == Status.RELAPSED else None,
        )
        for n in range(MANY)
    )
    persons = Person.objects.bulk_create(
        Person(
            village_code=household.village_code,
            name=f"石{n}",
            name_key=f"石{n}",
            initials="s",
            sex=Sex.MALE,
            born=date(1950 + n % 50, 3, 15),
            number_missing="lost",
            number_missing_since=date(2016, 1, 1),
        )
        for n, household in enumerate(households)
    )
    Membership.objects.bulk_create(
        Membership(
            person=person,
            household=household,
            village_code=household.village_code,
            relation=Relation.HEAD,
            counted_from=2014,
            kind_in=Kind.NATURAL,
            reason_in=Joining.REGISTRATION,
            joined_on=date(2014, 6, 1),
        )
        for person, household in zip(persons, households, strict=True)
    )
    enter_years(households, persons)


def enter_years(households: list[Household], persons: list[Person]) -> None:
    """The open year: three in four surveyed, everybody's income and person-year."""
    years = {"year": 2016}
    Survey.objects.bulk_create(
        Survey(household=one, village_code=one.village_code, housing_grade=GRADES[n % 3], safe_water=True, **years)
        for n, one in enumerate(households)
        if n % 4
    )
    Statement.objects.bulk_create(
        Statement(household=one, village_code=one.village_code, wage=Decimal(n), **years)
        for n, one in enumerate(households)
    )
    MemberYear.objects.bulk_create(
        MemberYear(person=one, village_code=one.village_code, soldier=n % 10 == 0, health=["healthy"], **years)
        for n, one in enumerate(persons)
    )


@pytest.fixture(scope="module")
def clerk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """Of the county in which they are. Settled once, for every test takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        tree = plant_tree()
        closed_run(2015)
        with act("test.setup", by=SYSTEM):
            settle(tree)
        client = Client()
        client.force_login(call_cast(tree).county_clerk)
        yield client
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def taken_back(clerk: Client) -> Iterator[None]:
    """Whatever a test does. A session of some age is noted by the first request, not by those that are counted."""
    with transaction.atomic():
        clerk.get(LIST)
        yield
        transaction.set_rollback(True)


def values_of(name: str) -> list[str]:
    """Everything that may be chosen in a field; of what is typed, something that fits."""
    field = HouseholdFilter.base_fields[name]
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return [str(value) for value, _label in choices if value]
    return [
        "2016" if name.endswith(("year", "identified")) else "5" if isinstance(field, forms.IntegerField) else "1组"
    ]


def ask(client: Client, **conditions: str) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(LIST, conditions)
    return answer, len(queries)


@pytest.mark.parametrize("name", [name for name in HouseholdFilter.base_fields if name != "region"])
def test_every_condition_is_answered_with_a_list_and_few_queries(clerk: Client, name: str) -> None:
    for value in values_of(name):
        answer, cost = ask(clerk, **{name: "700" if name.startswith("income") else value})
        assert (answer.status_code, answer.context["form"].errors) == (200, {}), value
        assert cost <= QUERIES_MOST, (value, cost)


@pytest.mark.parametrize(
    ("conditions", "right"),
    [
        ({}, lambda n: True),
        ({"status": "poor"}, lambda n: n % 3 == 0),
        ({"status": "poor_stock"}, lambda n: n % 3 != 2),
        ({"main_cause": "land"}, lambda n: n % 2 == 1),
        ({"group": "3组"}, lambda n: n % 7 == 2),
        ({"planned_exit": "yes"}, lambda n: n % 5 == 0),
        ({"housing_grade": "CD"}, lambda n: n % 4 and n % 3),
        ({"member": "soldier"}, lambda n: n % 10 == 0),
        ({"income_from": "1000", "income_to": "1999.99"}, lambda n: 1000 <= n < 2000),
        ({"age_from": "60", "age_to": "66"}, lambda n: n % 50 <= 6),
        ({"status": "relapsed", "main_cause": "land", "member": "soldier"}, lambda n: False),
        ({"status": "candidate", "group": "1组", "age_to": "20"}, lambda n: n % 3 == 2 and n % 7 == 0 and n % 50 >= 46),
    ],
)
def test_the_number_found_is_that_of_those_who_meet_the_conditions(
    clerk: Client, conditions: dict[str, str], right: Callable[[int], bool]
) -> None:
    answer, _cost = ask(clerk, **conditions)
    assert len(answer.context["found"].numbers) == sum(1 for n in range(MANY) if right(n))


def test_the_last_page_of_the_list_costs_no_more_than_the_first(clerk: Client) -> None:
    first, cost_of_first = ask(clerk)
    last, cost_of_last = ask(clerk, page=str(first.context["page"].paginator.num_pages))
    assert last.context["page"].end_index() == MANY
    assert cost_of_last == cost_of_first


def change(client: Client, count: int) -> list[int]:
    """So many get another natural village, by the page; the queries of preview, change and undoing."""
    numbers = ",".join(str(1_000_000_000 + n) for n in range(count))
    asked: dict[str, Any] = {
        "numbers": numbers,
        "field": "natural_village",
        "natural_village": "坪上",
        "reason": "更名",
    }
    costs = []
    with CaptureQueriesContext(connection) as queries:
        preview = client.post(CHANGE, {**asked, "step": "preview"}).context["preview"]
    costs.append(len(queries))
    assert len(preview.changes) == count
    with CaptureQueriesContext(connection) as queries:
        done = client.post(CHANGE, {**asked, "step": "confirm", "versions": preview.versions})
    costs.append(len(queries))
    assert done.status_code == 302
    operation = Operation.objects.latest("pk")
    assert Household.objects.filter(natural_village="坪上").count() == operation.households == count
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("registry:operation_undo", args=[operation.pk]))
    costs.append(len(queries))
    return costs


def test_two_thousand_are_changed_and_put_back_by_as_many_queries_as_twenty(clerk: Client) -> None:
    assert change(clerk, 20) == change(clerk, BATCH)
    assert not Household.objects.filter(natural_village="坪上").exists()


def test_all_that_a_condition_finds_are_taken_into_a_batch_up_to_its_limit(clerk: Client) -> None:
    taken = clerk.post(CHANGE, {"of": "all", "conditions": "status=poor_stock"})
    assert len(taken.context["numbers"]) == BATCH
    refused = clerk.post(CHANGE, {"of": "all", "conditions": ""}, follow=True)
    assert "一次最多修改 2000 户" in refused.content.decode()
