"""A database of its own for a benchmark, made by the migrations and dropped afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from psycopg2.extensions import make_dsn

NAME = "bench_jingzhun"


@contextmanager
def scratch_database() -> Iterator[None]:
    """Work in an empty database; the register is not touched. Needs the owner's role."""
    kept = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)


def command_in_scratch(*words: str) -> None:
    """A command of manage.py on the scratch database, in a process whose memory is not counted as ours."""
    python_in_scratch("manage.py", *words)


def python_in_scratch(*words: str) -> bytes:
    """A program of ours on the scratch database; gives what it prints."""
    names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    reached = {name: connection.settings_dict[django_name] or None for name, django_name in names.items()}
    environment = {**os.environ, "OWNER_DATABASE_URL": make_dsn(dbname=NAME, **reached)}
    environment["JINGZHUN_DB_ROLE"] = "owner"
    done = subprocess.run(  # noqa: S603 - our own programs, no shell
        [sys.executable, *words], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, check=True
    )
    return done.stdout
