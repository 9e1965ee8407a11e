"""The declared policy of every view: `@require(permission)`, `@signed_in` or `@public`.

A test walks the URL conf and fails for a view that has none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from .models import User
from .permissions import Permission

Rest = ParamSpec("Rest")


class StaffRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def require(permission: Permission) -> Callable[[StaffView[Rest]], View[Rest]]:
    """Only for those who hold `permission` somewhere; over which rows, the query or action decides."""

    def decorate(view: StaffView[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request)
            if not request.user.may(permission):
                raise PermissionDenied
            return view(cast(StaffRequest, request), *args, **kwargs)

        guarded.policy = permission  # type: ignore[attr-defined]
        return cast("View[Rest]", guarded)

    return decorate


def signed_in(view: StaffView[Rest]) -> View[Rest]:
    """For everybody with an account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        return view(cast(StaffRequest, request), *args, **kwargs)

    guarded.policy = "signed_in"  # type: ignore[attr-defined]
    return cast("View[Rest]", guarded)


def public(view: View[Rest]) -> View[Rest]:
    """For anybody."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view


def to_login(request: HttpRequest) -> HttpResponseBase:
    """The way to the log-in page and back; htmx is told to load it whole."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("accounts:login")})
    return redirect_to_login(request.get_full_path(), reverse("accounts:login"))
