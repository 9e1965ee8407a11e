"""Rows that two people may edit are locked by id and by the version that was shown."""

from typing import TypeVar

from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext as _

from registry.choices import RunState
from registry.models import Household
from registry.queries.history import changes_since
from registry.refusal import Refused, Stale
from registry.regions.spans import province_of

M = TypeVar("M", bound=models.Model)


def lock(model: type[M], pk: int, version: int) -> M:
    """The row, locked until the transaction ends. Raises `Stale` when it is gone or has another version."""
    row = model._default_manager.select_for_update().filter(pk=pk, version=version).first()
    if row is None:
        raise Stale([_("这条记录已被他人改动，请核对后重新提交。"), *changes_since(model, pk, version)])
    return row


def lock_household(household_id: int, version: int) -> Household:
    """The household with all that hangs on it: its version also guards members and years."""
    household = lock(Household, household_id, version)
    hold_year(household.village_code)
    return household


def hold_year(*codes: int) -> None:
    """Keep the open year of the provinces of `codes` what it is until the transaction ends.

    Who rehearses, approves or takes back a year waits for the row; whoever comes later reads the year anew. So it is
    called before the year is read, and before the act begins, whose time tells on which side of a rehearsal it fell.
    While a year is being taken back nothing can be entered.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state FROM registry_run WHERE region_code = ANY (%s) AND state <> %s "
            "ORDER BY region_code, year FOR SHARE",
            [sorted({province_of(code) for code in codes}), RunState.FROZEN],
        )
        states = {state for (state,) in cursor.fetchall()}
    if RunState.UNDOING in states:
        raise Refused(_("上一年度的动态调整正在回退，请几分钟后再办理"))


def touch(household: Household) -> None:
    """Count up the version of a household of which some part was changed."""
    Household.objects.filter(pk=household.pk).update(version=F("version") + 1)
    household.version += 1
