"""The embedded services of a checkout, started for real in a copy of one."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
from dotenv import dotenv_values

from config.embedded import place, postgresql

BASE_DIR = Path(__file__).resolve().parents[2]


class Checkout:
    """A folder with our `config/` in it, and the command for its services."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(BASE_DIR / "config", folder / "config")

    def services(self, word: str) -> str:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [sys.executable, "-m", "config.services", word]
        return subprocess.run(
            command, cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def address(self, file: str, name: str) -> str:
        return dotenv_values(self.folder / "var" / file)[name] or ""

    def ask(self, query: str, login: str = "DATABASE_URL") -> str:
        connection = psycopg2.connect(self.address("postgresql.env", login))
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                (answer,) = cursor.fetchone() or ("",)
        finally:
            connection.close()
        return str(answer)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    checkout = Checkout(tmp_path_factory.mktemp("checkout") / "a path with spaces and 100% trouble")
    try:
        checkout.services("start")
        yield checkout
    finally:
        checkout.services("forget")


def test_application_and_owner_are_two_roles_and_the_owner_may_become_the_application(checkout: Checkout) -> None:
    assert checkout.ask("SELECT current_user") == "jingzhun_app"
    assert checkout.ask("SELECT pg_has_role(current_user, 'jingzhun_app', 'MEMBER')", "OWNER_DATABASE_URL") == "True"


def test_the_application_can_make_nothing(checkout: Checkout) -> None:
    assert checkout.ask("SELECT has_schema_privilege('public', 'CREATE')") == "False"
    assert checkout.ask("SELECT has_database_privilege('jingzhun', 'CREATE')") == "False"


def test_nobody_comes_in_without_the_password(checkout: Checkout) -> None:
    parts = psycopg2.extensions.parse_dsn(checkout.address("postgresql.env", "DATABASE_URL"))
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(**{**parts, "password": "guess"})
    socket = checkout.address("valkey.env", "REDIS_URL").partition("@")[2]
    with redis.Redis.from_url(f"unix://{socket}") as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_nothing_listens_on_the_network_and_pages_carry_checksums(checkout: Checkout) -> None:
    settings = "SELECT current_setting('listen_addresses') || '/' || current_setting('data_checksums')"
    assert checkout.ask(settings) == "/on"


def test_secrets_are_for_the_owner_of_the_checkout_alone(checkout: Checkout) -> None:
    files = [checkout.folder / "var" / name for name in ("postgresql.env", "valkey.env", "keys.env")]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_second_start_changes_nothing(checkout: Checkout) -> None:
    postmaster, keys = checkout.ask("SELECT pg_postmaster_start_time()"), checkout.services("env")
    checkout.services("start")
    assert (checkout.ask("SELECT pg_postmaster_start_time()"), checkout.services("env")) == (postmaster, keys)


@pytest.mark.parametrize("server", ["postgresql", "valkey"])
def test_a_killed_server_comes_back_by_itself(checkout: Checkout, server: str) -> None:
    number = running(checkout, server, other_than=0)
    os.kill(number, signal.SIGKILL)
    running(checkout, server, other_than=number)


def test_what_was_stored_survives_a_stop(checkout: Checkout) -> None:
    before = checkout.ask("SELECT system_identifier FROM pg_control_system()", "OWNER_DATABASE_URL")
    checkout.services("stop")
    with pytest.raises(psycopg2.OperationalError):
        checkout.ask("SELECT 1")
    checkout.services("start")
    assert checkout.ask("SELECT system_identifier FROM pg_control_system()", "OWNER_DATABASE_URL") == before


def running(checkout: Checkout, server: str, *, other_than: int) -> int:
    """Wait until the server runs as another process; its number."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        line = next(line for line in checkout.services("status").splitlines() if line.startswith(server))
        number = int(line.split("pid ")[1].split(",")[0]) if "RUNNING" in line else 0
        if number not in (0, other_than):
            return number
        time.sleep(0.2)
    raise TimeoutError(line)


def test_a_folder_that_is_somebody_elses_is_refused(tmp_path: Path) -> None:
    ours = place.Place(tmp_path, tmp_path, tmp_path, None)
    (tmp_path / "sockets").symlink_to("/proc")
    with pytest.raises(PermissionError):
        ours.folder(tmp_path / "sockets")


@pytest.mark.parametrize(("wanted", "granted"), [(1, 8), (20, 20), (900, 64)])
def test_memory_shares_stay_within_bounds(wanted: int, granted: int) -> None:
    assert postgresql.within(8, wanted, 64) == granted
