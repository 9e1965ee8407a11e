"""Entering a household and changing its own fields."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.households import edit_household, register_household
from registry.choices import ExtraSubject
from registry.forms.household import HouseholdForm, NewHouseholdForm, Version, edit_entry, new_entry
from registry.forms.members import MemberFormSet
from registry.forms.years import StatementForm, SurveyForm
from registry.queries import households as queries
from registry.queries.extras import extras_for
from registry.queries.years import open_year_of

from .after import after_saving
from .sheets import Sheet


@require(Permission.HOUSEHOLD_CREATE)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """登记新户."""
    data, year = request.POST or None, open_year_of(request.user)
    asked = {subject: extras_for(request.user, year, subject) for subject in ExtraSubject}
    sheet = Sheet(
        "registry/household_new.html",
        {
            "form": NewHouseholdForm(data, viewer=request.user),
            "members": MemberFormSet(data, prefix="members", form_kwargs={"extras": asked[ExtraSubject.MEMBER]}),
            "statement": StatementForm(data, prefix="income"),
            "survey": SurveyForm(data, prefix="survey", extras=asked[ExtraSubject.HOUSEHOLD]),
        },
        {"year": year},
    )
    if request.method == "POST" and sheet.is_valid():
        entry = new_entry(*sheet.forms.values())
        made = sheet.attempt(request, lambda: register_household(entry=entry, by=request.user))
        if made is not None:
            messages.success(request, _("已登记，户编号 %s") % made.pk)
            if request.POST.get("then") == "another":
                return redirect("registry:register")
            return redirect("registry:household", made.pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the household's own fields."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    data = request.POST or None
    sheet = Sheet(
        "registry/household_form.html",
        {
            "form": HouseholdForm(data, instance=shown),
            "version": Version(data, initial={"version": shown.version}),
        },
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("修改基本情况"),
            "button": _("保存"),
            "note": _("联系电话和银行卡号空着表示不改动。"),
            "neighbours_at": "registry:household_edit",
            "page": "fields",
        },
    )
    if request.method == "POST" and sheet.is_valid():
        changed = sheet.attempt(
            request,
            lambda: edit_household(
                household_id=pk, entry=edit_entry(shown, sheet.forms["form"]), by=request.user, version=sheet.version
            ),
            current=shown,
        )
        if changed is not None:
            messages.success(request, _("%s 基本情况已保存") % sheet.shown["title"])
            return after_saving(request, changed, "registry:household_edit")
    return sheet.answer(request)
