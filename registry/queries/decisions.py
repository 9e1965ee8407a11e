"""Decisions that wait, and campaigns that allow the rarer ones."""

from datetime import date

from django.db.models import QuerySet

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import DecisionState
from registry.models import Campaign, Decision


def decisions(viewer: Viewer, permission: str = Permission.HOUSEHOLD_VIEW) -> QuerySet[Decision]:
    """Decisions on households in the areas where the viewer holds `permission`, latest first."""
    found = Decision.objects.visible_to(viewer, permission)
    return found.select_related("household__village", "proposed_by", "approved_by").order_by("-pk")


def waiting(viewer: Viewer) -> QuerySet[Decision]:
    """Proposed decisions that the viewer could approve: in scope, and filed by somebody else."""
    proposed = decisions(viewer, Permission.DECISION_APPROVE).filter(state=DecisionState.PROPOSED)
    return proposed.exclude(proposed_by=viewer.pk).order_by("pk")


def campaigns(kind: str, day: date) -> QuerySet[Campaign]:
    """Campaigns open on `day` that allow decisions of `kind`. Campaigns are national papers, not anybody's rows."""
    return Campaign.objects.filter(allows__contains=[kind], opens__lte=day, closes__gte=day).order_by("opens")
