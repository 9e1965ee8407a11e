"""Blows at the processes of a place, by process id and from outside: nothing in them knows that it is being tried."""

import contextlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import psutil
import psycopg2
import redis
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from .plans import Blow, Plan, Victim

PROCESS = re.compile(r"^(\S+)\s+RUNNING\s+pid (\d+)", re.MULTILINE)
HOLD_SECONDS, START_SECONDS = 60, 60


class Wreckage:
    """Deals the blows of one trial. Who is who is known beforehand: asking the supervisor takes too long for a blow."""

    def __init__(self) -> None:
        self.known = {name: psutil.Process(number) for name, number in running().items()}
        self.struck_at: float | None = None

    def strike(self, plan: Plan, release: Callable[[], None]) -> None:
        """All blows, the later ones while the first is being recovered from; what was held goes with the first."""
        for blow in plan.strikes:
            time.sleep(blow.after)
            victim = self._process_of(blow.victim)
            self.struck_at = self.struck_at or time.time()
            with contextlib.suppress(psutil.NoSuchProcess):
                deal(blow.blow, victim, release)
            release()

    def _process_of(self, victim: Victim) -> psutil.Process:
        """A process that is just being started again is waited for."""
        deadline = time.monotonic() + START_SECONDS
        while not _lives(self.known.get(victim)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{victim} is not started again")
            time.sleep(0.2)
            with contextlib.suppress(psutil.NoSuchProcess):
                self.known |= {name: psutil.Process(number) for name, number in running().items()}
        return self.known[victim]


def deal(blow: Blow, victim: psutil.Process, release: Callable[[], None]) -> None:
    """One blow; a process without children is killed itself."""
    children = victim.children()
    match blow:
        case Blow.STOP if children:
            _stop_for_long(children[0], release)
        case Blow.KILL_CHILD if children:
            children[0].kill()
        case Blow.KILL_ALL:
            for process in (victim, *children):
                process.kill()
        case Blow.FLUSH:
            with redis.Redis.from_url(settings.REDIS_URL) as broker:
                broker.flushall()
            victim.kill()
        case _:
            victim.kill()


def _lives(process: psutil.Process | None) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process is not None and process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def running() -> dict[str, int]:
    """Name with the supervisor → process id."""
    status = subprocess.run(
        [sys.executable, "-m", "config.services", "status"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {name: int(number) for name, number in PROCESS.findall(status)}


def _stop_for_long(child: psutil.Process, release: Callable[[], None]) -> None:
    """Stop a worker's process until its lease has run out and the other one has taken over; then let it wake."""
    child.send_signal(signal.SIGSTOP)
    release()
    time.sleep(settings.JOB_LEASE_SECONDS * 2)
    child.send_signal(signal.SIGCONT)


class Hold:
    """Whoever writes `table` waits at that point, until the hold is released or the server dies."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.session = raw_connection()
        with self.session.cursor() as cursor:
            cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))

    def wait(self) -> None:
        """Until somebody is there."""
        deadline = time.monotonic() + HOLD_SECONDS
        with self.session.cursor() as cursor:
            while time.monotonic() < deadline:
                cursor.execute("SELECT FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [self.table])
                if cursor.fetchone() is not None:
                    return
                time.sleep(0.01)
        raise TimeoutError(f"nobody came to {self.table}")

    def release(self) -> None:
        """Let everybody go on."""
        with contextlib.suppress(psycopg2.Error):
            self.session.close()


def raw_connection(database: str = "") -> Any:
    """A session of our own, beside Django's."""
    facts = connection.settings_dict
    return psycopg2.connect(
        dbname=database or facts["NAME"],
        user=facts["USER"],
        password=facts["PASSWORD"],
        host=facts["HOST"] or None,
        port=facts["PORT"] or None,
    )
