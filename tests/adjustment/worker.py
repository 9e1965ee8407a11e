"""A worker process for tests to kill: works at a job and stops for good inside a statement's transaction.

Arguments: database, job, name of the statement after which it says so and waits for a line.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402 - only after setup

from registry import sqlfile  # noqa: E402
from registry.adjustment import applying, undoing  # noqa: E402
from registry.jobs import lease, running  # noqa: E402

HERE = "here"
LEASE = timedelta(seconds=1)


def stop_after(statement: str) -> None:
    """Let `applying` and `undoing` say HERE and wait once it has run `statement` for the second part."""
    seen = []

    def run_sql(path: Path, **parameters: Any) -> int:
        touched = sqlfile.run_sql(path, **parameters)
        if path.stem == statement:
            seen.append(path)
            if len(seen) == 2:
                print(HERE, flush=True)  # noqa: T201 - the test waits for it
                sys.stdin.readline()
        return touched

    for module in (applying, undoing):
        setattr(module, "run_sql", run_sql)  # noqa: B010 - it is not exported


if __name__ == "__main__":
    connection.settings_dict["NAME"] = sys.argv[1]
    lease.LEASE = LEASE
    lease.RENEW_SECONDS = LEASE.total_seconds() / 4
    stop_after(sys.argv[3])
    running.work_through(UUID(sys.argv[2]))
