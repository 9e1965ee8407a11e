"""Reads of users, postings, sessions and the log of log-ins."""

import hashlib
from datetime import date, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from registry.audit.models import Act
from registry.audit.pages import days
from registry.regions.models import Region
from registry.regions.spans import PROVINCE_CODES, within

from .choices import VERBS, UserState
from .models import LoginRecord, Posting, PostingQuerySet, Session, Token, User
from .permissions import Permission
from .scope import Viewer


def users(viewer: Viewer, permission: str = Permission.USER_VIEW) -> QuerySet[User]:
    """Users who hold or held a posting in the viewer's areas, by name; `shown` are those postings of today."""
    visible = postings(viewer, permission)
    today = Prefetch("postings", visible.in_force(timezone.localdate()).select_related("region"), to_attr="shown")
    return (
        User.objects.filter(Exists(visible.filter(user=OuterRef("pk")))).prefetch_related(today).order_by("name", "pk")
    )


def users_found(
    viewer: Viewer, *, words: str = "", role: str = "", region: Region | None = None, state: str = ""
) -> QuerySet[User]:
    """Those whose name or user name begins with `words`, who hold `role` today, in `region`, in that state."""
    found = users(viewer)
    if words:
        found = found.filter(Q(name__startswith=words) | Q(username__istartswith=words))
    if role or region:
        holding = postings(viewer).in_force(timezone.localdate())
        holding = holding.filter(role=role) if role else holding
        holding = holding.filter(region__code__range=(region.code, region.last)) if region else holding
        found = found.filter(Exists(holding.filter(user=OuterRef("pk"))))
    match state:
        case UserState.ACTIVE:
            return found.filter(is_active=True)
        case UserState.DISABLED:
            return found.filter(is_active=False)
        case UserState.LOCKED:
            return found.filter(username__in=_locks())
        case _:
            return found


def postings(viewer: Viewer, permission: str = Permission.USER_VIEW) -> PostingQuerySet:
    """Postings in the viewer's areas, the latest first."""
    inside = within(viewer.spans(permission), "region__code")
    return Posting.objects.filter(inside).order_by("-since", "-pk")


def postings_that_count(user: User) -> list[Posting]:
    """Those that say whose business a user is: all of today and to come, or the last one of who has none."""
    held = list(user.postings.select_related("region").order_by("-since", "-pk"))
    return [posting for posting in held if not posting.over] or held[:1]


def area_of(user: User) -> int | None:
    """The code in whose log the acts on a user stand: that of the latest posting."""
    return next((posting.region.code for posting in postings_that_count(user)), None)


def regions_to_post_in(viewer: Viewer) -> QuerySet[Region]:
    """Regions in which the viewer may start a posting."""
    return Region.objects.filter(within(viewer.spans(Permission.USER_MANAGE), "code"), valid_to__isnull=True)


def regions_to_look_in(viewer: Viewer) -> QuerySet[Region]:
    """Regions by which the viewer may filter users."""
    return Region.objects.filter(within(viewer.spans(Permission.USER_VIEW), "code"))


def acts_on(user: User, limit: int = 20) -> list[tuple[Act, str]]:
    """The latest acts on a user, each with its verb in words. The caller got the user from a query that knows its
    viewer."""
    acts = Act.objects.filter(target_type=User._meta.model_name, target_id=str(user.pk)).order_by("-at")[:limit]
    return [(act, str(VERBS.get(act.verb, act.verb))) for act in acts]


def sessions(viewer: Viewer, permission: str = Permission.LOGIN_VIEW) -> QuerySet[Session]:
    """Sessions of the users of the viewer's areas, who was busy last first."""
    theirs = users(viewer, permission).order_by().values("pk")
    return Session.objects.filter(user__in=theirs).select_related("user").order_by("-seen", "session_key")


def online(viewer: Viewer) -> QuerySet[Session]:
    """Those not yet idle for too long, with the users' postings of today."""
    now = timezone.now()
    alive = sessions(viewer).filter(expire_date__gt=now, seen__gt=now - timedelta(minutes=settings.IDLE_MINUTES))
    visible = postings(viewer).in_force(timezone.localdate()).select_related("region")
    return alive.prefetch_related(Prefetch("user__postings", visible, to_attr="shown"))


def logins(
    viewer: Viewer,
    *,
    who: str = "",
    kind: str = "",
    first: date | None = None,
    last: date | None = None,
    address: str = "",
) -> QuerySet[LoginRecord]:
    """The log of log-ins of the viewer's users; failures under unknown names for who looks after a whole province."""
    theirs = users(viewer, Permission.LOGIN_VIEW).order_by()
    if who:
        theirs = theirs.filter(Q(username=who) | Q(name=who))
    seen = Q(user_id__in=theirs.values("pk"))
    if not who and any(span.last - span.first + 1 >= PROVINCE_CODES for span in viewer.spans(Permission.LOGIN_VIEW)):
        seen |= Q(user_id__isnull=True)
    wanted = {name: value for name, value in {"kind": kind, "address": address}.items() if value}
    return LoginRecord.objects.filter(seen, days(first, last), **wanted)


def is_locked(user: User) -> bool:
    """Whether wrong passwords have locked the account (see settings.AXES_…)."""
    return _locks().filter(username=user.username).exists()


def user_named(username: str) -> User | None:
    """The user of this name, for the log of log-ins."""
    return User.objects.filter(username=username).first()


def _locks() -> QuerySet[Any, dict[str, Any]]:
    """User names that are locked now; an attempt stands for one browser at one address."""
    recent = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    failed = recent.values("username").annotate(failures=Sum("failures_since_start"))
    locked: QuerySet[Any, dict[str, Any]] = failed.filter(failures__gte=settings.AXES_FAILURE_LIMIT).values("username")
    return locked


def hash_of(secret: str) -> str:
    """What is kept of a token's secret. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def user_of_token(secret: str) -> User | None:
    """Whom a token lets in: its owner while it is valid, unless disabled or about to change a first password."""
    token = Token.objects.select_related("user").filter(secret_hash=hash_of(secret)).first()
    if token is None or not token.valid:
        return None
    return token.user if token.user.is_active and not token.user.must_change_password else None


def tokens_of(user: User) -> QuerySet[Token]:
    """Somebody's own tokens, the latest first."""
    return user.tokens.order_by("-made_at")
