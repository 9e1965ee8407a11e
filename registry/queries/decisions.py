"""Decisions that wait, and campaigns that allow the rarer ones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DecisionState
from registry.models import Campaign, Decision
from registry.regions.models import Region

from .households import head_names


def decisions(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Decision]:
    """Decisions on households in the areas where the viewer holds `permission`, latest first."""
    found = Decision.objects.visible_to(viewer, permission)
    return found.select_related("household__village", "proposed_by", "approved_by").order_by("-pk")


@dataclass(frozen=True)
class Filter:
    """The query form above the list. Empty means no condition."""

    year: int | None = None
    kind: str = ""
    state: str = ""
    waiting: bool = False
    area: Region | None = None


def filtered(viewer: Viewer, chosen: Filter) -> QuerySet[Decision]:
    """The list's decisions, latest first."""
    found = waiting(viewer) if chosen.waiting else decisions(viewer)
    conditions = {name: value for name in ("year", "kind", "state") if (value := getattr(chosen, name))}
    if chosen.area is not None:
        conditions |= {"village_code__gte": chosen.area.code, "village_code__lte": chosen.area.last}
    return found.filter(**conditions)


def with_heads(shown: Collection[Decision]) -> list[tuple[Decision, str]]:
    """Each decision of a page with the name of the household's head."""
    names = head_names([decision.household_id for decision in shown])
    return [(decision, names.get(decision.household_id, "")) for decision in shown]


def waiting(viewer: Viewer) -> QuerySet[Decision]:
    """Proposed decisions that the viewer could approve: in scope, and filed by somebody else."""
    proposed = decisions(viewer, Permission.DECISION_APPROVE).filter(state=DecisionState.PROPOSED)
    return proposed.exclude(proposed_by=viewer.pk).order_by("pk")


def campaigns_of(first: date, last: date) -> QuerySet[Campaign]:
    """Campaigns open on any day from `first` to `last`. They are national papers, not anybody's rows."""
    return Campaign.objects.filter(opens__lte=last, closes__gte=first).order_by("opens")
