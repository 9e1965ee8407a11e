"""`@tracked`: every version of a row is kept by statement-level triggers, whoever writes it and how."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(model: M) -> M:
    """Keep an event for each insert, change and deletion of a row of `model`, `executemany` and COPY included.

    The table must also be guarded in its migration (`operations.guard`), so that no row changes outside an act.
    """
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Statement),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
    )
    return track(model)
