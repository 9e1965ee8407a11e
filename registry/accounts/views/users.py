"""Users, their postings, and what each role may do."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts import actions, queries
from registry.accounts.access import StaffRequest, require, signed_in
from registry.accounts.forms import EndForm, ResetForm, TermForm, UserFilter, UserForm
from registry.accounts.permissions import Permission
from registry.accounts.roles import ROLES
from registry.refusal import Refused

PAGE = 20


@require(Permission.USER_VIEW)
@require_GET
def users(request: StaffRequest) -> HttpResponse:
    """The users of the viewer's areas."""
    form = UserFilter(request.GET)
    found = queries.users_in_role(request.user, form.role_chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/users.html", {"form": form, "page": page})


@require(Permission.USER_VIEW)
@require_GET
def user(request: StaffRequest, pk: int) -> HttpResponse:
    """One user and the postings that lie in the viewer's areas."""
    shown = get_object_or_404(queries.users(request.user), pk=pk)
    postings = queries.postings(request.user).filter(user=shown).select_related("region")
    return render(request, "accounts/user.html", {"shown": shown, "postings": postings, "reset": ResetForm()})


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request: StaffRequest) -> HttpResponse:
    """A new user with the first posting."""
    form = UserForm(request.POST or None, regions=queries.regions_to_post_in(request.user))
    if form.is_valid() and _done(form, lambda: actions.create_posted_user(**form.cleaned_data, by=request.user)):
        messages.success(request, _("已建立用户"))
        return redirect("accounts:users")
    return render(request, "accounts/user_create.html", {"form": form})


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Another posting of a user."""
    shown = get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk)
    form = TermForm(request.POST or None, regions=queries.regions_to_post_in(request.user))
    if form.is_valid() and _done(form, lambda: actions.start_posting(user=shown, **form.cleaned_data, by=request.user)):
        messages.success(request, _("已任职"))
        return redirect("accounts:user", pk)
    return render(request, "accounts/posting_start.html", {"form": form, "shown": shown})


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """The end of a posting; it acts at once."""
    posting = get_object_or_404(queries.postings(request.user, Permission.USER_MANAGE), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid() and _done(
        form, lambda: actions.end_posting(posting_id=pk, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("任职已结束"))
        return redirect("accounts:user", posting.user_id)
    return render(request, "accounts/posting_end.html", {"form": form, "posting": posting})


@require(Permission.USER_MANAGE)
@require_POST
def reset(request: StaffRequest, pk: int) -> HttpResponse:
    """A new first password for somebody who forgot theirs."""
    shown = get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk)
    form = ResetForm(request.POST)
    if form.is_valid() and _done(
        form, lambda: actions.reset_password(user=shown, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("密码已重置，该用户的会话已全部结束"))
        return redirect("accounts:user", pk)
    postings = queries.postings(request.user).filter(user=shown).select_related("region")
    return render(request, "accounts/user.html", {"shown": shown, "postings": postings, "reset": form})


@signed_in
@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    """Every role: for which level, in which words, with which permissions."""
    return render(request, "accounts/roles.html", {"roles": ROLES.values()})


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do the act; a refusal goes to the head of the form."""
    try:
        do()
    except Refused as refused:
        form.add_error(None, refused.messages)
        return False
    return True
