"""Workers to kill: a process that is ready to work and forks one for each line it is given. Argument: the database.

A line is a job, and perhaps the step of the merge before which the worker kills itself. Answers are the worker's
process and, when it has ended, how.
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402 - only after setup

from registry.actions import merging  # noqa: E402
from registry.jobs import running  # noqa: E402
from registry.sqlfile import run_sql  # noqa: E402


def die_before(step: str) -> None:
    """Let this process be killed where the merge comes to `step`."""

    def run_or_die(path: Path, **parameters: object) -> int:
        if path.stem == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return run_sql(path, **parameters)

    setattr(merging, "run_sql", run_or_die)  # noqa: B010 - a name that merging has, but does not offer


def answers(lines: Iterator[str]) -> Iterator[str]:
    """Fork a worker for each line. This process has no connection to the database of its own to share."""
    for line in lines:
        job, *steps = line.split()
        worker = os.fork()
        if worker == 0:
            for step in steps:
                die_before(step)
            running.work_through(UUID(job))
            os._exit(0)
        yield str(worker)
        yield str(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))


if __name__ == "__main__":
    connection.settings_dict["NAME"] = sys.argv[1]
    for answer in answers(iter(sys.stdin.readline, "")):
        print(answer, flush=True)  # noqa: T201 - the test waits for it
