"""Remembers where a request came from, for the acts made while it is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .acts import address_of_request


class AddressMiddleware:
    """Sets `address_of_request` for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = address_of_request.set(request.META.get("REMOTE_ADDR", ""))
        try:
            return self.get_response(request)
        finally:
            address_of_request.reset(token)
