from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from tests.cast import Cast

SignIn = Callable[[User], Client]


def options(client: Client, **asked: str) -> str:
    answer = client.get(reverse("regions:pick"), asked)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_a_clerk_is_offered_the_regions_of_the_own_county(cast: Cast, signed_in_as: SignIn) -> None:
    assert "湖南省湘西土家族苗族自治州花垣县花垣镇城北村" in options(signed_in_as(cast.county_clerk), q="cbc")


def test_a_neighbouring_village_is_offered_only_when_asked_for_everywhere(cast: Cast, signed_in_as: SignIn) -> None:
    clerk = signed_in_as(cast.county_clerk)
    assert "邻一村" not in options(clerk, q="邻一村")
    assert "邻一村" in options(clerk, q="邻一村", scope="all")


def test_a_user_administrator_without_sight_of_households_can_pick(cast: Cast, signed_in_as: SignIn) -> None:
    assert "花垣县" in options(signed_in_as(cast.system_administrator), q="hyx", level="3")


def test_nobody_is_offered_nothing(cast: Cast, signed_in_as: SignIn) -> None:
    assert "花垣县" not in options(signed_in_as(cast.nobody), q="花垣")


@pytest.mark.parametrize("asked", [{"q": ""}, {"q": "a\x00b"}, {"q": "花垣", "level": "9"}, {"q": "村" * 100}])
def test_what_cannot_be_meant_is_answered_with_no_region(
    cast: Cast, signed_in_as: SignIn, asked: dict[str, str]
) -> None:
    assert "data-value" not in options(signed_in_as(cast.county_clerk), **asked)


def test_strangers_are_sent_to_log_in(db: None, client: Client) -> None:
    assert client.get(reverse("regions:pick"), {"q": "花垣"}).status_code == HTTPStatus.FOUND


def test_it_only_answers_questions(cast: Cast, signed_in_as: SignIn) -> None:
    answer = signed_in_as(cast.county_clerk).post(reverse("regions:pick"))
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
