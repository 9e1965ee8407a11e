"""批量修改 before it is done: who changes from what to what, who does not and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import OperationKind
from registry.models import Household, Operation
from registry.rules.batch_changes import Present, change_problem

from .households import head_names
from .operations import households_of

NOTHING = "—"


@dataclass(frozen=True)
class Change:
    """What would become of one household."""

    household: Household
    title: str
    before: str
    after: str
    problem: str = ""

    @property
    def is_none(self) -> bool:
        """Whether it already is as it should become."""
        return not self.problem and self.before == self.after


@dataclass(frozen=True)
class Preview:
    """A batch change, household by household; `foreign` of those chosen are not the viewer's to change."""

    changes: list[Change]
    refused: list[Change]
    unchanged: list[Change]
    foreign: int = 0

    @property
    def versions(self) -> str:
        """Number and version of each that changes, as the page posts them back."""
        return ",".join(f"{change.household.pk}:{change.household.version}" for change in self.changes)


def preview(viewer: Viewer, numbers: Collection[int], field: str, value: Any, year: int) -> Preview:
    """What the change would do now."""
    households = list(changeable(viewer, numbers).select_related("village"))
    lines = changes_of(households, field, value, year)
    return Preview(
        changes=[line for line in lines if not line.problem and not line.is_none],
        refused=[line for line in lines if line.problem],
        unchanged=[line for line in lines if line.is_none],
        foreign=len(set(numbers)) - len(households),
    )


def changeable(viewer: Viewer, numbers: Collection[int]) -> QuerySet[Household]:
    """Those of the households that the viewer may change, in the order of their numbers."""
    mine = Household.objects.visible_to(viewer, Permission.HOUSEHOLD_EDIT)
    return mine.filter(pk__in=numbers).order_by("village_code", "pk")


def changes_of(households: Iterable[Household], field: str, value: Any, year: int) -> list[Change]:
    """What would become of each."""
    households = list(households)
    names = head_names([household.pk for household in households])
    after = in_words(field, value)
    return [
        Change(
            household,
            names.get(household.pk, "") or str(household.pk),
            in_words(field, getattr(household, field)),
            after,
            change_problem(field, value, Present(household.status, household.other_causes), year),
        )
        for household in households
    ]


def in_words(field: str, value: Any) -> str:
    """A value as the page says it."""
    column: Any = Household._meta.get_field(field)
    choices = dict(column.choices or ())
    return str(choices.get(value, value)) if value not in (None, "") else NOTHING


def batch_changes(viewer: Viewer) -> QuerySet[Operation]:
    """Batch changes of the viewer's areas."""
    seen = Operation.objects.visible_to(viewer, Permission.HOUSEHOLD_EDIT)
    return seen.filter(kind=OperationKind.BATCH).select_related("made_by")


def changed_by(viewer: Viewer, operation: Operation) -> list[tuple[Household, str]]:
    """The households of a batch change as they are now, each with how it is called."""
    households = list(changeable(viewer, households_of(operation.act)).select_related("village"))
    names = head_names([household.pk for household in households])
    return [(household, names.get(household.pk) or _("（无户主）")) for household in households]
