"""增人, 减人, correcting a member, and revealing a number."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.members import correct_member, join_member, leave_member
from registry.actions.persons import reveal_id
from registry.forms.household import Reason, Version
from registry.forms.members import CorrectionForm, JoinForm, LeaveForm
from registry.queries import households as queries

from .sheets import Sheet


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def join(request: StaffRequest, pk: int) -> HttpResponse:
    """增人."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    data = request.POST or None
    sheet = Sheet(
        "registry/household_form.html",
        {"form": JoinForm(data), "version": Version(data, initial={"version": shown.version})},
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("增人"),
            "button": _("增加成员"),
        },
    )
    if request.method == "POST" and sheet.is_valid():
        form = sheet.forms["form"]
        done = sheet.attempt(
            request,
            lambda: join_member(
                household_id=pk,
                entry=form.entry,
                reason=form.cleaned_data["reason"],
                joined_on=form.cleaned_data["joined_on"],
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            messages.success(request, _("%s 已加入本户") % done.person.name)
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """减人."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    data = request.POST or None
    sheet = Sheet(
        "registry/household_form.html",
        {
            "form": LeaveForm(data, members=queries.current_members(shown)),
            "version": Version(data, initial={"version": shown.version}),
        },
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("减人"),
            "button": _("减少成员"),
            "note": _("减少的是户主时，须选一名新户主，并填写其余成员与新户主的关系；减少其他成员时不用填。"),
        },
    )
    if request.method == "POST" and sheet.is_valid():
        form = sheet.forms["form"]
        done = sheet.attempt(
            request,
            lambda: leave_member(
                household_id=pk,
                membership_id=form.cleaned_data["membership"],
                reason=form.cleaned_data["reason"],
                left_on=form.cleaned_data["left_on"],
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
    """更正成员资料."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    member = queries.member_of(shown, person)
    if member is None:
        raise Http404
    data = request.POST or None
    form = CorrectionForm(data, instance=member.person)
    form.initial["relation"] = member.relation
    sheet = Sheet(
        "registry/household_form.html",
        {"form": form, "version": Version(data, initial={"version": shown.version})},
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("更正 %s 的资料") % member.person.name,
            "button": _("保存更正"),
        },
    )
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
            messages.success(request, _("已更正"))
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_REVEAL)
@require_POST
def reveal(request: StaffRequest, pk: int, person: int) -> HttpResponse:
    """The whole ID number of a member, for a reason, once."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_REVEAL), pk=pk)
    form = Reason(request.POST)
    if not form.is_valid():
        return redirect("registry:household", pk)
    number = reveal_id(household=shown, person_id=person, reason=form.cleaned_data["reason"], by=request.user)
    context = {"household": shown, "title": queries.title_of(shown), "member": queries.member_of(shown, person)}
    return render(request, "registry/revealed.html", {**context, "number": number})
