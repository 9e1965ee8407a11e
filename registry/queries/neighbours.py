"""The households before and after one, as somebody walks through a village: by group, then by number."""

from dataclasses import dataclass

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Status
from registry.models import Household
from registry.rules.natural_order import Key, natural_key

GONE = (Status.REMOVED, Status.CLOSED)


@dataclass(frozen=True)
class Neighbours:
    """Ids of the households next to one; `place` counts from 1 among `total` of the village."""

    previous: int | None
    next: int | None
    place: int
    total: int
    group: str
    place_in_group: int
    total_in_group: int


def walking_order(row: tuple[str, int]) -> tuple[Key, int]:
    """By which to sort groups and ids of households."""
    group, pk = row
    return natural_key(group), pk


def neighbours(viewer: Viewer, household: Household, permission: str = Permission.HOUSEHOLD_VIEW) -> Neighbours:
    """Among the households of its village that are still in the register, itself in any case."""
    rows = (
        Household.objects.visible_to(viewer, permission)
        .filter(village_code=household.village_code)
        .exclude(status__in=GONE)
        .values_list("group", "pk")
    )
    order = sorted({*rows, (household.group, household.pk)}, key=walking_order)
    at = order.index((household.group, household.pk))
    same = [pk for group, pk in order if group == household.group]
    return Neighbours(
        previous=order[at - 1][1] if at else None,
        next=order[at + 1][1] if at + 1 < len(order) else None,
        place=at + 1,
        total=len(order),
        group=household.group,
        place_in_group=same.index(household.pk) + 1,
        total_in_group=len(same),
    )
