"""户籍变更: households on their way from one office to another."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import MoveState
from registry.models import Household, Move
from registry.regions.spans import within

from .households import head_names

WAITING, OUT, IN = "yes", "out", "in"


def moves(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Move]:
    """Moves out of and into the areas where the viewer holds `permission`, those that wait first, then the latest."""
    spans = viewer.spans(permission)
    found = Move.objects.filter(within(spans, "village_code") | within(spans, "to_village_code"))
    return found.select_related("household__village", "to_village", "proposed_by", "answered_by").order_by("-pk")


def filtered(viewer: Viewer, side: str) -> QuerySet[Move]:
    """The list's moves: all, those that wait for the viewer, out or in."""
    if side == WAITING:
        return waiting(viewer)
    spans = viewer.spans()
    conditions = {OUT: within(spans, "village_code"), IN: within(spans, "to_village_code")}
    return moves(viewer).filter(conditions.get(side, Q()))


def taken_by(viewer: Viewer) -> QuerySet[Move]:
    """Moves that lead to where the viewer may edit: theirs to answer."""
    return moves(viewer).filter(within(viewer.spans(Permission.HOUSEHOLD_EDIT), "to_village_code"))


def given_by(viewer: Viewer) -> QuerySet[Move]:
    """Moves that lead away from where the viewer may edit: theirs to withdraw."""
    return moves(viewer).filter(within(viewer.spans(Permission.HOUSEHOLD_EDIT), "village_code"))


def waiting(viewer: Viewer) -> QuerySet[Move]:
    """Moves that the viewer could accept: in scope, and proposed by somebody else."""
    return taken_by(viewer).filter(state=MoveState.PROPOSED).exclude(proposed_by=viewer.pk).order_by("pk")


def open_move(household: Household) -> Move | None:
    """The household's move that nobody has answered."""
    found = household.moves.filter(state=MoveState.PROPOSED).select_related("to_village", "proposed_by")
    return found.first()


@dataclass(frozen=True)
class Line:
    """A line of the list: the move, the head's name, and what the reader may do with it."""

    move: Move
    head: str
    may_open: bool
    may_answer: bool
    may_withdraw: bool


def with_heads(viewer: Viewer, shown: Collection[Move]) -> list[Line]:
    """Each move of a page with what the list says of it. Whoever takes a household knows its head and its number."""
    names = head_names([move.household_id for move in shown])
    viewing, editing = viewer.spans(), viewer.spans(Permission.HOUSEHOLD_EDIT)
    lines = []
    for move in shown:
        proposed = move.state == MoveState.PROPOSED
        takes = any(span.covers(move.to_village_code) for span in editing) and move.proposed_by_id != viewer.pk
        gives = any(span.covers(move.village_code) for span in editing)
        here = any(span.covers(move.household.village_code) for span in viewing)
        lines.append(Line(move, names.get(move.household_id, ""), here, proposed and takes, proposed and gives))
    return lines
