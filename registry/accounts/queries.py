"""Reads of users and postings."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from registry.regions.models import Region
from registry.regions.spans import within

from .models import Posting, PostingQuerySet, User
from .permissions import Permission
from .scope import Viewer


def users(viewer: Viewer, permission: str = Permission.USER_VIEW) -> QuerySet[User]:
    """Users who hold or held a posting in the viewer's areas, by name; `shown` are those postings of today."""
    visible = postings(viewer, permission)
    today = Prefetch("postings", visible.in_force(timezone.localdate()).select_related("region"), to_attr="shown")
    return (
        User.objects.filter(Exists(visible.filter(user=OuterRef("pk")))).prefetch_related(today).order_by("name", "pk")
    )


def users_in_role(viewer: Viewer, role: str) -> QuerySet[User]:
    """Those who hold `role` today; everybody when it is empty."""
    found = users(viewer)
    if not role:
        return found
    holding = postings(viewer, Permission.USER_VIEW).in_force(timezone.localdate()).filter(role=role)
    return found.filter(Exists(holding.filter(user=OuterRef("pk"))))


def postings(viewer: Viewer, permission: str = Permission.USER_VIEW) -> PostingQuerySet:
    """Postings in the viewer's areas, the latest first."""
    inside = within(viewer.spans(permission), "region__code")
    return Posting.objects.filter(inside).order_by("-since", "-pk")


def regions_to_post_in(viewer: Viewer) -> QuerySet[Region]:
    """Regions in which the viewer may start a posting."""
    return Region.objects.filter(within(viewer.spans(Permission.USER_MANAGE), "code"), valid_to__isnull=True)


def id_of(username: str) -> int | None:
    """The number of the user of this name, for the security log."""
    return User.objects.filter(username=username).values_list("pk", flat=True).first()
