"""Rows that two people may edit are locked by id and by the version that was shown."""

from typing import TypeVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from registry.models import Household
from registry.queries.history import changes_since
from registry.refusal import Stale

M = TypeVar("M", bound=models.Model)


def lock(model: type[M], pk: int, version: int) -> M:
    """The row, locked until the transaction ends. Raises `Stale` when it is gone or has another version."""
    row = model._default_manager.select_for_update().filter(pk=pk, version=version).first()
    if row is None:
        raise Stale([_("这条记录已被他人改动，请核对后重新提交。"), *changes_since(model, pk, version)])
    return row


def lock_household(household_id: int, version: int) -> Household:
    """The household with all that hangs on it: its version also guards members and years."""
    return lock(Household, household_id, version)


def touch(household: Household) -> None:
    """Count up the version of a household of which some part was changed."""
    Household.objects.filter(pk=household.pk).update(version=F("version") + 1)
    household.version += 1
