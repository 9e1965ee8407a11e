"""A refusal is an answer: on a page, in a fragment, as JSON, and in the security log."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from registry.refusal import Refused, Stale
from tests.factories import UserFactory

REASON = "王小明已在另一户"


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused(REASON)


def be_late(request: HttpRequest) -> HttpResponse:
    raise Stale(REASON)


urlpatterns = [
    path("", include("config.urls")),
    path("refuse", refuse, name="refuse"),
    path("late", be_late),
    path("api/refuse", refuse),
    path("api/late", be_late),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(UserFactory.create())
    return browser


def test_a_page_says_why_and_what_to_do(client: Client) -> None:
    answer = client.post("/refuse")
    assert answer.status_code == 409
    assert REASON in answer.content.decode()


def test_a_stranger_is_refused_alike() -> None:
    assert Client().post("/refuse").status_code == 409


def test_somebody_slower_is_told_so(client: Client) -> None:
    late, refused = client.post("/late").content.decode(), client.post("/refuse").content.decode()
    assert "资料已被他人修改" in late
    assert "资料已被他人修改" not in refused


def test_htmx_gets_the_message_and_where_it_belongs(client: Client) -> None:
    answer = client.post("/refuse", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#messages")
    assert REASON in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(("address", "stale"), [("/api/refuse", False), ("/api/late", True)])
def test_the_api_answers_in_json(address: str, stale: bool, client: Client) -> None:
    answer = client.post(address)
    assert (answer.status_code, answer.json()) == (409, {"messages": [REASON], "stale": stale})


def test_the_security_log_knows_the_page_but_not_the_reason(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        client.post("/refuse?name=王小明")
    (line,) = [vars(record)["msg"] for record in caplog.records if record.name == "security"]
    assert (line["event"], line["kind"], line["page"]) == ("refused", "Refused", "refuse")
    assert "王小明" not in caplog.text
