"""Users and areas as an import of postings looks at them."""

from collections.abc import Collection, Iterable

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.queries import users
from registry.accounts.reach import problems_of
from registry.accounts.scope import Viewer
from registry.regions.models import Region
from registry.regions.spans import Span, within


def regions_of(spans: Iterable[Span], names: Collection[str], codes: Collection[int]) -> list[Region]:
    """The regions in force of an area that go by one of these names, full names or codes."""
    found = Region.objects.filter(within(spans, "code"), valid_to__isnull=True).order_by("level", "code")
    return list(found.filter(name__in=names) | found.filter(shown_name__in=names) | found.filter(code__in=codes))


def regions_in(spans: Iterable[Span]) -> list[Region]:
    """All regions in force of an area, from the top down."""
    return list(Region.objects.filter(within(spans, "code"), valid_to__isnull=True).order_by("level", "code"))


def users_named(usernames: Collection[str]) -> dict[str, User]:
    """Who has these user names, anywhere: a name is taken once and for all. With the postings."""
    found = User.objects.filter(username__in=usernames).prefetch_related("postings__region")
    return {user.username: user for user in found}


def managed(viewer: Viewer, found: Collection[User]) -> set[int]:
    """Which of these are the viewer's to manage."""
    theirs = users(viewer, Permission.USER_MANAGE).filter(pk__in=[user.pk for user in found])
    return set(theirs.values_list("pk", flat=True))


def without_own_password(viewer: User, user_ids: Collection[int]) -> list[User]:
    """Those of these users, for the viewer to manage, who were given a password and have not yet chosen their own."""
    found = User.objects.filter(pk__in=user_ids, is_active=True, must_change_password=True, password_changed_at=None)
    waiting = list(found.prefetch_related("postings__region").order_by("username"))
    theirs = managed(viewer, waiting)
    return [user for user in waiting if user.pk in theirs and not problems_of(viewer, user)]
