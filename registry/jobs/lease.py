"""The lease a worker holds on a unit: how long, how it is prolonged, and how a holder that overstayed is put out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from .choices import JobState
from .models import Unit

# A dead worker's unit is claimed again within LEASE plus one round of the sweeper: together less than a minute.
LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
RENEW_SECONDS = settings.JOB_LEASE_SECONDS / 3
log = structlog.get_logger("jobs")


@contextmanager
def lease_renewed(unit: Unit) -> Iterator[None]:
    """Prolong the lease for the length of the block, from a thread with its own connection."""
    over = threading.Event()
    renewal = threading.Thread(target=_renew_until, args=(over, unit), name="lease", daemon=True)
    renewal.start()
    try:
        yield
    finally:
        over.set()
        renewal.join()


def _renew_until(over: threading.Event, unit: Unit) -> None:
    while not over.wait(RENEW_SECONDS):
        try:
            renew(unit)
        except DatabaseError as error:
            # The database is away for a moment; if for longer, the lease runs out as it should.
            log.warning("lease not renewed", unit=unit.pk, error=type(error).__name__)
            connection.close()
    connection.close()


def renew(unit: Unit) -> bool:
    """Prolong the lease if it is still ours, and say how many rows there are by now."""
    ours = Unit.objects.filter(pk=unit.pk, epoch=unit.epoch, state=JobState.RUNNING)
    return bool(ours.update(leased_until=fresh_lease(), rows=unit.rows))


def fresh_lease() -> CombinedExpression:
    """When a lease given now runs out, by the database's clock."""
    return Now() + LEASE


def name_session(unit: Unit) -> None:
    """Let the database know this transaction by the unit and its epoch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, true)", [_session_name(unit)])


def limit_idling() -> None:
    """Let the database end this transaction if it stands still as long as a lease.

    A process stopped between its last locks and the commit would otherwise keep everybody from claiming the unit.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [f"{LEASE.seconds}s"])


def end_session_of_holder(unit: Unit) -> None:
    """End the session that still works on the unit under its present epoch, and with it the locks that it holds.

    A process that is stopped, or dead while its statement goes on in the server, would make the next holder wait.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database() AND pid <> pg_backend_pid()",
            [_session_name(unit)],
        )


def _session_name(unit: Unit) -> str:
    return f"jingzhun unit {unit.pk} epoch {unit.epoch}"
