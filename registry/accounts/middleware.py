"""The limits of a session, the first password, and nothing of a page kept by the browser."""

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .choices import LoginKind
from .journal import address_of, agent_of, record
from .models import User
from .sessions import ADDRESS, AGENT, BEGAN, ENDED, SEEN

ABSOLUTE = timedelta(hours=12)
# A busy reader costs one write of the session in so many seconds.
NOTED_EVERY = 30
log = structlog.get_logger("security")


class SessionLimitMiddleware:
    """Ends a session that has been idle for IDLE_MINUTES or is 12 hours old, and marks answers `no-store`.

    What a page fetches by itself (htmx GETs, progress bars among them) is no sign of a person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._hold_to_limits(request, request.user)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _hold_to_limits(self, request: HttpRequest, user: User) -> None:
        now, session = int(time.time()), request.session
        idle, age = now - session.setdefault(SEEN, now), now - session.setdefault(BEGAN, now)
        session.setdefault(ADDRESS, address_of(request))
        session.setdefault(AGENT, agent_of(request))
        if idle >= timedelta(minutes=settings.IDLE_MINUTES).total_seconds() or age >= ABSOLUTE.total_seconds():
            log.info("session ended", user=user.pk, idle=idle, age=age)
            record(request, LoginKind.EXPIRED, user)
            logout(request)
            request.session[ENDED] = True
        elif idle >= NOTED_EVERY and not (request.method == "GET" and request.headers.get("HX-Request")):
            session[SEEN] = now


class FirstPasswordMiddleware:
    """Who has a password that somebody else knows comes to no page but the one that changes it."""

    OPEN = ("accounts:password", "accounts:logout")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.must_change_password or request.path in map(reverse, self.OPEN):
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": reverse("accounts:password")})
        return redirect("accounts:password")
