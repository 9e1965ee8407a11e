"""Refusals become answers, 409 with the reasons as page, htmx fragment or JSON, and a line in the security log."""

from collections.abc import Callable

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from registry.refusal import Refused, Stale

CONFLICT, NOT_ALLOWED = 409, 405
log = structlog.get_logger("security")


class RefusalMiddleware:
    """Catches `Refused` and `Stale` from any view. The transaction of the refused act is rolled back by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and not response.content and not request.path.startswith("/api/"):
            page = render(request, "405.html", status=NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        match = request.resolver_match
        # Not the messages: they may name a citizen.
        log.warning(
            "refused",
            kind=type(exception).__name__,
            page=match.view_name if match else None,
            method=request.method,
            user=request.user.pk,
        )
        return answer(request, exception)


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The 409 in the form that the asker understands."""
    if request.path.startswith("/api/"):
        return JsonResponse({"messages": refusal.messages, "stale": isinstance(refusal, Stale)}, status=CONFLICT)
    if request.headers.get("HX-Request"):
        for message in refusal.messages:
            messages.error(request, message)
        fragment = render(request, "components/messages.html", status=CONFLICT)
        fragment["HX-Retarget"], fragment["HX-Reswap"] = "#messages", "outerHTML"
        return fragment
    shown = {"stale": isinstance(refusal, Stale), "reasons": refusal.messages}
    return render(request, "refused.html", shown, status=CONFLICT)
