"""Lines of the log of log-ins, and the limit of guesses from one address."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from .choices import LoginKind
from .models import LoginRecord, User
from .models.logins import AGENT_LENGTH

WINDOW = timedelta(minutes=1)


def record(request: HttpRequest, kind: LoginKind, user: User | None) -> None:
    """Add a line; of a name that nobody has only that it failed."""
    LoginRecord.objects.create(
        kind=kind,
        user_id=user.pk if user else None,
        user_name=user.name if user else "",
        address=address_of(request),
        agent=agent_of(request),
    )


def too_many_guesses(request: HttpRequest) -> bool:
    """Whether this address failed so often within a minute that nothing from it is looked at for the moment.

    An account locks by itself (axes); this stops who tries one password on many accounts.
    """
    failed = LoginRecord.objects.filter(
        address=address_of(request),
        at__gt=timezone.now() - WINDOW,
        kind__in=(LoginKind.FAILED, LoginKind.LOCKED),
    )
    return failed.count() >= settings.FAILURES_A_MINUTE


def address_of(request: HttpRequest) -> str:
    """Where the request came from, behind the proxy."""
    return str(request.META.get("REMOTE_ADDR", ""))


def agent_of(request: HttpRequest) -> str:
    """The browser, as it calls itself."""
    return request.headers.get("User-Agent", "")[:AGENT_LENGTH]
