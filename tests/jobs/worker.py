"""A worker process for tests to kill or stop: does one unit, half-way waits for a line. Arguments: database, job."""

import os
import sys
from datetime import timedelta
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402 - only after setup

from registry.jobs import handlers, lease, running  # noqa: E402
from registry.jobs.choices import JobKind  # noqa: E402
from registry.jobs.models import Unit  # noqa: E402
from tests.jobs.conftest import leave_an_act  # noqa: E402

HALF_WAY = "half-way"
LEASE = timedelta(seconds=1)


def hang(unit: Unit) -> int:
    rows = leave_an_act(unit)
    print(HALF_WAY, flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.readline()
    return rows


if __name__ == "__main__":
    connection.settings_dict["NAME"] = sys.argv[1]
    lease.LEASE = LEASE
    lease.RENEW_SECONDS = LEASE.total_seconds() / 4
    handlers.handles(JobKind.REHEARSAL, hang)
    running.run_next(UUID(sys.argv[2]))
