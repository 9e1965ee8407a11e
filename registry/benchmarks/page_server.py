"""A register of many households that stays for the next time, and the real web server in front of it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from psycopg2.extensions import make_dsn

from registry.models import Household
from registry.regions.models import Region

NAME = "bench_pages"
PROVINCE = "43"
PATIENCE_SECONDS = 60


@contextmanager
def pages_database(households: int) -> Iterator[None]:
    """Work in the kept database, which is made and filled when there is none. Needs the owner's role."""
    kept = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    try:
        _fill(households)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


def _fill(households: int) -> None:
    """CommandError when another number of households is there than asked for."""
    there = Household.objects.count()
    if there == 0:
        if not Region.objects.exists():
            _command("load_regions")
        _command("seed", "--province", PROVINCE, "--households", str(households), "--closed-years", "1")
    elif there != households:
        raise CommandError(
            f"{NAME} holds {there:,} households: measure those with --households {there}, or drop the database first."
        )


def _command(*words: str) -> None:
    subprocess.run(  # noqa: S603 - our own commands, no shell
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"OWNER_DATABASE_URL": _address(os.environ["OWNER_DATABASE_URL"])},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _address(url: str) -> str:
    return make_dsn(url, dbname=connection.settings_dict["TEST"]["NAME"])


@contextmanager
def web_server() -> Iterator[int]:
    """gunicorn as it runs in an office, as the application's role; the port it listens on."""
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": _address(os.environ["DATABASE_URL"]),
        "JINGZHUN_DB_ROLE": "application",
        "STATEMENT_TIMEOUT_SECONDS": "30",
        "HTTPS": "0",
        "LOG_LEVEL": "WARNING",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    words = ("-m", "gunicorn", "--config=config/gunicorn.py", f"--bind=127.0.0.1:{port}", "config.wsgi")
    server = subprocess.Popen([sys.executable, *words], cwd=settings.BASE_DIR, env=environment)  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            asked = HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/accounts/login/")
            if asked.getresponse().status < 500:  # noqa: PLR2004 - it answers
                return
        time.sleep(0.3)
    raise CommandError(f"The web server did not answer within {PATIENCE_SECONDS} s.")
