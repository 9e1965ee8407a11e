"""Which code does the units of which kind of job. Apps to the right register theirs in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from .choices import JobKind
from .models import Job, Unit

Run = Callable[[Unit], int]
Failed = Callable[[Job], None]


@dataclass(frozen=True)
class Duty:
    """`run` does one unit of a kind inside the runner's transaction and returns its rows; `failed` see `handles`."""

    run: Run
    failed: Failed | None = None


_DUTIES: dict[str, Duty] = {}


def handles(kind: JobKind, run: Run, failed: Failed | None = None) -> None:
    """Let `run` do the units of `kind`.

    `failed` is called once for a job that ends before all is done, in the transaction that ends it, so that what the
    job was for ends too; `job.state` says whether it failed or was cancelled, `job.error` why.
    """
    _DUTIES[kind] = Duty(run, failed)


def duty_of(kind: str) -> Duty:
    """What was registered for a kind; KeyError if nothing was."""
    return _DUTIES[kind]
