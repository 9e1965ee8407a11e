"""A row as it stood when a page was opened, by the version of the household that the page showed."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models

from registry.models import Household


def acts_since(household_id: int, version: int) -> set[UUID]:
    """The acts that changed the household, its members or its year after `version`."""
    events: Any = Household.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory puts it there
    later = events.filter(pgh_obj_id=household_id, version__gt=version, pgh_context_id__isnull=False)
    return set(later.values_list("pgh_context_id", flat=True))


def as_opened(row: models.Model, later: Collection[UUID]) -> Any | None:
    """The row before those acts; None where it did not exist."""
    events: Any = type(row).pgh_event_model.objects  # type: ignore[attr-defined]
    return events.filter(pgh_obj_id=row.pk).exclude(pgh_context_id__in=later).order_by("-pgh_id").first()
