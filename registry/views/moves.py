"""户籍变更: proposing, answering and withdrawing, and the list of what is on its way."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.moves import accept_move, decline_move, propose_move, withdraw_move
from registry.forms.operations import MoveAnswer, MoveFilter, MoveForm
from registry.queries import moves as queries
from registry.queries.households import households

from .members import operation_sheet

PAGE = 20


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, pk: int) -> HttpResponse:
    """户籍变更 of one household."""
    shown = get_object_or_404(households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = MoveForm(request.POST or None)
    note = _("迁入地另一人确认后才生效，户编号不变；确认前可以撤回。跨省的，两省开放年度须相同。")
    sheet = operation_sheet(request, shown, form, heading=_("户籍变更"), button=_("提交迁入地确认"), note=note)
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: propose_move(
                household_id=pk, to=form.to, grounds=form.grounds, by=request.user, version=sheet.version
            ),
            current=shown,
        )
        if done is not None:
            messages.success(request, _("已提出，等待%s确认") % done.to_village.shown_name)
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def moves(request: StaffRequest) -> HttpResponse:
    """Moves out of and into the reader's areas; those that wait for the reader come by `?waiting=yes`."""
    form = MoveFilter(request.GET)
    found = queries.filtered(request.user, form.cleaned_data["waiting"] if form.is_valid() else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": queries.with_heads(request.user, list(page.object_list))}
    return render(request, "registry/moves.html", context)


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    """The reader's side takes the household."""
    move = get_object_or_404(queries.taken_by(request.user), pk=pk)
    form = MoveAnswer(request.POST)
    if form.is_valid():
        accept_move(move_id=move.pk, version=form.cleaned_data["version"], by=request.user)
        messages.success(request, _("已迁入，户编号不变"))
        return redirect("registry:household", move.household_id)
    return redirect("registry:moves")


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """The reader's side does not take it."""
    move = get_object_or_404(queries.taken_by(request.user), pk=pk)
    form = MoveAnswer(request.POST)
    if form.is_valid():
        decline_move(move_id=move.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("已答复不同意，迁出地会看到原因"))
    return redirect("registry:moves")


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """The side that gives takes the proposal back."""
    move = get_object_or_404(queries.given_by(request.user), pk=pk)
    form = MoveAnswer(request.POST)
    if form.is_valid():
        withdraw_move(move_id=move.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("已撤回"))
    return redirect("registry:moves")
