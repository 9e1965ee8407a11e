"""What a security administrator looks at: who is signed in, and the log of log-ins."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts import queries
from registry.accounts.access import StaffRequest, require
from registry.accounts.actions import sessions
from registry.accounts.forms import LoginFilter, ReasonForm
from registry.accounts.permissions import Permission
from registry.audit.pages import LogPage

MOST_ONLINE = 100


@require(Permission.LOGIN_VIEW)
@require_GET
def online(request: StaffRequest) -> HttpResponse:
    """Who is signed in and busy, the latest first."""
    found = queries.online(request.user)
    shown = {"sessions": found[:MOST_ONLINE], "total": found.count(), "own": request.session.session_key}
    return render(request, "accounts/online.html", shown)


@require(Permission.SESSION_END)
@require_POST
def end(request: StaffRequest, number: UUID) -> HttpResponse:
    """Sign somebody out."""
    get_object_or_404(queries.sessions(request.user, Permission.SESSION_END), number=number)
    form = ReasonForm(request.POST)
    if form.is_valid():
        user = sessions.end_session(number=number, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("已终止%(name)s的会话") % {"name": user.name})
    else:
        messages.error(request, _("请写明原因"))
    return redirect("accounts:online")


@require(Permission.LOGIN_VIEW)
@require_GET
def logins(request: StaffRequest) -> HttpResponse:
    """The log of log-ins, a sheet at a time."""
    form = LoginFilter(request.GET)
    found = queries.logins(request.user, **form.wanted)
    page = LogPage.of(found, request.GET.get("before", ""))
    return render(request, "accounts/logins.html", {"form": form, "page": page})
