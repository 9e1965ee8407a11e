"""增人, 减人, correcting a member, revealing a number, and who has no number yet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.members import correct_member, join_member, leave_member
from registry.actions.persons import reveal_id
from registry.forms.household import Reason, Version
from registry.forms.operations import CorrectionForm, JoinForm, LeaveForm
from registry.models import Household
from registry.queries import households as queries
from registry.queries.persons import due_of, without_number

from .sheets import Sheet

PAGE = 20


def operation_sheet(
    request: StaffRequest,
    shown: Household,
    form: forms.BaseForm,
    template: str = "registry/household_form.html",
    **words: Any,
) -> Sheet:
    """The page of an operation on one household. `words`: heading, button, note."""
    version = Version(request.POST or None, initial={"version": shown.version})
    return Sheet(
        template,
        {"form": form, "version": version},
        {"household": shown, "title": queries.title_of(shown), **words},
    )


def _pass_on_notices(request: StaffRequest, form: JoinForm | CorrectionForm) -> None:
    """What became of the number that was typed: 15 digits were made 18."""
    for notice in form.reading.notices if form.reading else ():
        messages.warning(request, notice)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def join(request: StaffRequest, pk: int) -> HttpResponse:
    """增人."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = JoinForm(request.POST or None)
    sheet = operation_sheet(request, shown, form, heading=_("增人"), button=_("增加成员"), page="join")
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: join_member(
                household_id=pk,
                entry=form.entry,
                grounds=form.grounds,
                transfer=form.cleaned_data["transfer"],
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            _pass_on_notices(request, form)
            messages.success(request, _("%s 已加入本户") % done.person.name)
            return redirect("registry:household", pk)
        if form.could_transfer(request.user):
            form.add_error("transfer", _("若从原户转入，请勾选"))
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """减人."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = LeaveForm(request.POST or None, members=queries.current_members(shown))
    note = _("减少的是户主时，须选一名新户主，并填写其余成员与新户主的关系；减少其他成员时不用填。")
    sheet = operation_sheet(request, shown, form, heading=_("减人"), button=_("减少成员"), note=note)
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: leave_member(
                household_id=pk,
                membership_id=form.cleaned_data["membership"],
                grounds=form.grounds,
                new_head=form.new_head_entry,
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            messages.success(request, _("%s 已从本户减少") % done.person.name)
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, pk: int, person: int) -> HttpResponse:
    """更正成员资料, the number of somebody who had none among it."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    member = queries.member_of(shown, person)
    if member is None:
        raise Http404
    form = CorrectionForm(request.POST or None, instance=member.person)
    form.initial["relation"] = member.relation
    heading = _("更正 %s 的资料") % member.person.name
    sheet = operation_sheet(request, shown, form, heading=heading, button=_("保存更正"))
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: correct_member(
                household_id=pk,
                membership_id=member.pk,
                correction=form.correction,
                reason=form.cleaned_data["reason"],
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            _pass_on_notices(request, form)
            messages.success(request, _("已更正"))
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_REVEAL)
@require_POST
@never_cache
def reveal(request: StaffRequest, pk: int, person: int) -> HttpResponse:
    """The whole ID number of a member, for a reason, once; no browser and no proxy keeps the page."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_REVEAL), pk=pk)
    form = Reason(request.POST)
    if not form.is_valid():
        return redirect("registry:household", pk)
    number = reveal_id(household=shown, person_id=person, reason=form.cleaned_data["reason"], by=request.user)
    context = {"household": shown, "title": queries.title_of(shown), "member": queries.member_of(shown, person)}
    return render(request, "registry/revealed.html", {**context, "number": number})


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def numbers(request: StaffRequest) -> HttpResponse:
    """临时编号: members without a number, whose time ends first on top."""
    page = Paginator(without_number(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "dues": due_of(list(page.object_list), timezone.localdate())}
    return render(request, "registry/numbers.html", context)
