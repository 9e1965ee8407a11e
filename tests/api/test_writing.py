"""Writing through the API: versions, refusals, and the same request sent again."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from registry.accounts.models import User
from registry.models import Decision, Household, Statement
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of

pytestmark = pytest.mark.django_db
PROPOSAL = {"kind": "register", "reason": "评议通过", "decided_on": "2016-11-20", "document_number": "扶领〔2016〕1号"}


@pytest.fixture
def household(tree: Tree) -> Household:
    """A candidate of three in 城北村, its year entered."""
    closed_run(2015)
    made = household_of(3, village=tree.village, status="candidate")
    enter_year(made)
    return made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, method: str, path: str, body: Any, **headers: str) -> Any:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client_of(user).generic(method, path, json.dumps(body), content_type="application/json", headers=names)


def test_the_open_year_is_corrected_with_the_version_that_was_read(household: Household, cast: Cast) -> None:
    path = f"/api/households/{household.pk}/years/2016/"
    tag = client_of(cast.county_clerk).get(path).headers["ETag"]
    answer = send(cast.county_clerk, "PATCH", path, {"statement": {"wage": "12000.50"}}, If_Match=tag)
    assert (answer.status_code, answer.json()["statement"]["wage"]) == (200, "12000.50")
    assert str(Statement.objects.get(household=household, year=2016).wage) == "12000.50"
    late = send(cast.county_clerk, "PATCH", path, {"statement": {"wage": "1"}}, If_Match=tag)
    assert (late.status_code, late.json()["stale"]) == (409, True)


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"If_Match": '"x"'}, 400)])
def test_a_write_names_the_version(household: Household, cast: Cast, headers: dict[str, str], status: int) -> None:
    path = f"/api/households/{household.pk}/years/2016/"
    assert send(cast.county_clerk, "PATCH", path, {"statement": {"wage": "1"}}, **headers).status_code == status


@pytest.mark.parametrize(
    ("year", "body"),
    [
        (2015, {"statement": {"wage": "1"}}),
        (2016, {"statement": {"wage": "-1"}}),
        (2016, {"statement": {"wage": "一万"}}),
        (2016, {"survey": {"housing_grade": "E"}}),
        (2016, {"statement": 7}),
        (2016, []),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(household: Household, cast: Cast, year: int, body: Any) -> None:
    path = f"/api/households/{household.pk}/years/{year}/"
    assert send(cast.county_clerk, "PATCH", path, body, If_Match=f'"{household.version}"').status_code == 400


def test_a_decision_is_filed_and_approved_by_another(household: Household, cast: Cast) -> None:
    filed = send(cast.county_clerk, "POST", "/api/decisions/", {"household": household.pk, **PROPOSAL})
    assert filed.status_code == 201
    path, tag = f"/api/decisions/{filed.json()['id']}/approve/", f'"{filed.json()["version"]}"'
    assert send(cast.county_clerk, "POST", path, None, If_Match=tag).status_code == 403
    approved = send(cast.county_approver, "POST", path, None, If_Match=tag)
    assert approved.status_code in {200, 409}
    assert Decision.objects.get().state == ("approved" if approved.status_code == 200 else "proposed")


def test_the_same_request_sent_again_does_nothing_twice(household: Household, cast: Cast) -> None:
    key, body = str(uuid4()), {"household": household.pk, **PROPOSAL}
    first, again = (send(cast.county_clerk, "POST", "/api/decisions/", body, Idempotency_Key=key) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (201, first.content)
    assert Decision.objects.count() == 1
    other = send(cast.county_clerk, "POST", "/api/decisions/", {**body, "reason": "又一个"}, Idempotency_Key=key)
    assert other.status_code == 422
    wrong = send(cast.county_clerk, "POST", "/api/decisions/", body, Idempotency_Key="7")
    assert wrong.status_code == 400


def test_a_household_of_another_county_does_not_exist(household: Household, cast: Cast) -> None:
    answer = send(cast.neighbour_clerk, "POST", "/api/decisions/", {"household": household.pk, **PROPOSAL})
    assert answer.status_code == 404


def test_what_the_rules_refuse_is_told_with_its_reasons(household: Household, cast: Cast) -> None:
    body = {"household": household.pk, **PROPOSAL, "kind": "exit"}
    answer = send(cast.county_clerk, "POST", "/api/decisions/", body)
    assert (answer.status_code, answer.json()["stale"]) == (409, False)
    assert answer.json()["messages"]
