"""任职: giving one, ending one, moving somebody from one to the next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts import queries
from registry.accounts.access import StaffRequest, require
from registry.accounts.actions import postings
from registry.accounts.forms import EndForm, TermForm, TransferForm
from registry.accounts.permissions import Permission
from registry.accounts.reach import roles_to_give

from .users import attempt


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Another posting of a user."""
    shown = get_object_or_404(queries.users(request.user, Permission.USER_MANAGE), pk=pk)
    regions, roles = queries.regions_to_post_in(request.user), roles_to_give(request.user)
    form = TermForm(request.POST or None, regions=regions, roles=roles)
    if form.is_valid() and attempt(
        form, lambda: postings.start_posting(user=shown, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("已任职"))
        return redirect("accounts:user", pk)
    return render(request, "accounts/posting_start.html", {"form": form, "shown": shown})


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """The end of a posting; it acts at once."""
    posting = get_object_or_404(queries.postings(request.user, Permission.USER_MANAGE), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: postings.end_posting(posting_id=pk, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("任职已结束"))
        return redirect("accounts:user", posting.user_id)
    context = {"form": form, "posting": posting, "heading": _("结束任职")}
    return render(request, "accounts/posting_change.html", context)


@require(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def transfer(request: StaffRequest, pk: int) -> HttpResponse:
    """调动 in one step: the new posting begins the day after the old one ends."""
    posting = get_object_or_404(queries.postings(request.user, Permission.USER_MANAGE), pk=pk)
    regions, roles = queries.regions_to_post_in(request.user), roles_to_give(request.user)
    form = TransferForm(request.POST or None, regions=regions, roles=roles, initial={"role": posting.role})
    if form.is_valid() and attempt(
        form, lambda: postings.transfer_user(posting_id=pk, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("已调动"))
        return redirect("accounts:user", posting.user_id)
    context = {"form": form, "posting": posting, "heading": _("调动")}
    return render(request, "accounts/posting_change.html", context)
