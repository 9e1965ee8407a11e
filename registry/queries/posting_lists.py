"""Users and areas as an import of postings looks at them."""

from collections.abc import Collection, Iterable

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.queries import users
from registry.accounts.scope import Viewer
from registry.regions.models import Region
from registry.regions.spans import Span, within


def regions_of(spans: Iterable[Span], names: Collection[str], codes: Collection[int]) -> list[Region]:
    """The regions in force of an area that go by one of these names, full names or codes."""
    found = Region.objects.filter(within(spans, "code"), valid_to__isnull=True).order_by("level", "code")
    return list(found.filter(name__in=names) | found.filter(shown_name__in=names) | found.filter(code__in=codes))


def users_named(usernames: Collection[str]) -> dict[str, User]:
    """Who has these user names, anywhere: a name is taken once and for all. With the postings."""
    found = User.objects.filter(username__in=usernames).prefetch_related("postings__region")
    return {user.username: user for user in found}


def managed(viewer: Viewer, found: Collection[User]) -> set[int]:
    """Which of these are the viewer's to manage."""
    theirs = users(viewer, Permission.USER_MANAGE).filter(pk__in=[user.pk for user in found])
    return set(theirs.values_list("pk", flat=True))
