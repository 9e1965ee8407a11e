"""/healthz and /metrics."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from config import health, heartbeat


@pytest.fixture
def all_alive(db: None) -> None:
    for process in (heartbeat.WORKER, heartbeat.BEAT):
        heartbeat.beat_of(process)


def die(process: str) -> None:
    with heartbeat.connection() as client:
        client.delete(f"heartbeat:{process}")


def unreachable(*_: object) -> None:
    raise OperationalError


@pytest.mark.usefixtures("all_alive")
def test_all_is_well_while_everything_lives(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, set(answer.json().values())) == (200, {"ok"})


@pytest.mark.usefixtures("all_alive")
@pytest.mark.parametrize("process", [heartbeat.WORKER, heartbeat.BEAT])
def test_a_silent_process_is_named(process: str, client: Client) -> None:
    die(process)
    answer = client.get("/healthz")
    dead = [part for part, state in answer.json().items() if state == health.DEAD and part != "status"]
    assert (answer.status_code, dead) == (503, [process])


@pytest.mark.usefixtures("all_alive")
def test_an_absent_broker_is_named_and_nothing_is_claimed_of_those_behind_it(
    client: Client, settings: Settings
) -> None:
    settings.REDIS_URL = "unix:///nowhere.sock"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "dead", "database": "ok", "broker": "dead", "worker": "unknown", "beat": "unknown",
    }  # fmt: skip


@pytest.mark.usefixtures("all_alive")
def test_an_absent_database_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=unreachable))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"], answer.json()["broker"]) == (503, "dead", "ok")


def test_a_heartbeat_without_a_broker_holds_nobody_up(settings: Settings) -> None:
    settings.REDIS_URL = "unix:///nowhere.sock"
    heartbeat.beat_of(heartbeat.WORKER)


def test_metrics_are_for_whoever_brings_the_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a token"
    assert client.get("/metrics", headers={"authorization": "Bearer a token"}).status_code == 200
    assert client.get("/metrics", headers={"authorization": "Bearer another"}).status_code == 404


def test_without_a_token_there_are_no_metrics(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
