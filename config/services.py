"""What the application needs beside it, and the application's own processes.

python -m config.services start     PostgreSQL and Valkey, as far as DATABASE_URL / REDIS_URL are unset
python -m config.services run       web, worker and beat as well; waits until /healthz is content
python -m config.services status    what runs
python -m config.services env       addresses and keys in force, for the shell's `eval`
python -m config.services keys      fresh keys for a `.env` beside a database of one's own
python -m config.services stop      stops all of it
python -m config.services forget    stops all of it and deletes its data and keys for ever
"""

import base64
import contextlib
import fcntl
import os
import secrets
import shlex
import sys
import time
from collections.abc import Iterator

from dotenv import dotenv_values, load_dotenv

from config import processes
from config.embedded import postgresql, supervision, valkey
from config.embedded.place import BASE_DIR, VAR, Place, find_place, write_private

KEYS = VAR / "keys.env"


def start(place: Place) -> None:
    """Set up and start what is embedded, unless it is up; with both addresses given there is nothing to start."""
    as_user = {"user": place.user} if place.user else {}
    servers = ""
    embedded_database, embedded_broker = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
    if embedded_database:
        if not KEYS.exists():
            write_private(KEYS, fresh_keys())
        postgresql.prepare(place)
        command = postgresql.command(place)
        servers += supervision.program("postgresql", command, priority=10, stopsignal="INT", **as_user)
    if embedded_broker:
        valkey.prepare(place)
        servers += supervision.program("valkey", valkey.command(place), priority=20, **as_user)
    supervision.start(place, servers)
    if embedded_database:
        postgresql.finish(place)
    if embedded_broker:
        valkey.finish()


def run(place: Place) -> None:
    """Start everything and wait until it is well."""
    start(place)
    processes.start()


def fresh_keys() -> str:
    """A secret for Django, the first key for encrypted fields (`id:base64`) and the key of their blind index."""
    field_key, index_key = (base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    return f"SECRET_KEY={secrets.token_urlsafe(48)}\nFIELD_KEYS=1:{field_key}\nBLIND_INDEX_KEY={index_key}\n"


def environment() -> str:
    """The embedded services' addresses and keys as shell commands."""
    files = [postgresql.ADDRESSES, KEYS] * (not os.environ.get("DATABASE_URL"))
    files += [valkey.ADDRESS] * (not os.environ.get("REDIS_URL"))
    values = {name: value or "" for file in files for name, value in dotenv_values(file).items()}
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in values.items())


@contextlib.contextmanager
def one_at_a_time() -> Iterator[Place]:
    """Two commands at once (tests beside `make run`) wait for each other."""
    place = find_place()
    with (VAR / "services.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place


def ensure() -> None:
    """Start what is embedded without a word; for tests. With services of one's own it leaves what runs here alone."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    with one_at_a_time() as place:
        start(place)


def main(word: str) -> None:
    load_dotenv(BASE_DIR / ".env")
    began = time.monotonic()
    with one_at_a_time() as place:
        match word:
            case "start":
                start(place)
                print(f"services: up ({time.monotonic() - began:.1f} s)")
            case "run":
                run(place)
                print(f"application: up ({time.monotonic() - began:.1f} s)")
            case "status":
                print(supervision.control("status"), end="")
            case "env":
                print(environment())
            case "keys":
                print(fresh_keys(), end="")
            case "stop":
                supervision.stop(place)
                print(f"stopped ({time.monotonic() - began:.1f} s)")
            case "forget":
                supervision.stop(place)
                supervision.forget(place)
            case _:
                sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
