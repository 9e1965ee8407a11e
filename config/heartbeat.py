"""Signs of life of the processes that no request reaches: keys of a short life in the broker."""

import contextlib
import time

import redis
from django.conf import settings

WORKER, BEAT = "worker", "beat"
PULSE_SECONDS = 5
LIFE_SECONDS = 20


def connection() -> redis.Redis:
    """A client that gives up soon: a health check must answer, and a heartbeat must not hold up its process."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def beat_of(process: str) -> None:
    """Say that this process lives. With the broker away nobody listens: the next beat comes soon."""
    with contextlib.suppress(redis.RedisError), connection() as client:
        client.set(f"heartbeat:{process}", int(time.time()), ex=LIFE_SECONDS)


def is_alive(client: redis.Redis, process: str) -> bool:
    return bool(client.exists(f"heartbeat:{process}"))
