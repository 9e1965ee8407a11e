"""Which code does the units of which kind of job. Apps to the right register theirs in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from .choices import JobKind
from .models import Job, Unit

Run = Callable[[Unit], int]
Failed = Callable[[Job], None]


@dataclass(frozen=True)
class Handler:
    """`run` does one unit inside the runner's transaction and returns its rows; `failed` see `handles`."""

    run: Run
    failed: Failed | None = None


_HANDLERS: dict[str, Handler] = {}


def handles(kind: JobKind, run: Run, failed: Failed | None = None) -> None:
    """Let `run` do the units of `kind`.

    `failed` is called once for a job that ends before all is done, in the transaction that ends it, so that what the
    job was for ends too; `job.state` says whether it failed or was cancelled, `job.error` why.
    """
    _HANDLERS[kind] = Handler(run, failed)


def handler_of(kind: str) -> Handler:
    """The handler of a kind; KeyError if nobody registered one."""
    return _HANDLERS[kind]
