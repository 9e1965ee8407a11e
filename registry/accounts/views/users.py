"""Users, their postings, and what each role may do."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts import queries
from registry.accounts.access import StaffRequest, require, signed_in
from registry.accounts.actions import sessions, users
from registry.accounts.forms import ReasonForm, UserFilter, UserForm
from registry.accounts.models import User
from registry.accounts.passwords import new_password
from registry.accounts.permissions import Permission
from registry.accounts.reach import problems_of, roles_to_give
from registry.accounts.roles import ROLES
from registry.refusal import Refused

PAGE = 20
Do = Callable[[User, str], object]


@require(Permission.USER_VIEW)
@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    """The users of the viewer's areas."""
    form = UserFilter(request.GET, regions=queries.regions_to_look_in(request.user))
    found = queries.users_found(request.user, **form.wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/users.html", {"form": form, "page": page})


@require(Permission.USER_VIEW)
@require_GET
def user(request: StaffRequest, pk: int) -> HttpResponse:
    """One user, the postings that lie in the viewer's areas, and what was done to the account."""
    shown = get_object_or_404(queries.users(request.user), pk=pk)
    context = {
        "shown": shown,
        "postings": queries.postings(request.user).filter(user=shown).select_related("region"),
        "locked": queries.is_locked(shown),
        "above": problems_of(request.user, shown) if request.user.may(Permission.USER_MANAGE) else [],
        "acts": queries.acts_on(shown),
    }
    return render(request, "accounts/user.html", context)


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request: StaffRequest) -> HttpResponse:
    """A new user with the first posting, whose first password is shown this once."""
    regions, roles = queries.regions_to_post_in(request.user), roles_to_give(request.user)
    form = UserForm(request.POST or None, regions=regions, roles=roles)
    if form.is_valid():
        password = new_password()
        try:
            made = users.create_posted_user(**form.cleaned_data, password=password, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.messages)
        else:
            return _show_once(request, made, password)
    return render(request, "accounts/user_create.html", {"form": form})


@require(Permission.USER_MANAGE)
@require_POST
def reset(request: StaffRequest, pk: int) -> HttpResponse:
    """A new first password for somebody who forgot theirs, shown this once."""
    password = new_password()
    return _with_reason(
        request,
        get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk),
        lambda shown, reason: users.reset_password(user=shown, password=password, reason=reason, by=request.user),
        lambda shown: _show_once(request, shown, password),
    )


@require(Permission.USER_MANAGE)
@require_POST
def disable(request: StaffRequest, pk: int) -> HttpResponse:
    """No log-in any more."""
    return _with_reason(
        request,
        get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk),
        lambda shown, reason: users.disable_user(user=shown, reason=reason, by=request.user),
    )


@require(Permission.USER_MANAGE)
@require_POST
def enable(request: StaffRequest, pk: int) -> HttpResponse:
    """Log-ins again."""
    return _with_reason(
        request,
        get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk),
        lambda shown, reason: users.enable_user(user=shown, reason=reason, by=request.user),
    )


@require(Permission.SESSION_END)
@require_POST
def unlock(request: StaffRequest, pk: int) -> HttpResponse:
    """Lift the lock that wrong passwords brought."""
    return _with_reason(
        request,
        get_object_or_404(queries.users(request.user, Permission.SESSION_END), pk=pk),
        lambda shown, reason: sessions.unlock_user(user=shown, reason=reason, by=request.user),
    )


@signed_in
@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    """Every role: for which level, in which words, with which permissions."""
    return render(request, "accounts/roles.html", {"roles": ROLES.values()})


def attempt(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do the act; a refusal goes to the head of the form."""
    try:
        do()
    except Refused as refused:
        form.add_error(None, refused.messages)
        return False
    return True


def _with_reason(
    request: StaffRequest, shown: User, do: Do, answer: Callable[[User], HttpResponse] | None = None
) -> HttpResponse:
    """What a dialog on the user's page asks for; without a reason nothing happens."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明原因"))
        return redirect("accounts:user", shown.pk)
    try:
        do(shown, form.cleaned_data["reason"])
    except Refused as refused:
        for message in refused.messages:
            messages.error(request, message)
        return redirect("accounts:user", shown.pk)
    if answer is not None:
        return answer(shown)
    messages.success(request, _("已办理"))
    return redirect("accounts:user", shown.pk)


def _show_once(request: StaffRequest, shown: User, password: str) -> HttpResponse:
    return render(request, "accounts/first_password.html", {"shown": shown, "password": password})
