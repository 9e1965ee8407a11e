"""The limits of a session, and nothing of a page kept by the browser."""

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

ABSOLUTE = timedelta(hours=12)
# A busy reader costs one write of the session in so many seconds.
NOTED_EVERY = 30
BEGAN, SEEN, ENDED = "began", "seen", "ended"
log = structlog.get_logger("security")


class SessionLimitMiddleware:
    """Ends a session that has been idle for IDLE_MINUTES or is 12 hours old, and marks answers `no-store`.

    What a page fetches by itself (htmx GETs, progress bars among them) is no sign of a person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._hold_to_limits(request)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _hold_to_limits(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        idle, age = now - session.setdefault(SEEN, now), now - session.setdefault(BEGAN, now)
        if idle >= timedelta(minutes=settings.IDLE_MINUTES).total_seconds() or age >= ABSOLUTE.total_seconds():
            log.info("session ended", user=request.user.pk, idle=idle, age=age)
            logout(request)
            request.session[ENDED] = True
        elif idle >= NOTED_EVERY and not (request.method == "GET" and request.headers.get("HX-Request")):
            session[SEEN] = now
