"""Logging in and out, and one's own password."""

import structlog
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.accounts import queries
from registry.accounts.access import StaffRequest, public, signed_in
from registry.accounts.actions import users as actions
from registry.accounts.choices import LoginKind
from registry.accounts.forms import LoginForm, PasswordForm
from registry.accounts.journal import record, too_many_guesses
from registry.accounts.models import User
from registry.accounts.sessions import ENDED, SessionStore
from registry.refusal import Refused

TOO_MANY_REQUESTS = 429
log = structlog.get_logger("security")


@public
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """登录. An unknown name and a wrong password look alike, and take the same time."""
    if request.user.is_authenticated:
        return redirect(_goal(request))
    form = LoginForm(request.POST or None)
    if form.is_valid():
        if too_many_guesses(request):
            log.warning("too many guesses from one address")
            return render(request, "accounts/slow_down.html", status=TOO_MANY_REQUESTS)
        if _let_in(request, form):
            return redirect(_goal(request))
    ended = request.session.pop(ENDED, False)
    return render(request, "accounts/login.html", {"form": form, "ended": ended, "next": _goal(request)})


def _let_in(request: HttpRequest, form: LoginForm) -> bool:
    user = authenticate(request, **form.cleaned_data)
    if isinstance(user, User):
        login(request, user)
        SessionStore.clear_expired()
        record(request, LoginKind.LOGIN, user)
        log.info("logged in", user=user.pk)
        return True
    known = queries.user_named(form.cleaned_data["username"])
    log.warning("log-in refused", user=known.pk if known else None)
    if not getattr(request, "axes_locked_out", False):  # `locked` tells of the others
        record(request, LoginKind.FAILED, known)
    form.add_error(None, _("用户名或密码不正确"))
    return False


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None) -> HttpResponse:
    """What axes answers while an account is locked (settings.AXES_LOCKOUT_CALLABLE)."""
    user = queries.user_named((credentials or {}).get("username", ""))
    log.warning("locked", user=user.pk if user else None)
    record(request, LoginKind.LOCKED, user)
    minutes = round(get_cool_off(request).total_seconds() / 60)
    shown = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    return render(request, "accounts/locked.html", shown, status=TOO_MANY_REQUESTS)


@signed_in
@require_POST
def log_out(request: StaffRequest) -> HttpResponse:
    """退出."""
    record(request, LoginKind.LOGOUT, request.user)
    log.info("logged out", user=request.user.pk)
    logout(request)
    return redirect(settings.LOGIN_URL)


@signed_in
@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """修改密码. This session goes on, all others of the user end."""
    form = PasswordForm(request.POST or None, request=request)
    if form.is_valid():
        try:
            actions.change_password(new=form.cleaned_data["new"], by=request.user)
        except Refused as refused:
            form.add_error("new", refused.messages)
        else:
            update_session_auth_hash(request, request.user)
            log.info("password changed", user=request.user.pk)
            messages.success(request, _("密码已修改"))
            return redirect("registry:home")
    shown = {"form": form, "first": request.user.must_change_password}
    return render(request, "accounts/password.html", shown)


def _goal(request: HttpRequest) -> str:
    """The page asked for before the log-in, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return "/"
