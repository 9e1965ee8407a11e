from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.parameters.choices import Name
from registry.parameters.queries import poverty_line, value_of
from tests.cast import Cast

from .rows import HUNAN

SignIn = Callable[[User], Client]
OWN = {"year": "2016", "kind": "provincial", "amount": "3000", "source": "湘扶发〔2016〕1号"}
LIST, LINE, CALENDAR = reverse("parameters:list"), reverse("parameters:line"), reverse("parameters:calendar")


def parameter(name: str) -> str:
    return reverse("parameters:parameter", args=[name])


def test_the_list_shows_lines_with_their_sources_and_every_parameter(cast: Cast, signed_in_as: SignIn) -> None:
    page = signed_in_as(cast.county_clerk).get(LIST).content.decode()
    assert "2,952" in page
    assert "云南调查年鉴2017" in page
    assert all(str(name.label) in page for name in Name)


def test_the_list_costs_few_queries(
    cast: Cast, signed_in_as: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in_as(cast.county_clerk)
    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_only_administrators_are_offered_changes(cast: Cast, signed_in_as: SignIn) -> None:
    assert LINE in signed_in_as(cast.provincial_administrator).get(LIST).content.decode()
    assert LINE not in signed_in_as(cast.county_clerk).get(LIST).content.decode()


@pytest.mark.parametrize("address", [LIST, CALENDAR])
def test_who_may_not_view_parameters_is_turned_away(cast: Cast, signed_in_as: SignIn, address: str) -> None:
    assert signed_in_as(cast.audit_administrator).get(address).status_code == HTTPStatus.FORBIDDEN
    assert signed_in_as(cast.auditor).get(address).status_code == HTTPStatus.OK


@pytest.mark.parametrize("address", [LINE, parameter("notice_days_1")])
def test_who_may_only_view_cannot_change(cast: Cast, signed_in_as: SignIn, address: str) -> None:
    assert signed_in_as(cast.auditor).post(address, OWN).status_code == HTTPStatus.FORBIDDEN
    assert signed_in_as(cast.provincial_administrator).get(address).status_code == HTTPStatus.OK


def test_an_administrator_sets_the_line_of_the_own_province(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, LIST)
    assert poverty_line(HUNAN, 2016) == 3000


def test_a_line_below_the_floor_comes_back_as_a_refusal(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN | {"amount": "2000"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "低于国家扶贫标准" in answer.content.decode()


def test_the_nation_s_line_cannot_be_chosen(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).post(LINE, OWN | {"kind": "nbs"})
    assert answer.context["form"].errors.keys() == {"kind"}


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        (Name.NOTICE_DAYS_2, "5", 5),
        (Name.STABLE_ITEMS, ["wage", "pension"], ["wage", "pension"]),
        (Name.SERIOUS_ILLNESS_FROM, "2016", 2016),
        (Name.SERIOUS_ILLNESS_FROM, "", None),
        (Name.PERIOD_START, "01-01", "01-01"),
    ],
)
def test_each_parameter_has_a_form_of_its_shape(
    cast: Cast, signed_in_as: SignIn, name: Name, value: Any, stored: Any
) -> None:
    client = signed_in_as(cast.provincial_administrator)
    client.post(parameter(name), {"value": value, "from_year": "2016", "source": "湘扶发〔2016〕2号"})
    assert value_of(name, HUNAN, 2016) == stored


def test_the_form_begins_with_the_latest_value(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).get(parameter("notice_days_1"))
    assert answer.context["form"]["value"].value() == 7


def test_a_parameter_nobody_knows_is_not_found(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.provincial_administrator).get(parameter("weather"))
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_calendar_shows_the_year_asked_for(cast: Cast, signed_in_as: SignIn) -> None:
    page = signed_in_as(cast.county_clerk).get(CALENDAR, {"year": "2016"}).content.decode()
    assert "春节调休上班" in page
    assert "2016年" in page


def test_the_calendar_answers_a_year_it_does_not_have(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.county_clerk).get(CALENDAR, {"year": "1999"})
    assert answer.status_code == HTTPStatus.OK
