"""A worker process that merges a batch and waits for a line in the middle of it. Arguments: database, job."""

import os
import sys
from pathlib import Path
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402 - only after setup

from registry.actions import merging  # noqa: E402
from registry.jobs import lease, running  # noqa: E402
from registry.sqlfile import run_sql  # noqa: E402
from tests.jobs.worker import HALF_WAY, LEASE  # noqa: E402

STEP = "insert_memberships.sql"


def hang(path: Path, **parameters: object) -> int:
    """Run the statement; after households and persons are written, wait."""
    rows = run_sql(path, **parameters)
    if path.name == STEP:
        print(HALF_WAY, flush=True)  # noqa: T201 - the test waits for it
        sys.stdin.readline()
    return rows


if __name__ == "__main__":
    connection.settings_dict["NAME"] = sys.argv[1]
    lease.LEASE = LEASE
    lease.RENEW_SECONDS = LEASE.total_seconds() / 4
    setattr(merging, "run_sql", hang)  # noqa: B010 - a name that merging has, but does not offer
    running.run_next(UUID(sys.argv[2]))
