"""上次录到: the household somebody edited last, and the next one that is not collected yet."""

from dataclasses import dataclass

from django.db.models import QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.models import Household

from .households import head_names, households
from .neighbours import walking_order
from .progress import COLLECTED_STATUSES, collected
from .years import open_year_of

ENTERING = ("year.save", "household.register", "household.edit")


@dataclass(frozen=True)
class Resume:
    """Where to go on; the names are those of the heads."""

    last: Household
    last_name: str
    next: Household | None
    next_name: str


def resume_at(viewer: Viewer) -> Resume | None:
    """Where the viewer stopped; None for somebody who has entered nothing, or nothing that is still theirs."""
    if not viewer.may(Permission.HOUSEHOLD_EDIT):
        return None
    acts = Act.objects.filter(actor_id=viewer.pk, verb__in=ENTERING, target_type="household").order_by("-at")
    number = acts.values_list("target_id", flat=True).first()
    last = households(viewer, Permission.HOUSEHOLD_EDIT).filter(pk=number).first() if number else None
    if last is None:
        return None
    following = next_uncollected(viewer, last)
    names = head_names([last.pk, following.pk] if following else [last.pk])
    return Resume(last, names.get(last.pk, str(last.pk)), following, names.get(following.pk, "") if following else "")


def next_uncollected(viewer: Viewer, last: Household) -> Household | None:
    """The next one after `last` as somebody walks through its village; from the village's beginning where none is left
    behind it; and when the village is done, the first one of the next village, by code, that is not."""
    left = households(viewer, Permission.HOUSEHOLD_EDIT).filter(
        ~collected(open_year_of(viewer, last.village_code)), status__in=COLLECTED_STATUSES
    )
    here = _walk(left.filter(village_code=last.village_code).exclude(pk=last.pk))
    if here:
        behind = (row for row in here if walking_order(row) > walking_order((last.group, last.pk)))
        return left.get(pk=next(behind, here[0])[1])
    villages = left.order_by("village_code").values_list("village_code", flat=True)
    village = villages.filter(village_code__gt=last.village_code).first() or villages.exclude(pk=last.pk).first()
    there = _walk(left.filter(village_code=village)) if village else []
    return left.get(pk=there[0][1]) if there else None


def _walk(left: QuerySet[Household]) -> list[tuple[str, int]]:
    return sorted(left.values_list("group", "pk"), key=walking_order)
