"""Signs of life of worker and beat."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from config import heartbeat
from config.celery import BeatScheduler, WorkerHeartbeat, app


class Timer:
    """Remembers what is to be called and whether that was called off."""

    running = False

    def call_repeatedly(self, _: float, call: Callable[..., None], args: tuple[str]) -> "Timer":
        self.running = True
        call(*args)
        return self

    def cancel(self) -> None:
        self.running = False


@pytest.fixture(autouse=True)
def silence() -> None:
    with heartbeat.connection() as client:
        client.delete("heartbeat:worker", "heartbeat:beat")


def is_alive(process: str) -> bool:
    with heartbeat.connection() as client:
        return heartbeat.is_alive(client, process)


def test_a_worker_beats_while_it_consumes_and_no_longer() -> None:
    consumer = SimpleNamespace(timer=Timer())
    step = WorkerHeartbeat(consumer)
    step.start(consumer)
    assert is_alive(heartbeat.WORKER)
    step.stop(consumer)
    assert not consumer.timer.running


def test_beat_beats_at_every_tick_though_nothing_is_due() -> None:
    pause = BeatScheduler(app, schedule={}, lazy=True).tick()
    assert is_alive(heartbeat.BEAT)
    assert pause <= heartbeat.PULSE_SECONDS


def test_a_dead_process_is_noticed_soon() -> None:
    heartbeat.beat_of(heartbeat.BEAT)
    with heartbeat.connection() as client:
        assert 0 < client.ttl("heartbeat:beat") <= heartbeat.LIFE_SECONDS
