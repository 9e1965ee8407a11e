"""`with act(…)`: nothing in the register changes outside one (design: acts and history)."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from django.db import DatabaseError, connection, models

from .models import Act

# Set by the middleware for the length of a request; acts of jobs have no address.
address_of_request: ContextVar[str] = ContextVar("address_of_request", default="")


class Actor(Protocol):
    """Who acts: a user, or the system itself."""

    @property
    def pk(self) -> int | None: ...

    @property
    def name(self) -> str: ...


@contextmanager
def act(
    verb: str,
    *,
    by: Actor,
    target: models.Model | None = None,
    reason: str = "",
    region_code: int | None = None,
    batch: uuid.UUID | None = None,
) -> Iterator[Act]:
    """Record one act and stamp its id on every event that the triggers write until the block ends.

    Needs an open transaction. Acts nest: the inner one names the outer one as its parent and gives it back on leaving.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("act() needs an open transaction")
    outer = _current_act_id()
    row = Act.objects.create(
        verb=verb,
        actor_id=by.pk,
        actor_name=by.name,
        target_type=target._meta.model_name or "" if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        region_code=region_code if region_code is not None else _region_of(target),
        reason=reason,
        address=address_of_request.get(),
        batch=batch,
        parent=uuid.UUID(outer) if outer else None,
    )
    _set_current(str(row.pk))
    try:
        yield row
    finally:
        _restore(outer)


def name_each(whole: Act, targets: Iterable[models.Model]) -> None:
    """Leave a line for every row that an act which only reads has touched, under that act: each one's history tells."""
    Act.objects.bulk_create(
        Act(
            verb=whole.verb,
            actor_id=whole.actor_id,
            actor_name=whole.actor_name,
            target_type=target._meta.model_name or "",
            target_id=str(target.pk),
            region_code=_region_of(target),
            reason=whole.reason,
            address=whole.address,
            parent=whole.pk,
        )
        for target in targets
    )


def _region_of(target: models.Model | None) -> int | None:
    return getattr(target, "village_code", None) or getattr(target, "region_code", None)


def _current_act_id() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(current_setting('pghistory.context_id', true), '')")
        return str(cursor.fetchone()[0])


def _set_current(act_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [act_id])


def _restore(outer: str) -> None:
    try:
        _set_current(outer)
    except DatabaseError:
        # The transaction is broken and will be rolled back, and the setting with it.
        return
