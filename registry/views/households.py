"""The list of households, one household, and entering one."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.households import edit_household, register_household
from registry.forms.filters import Find, HouseholdFilter
from registry.forms.household import (
    HouseholdForm,
    MemberFormSet,
    NewHouseholdForm,
    StatementForm,
    SurveyForm,
    Version,
    edit_entry,
    new_entry,
)
from registry.panels import panels_for
from registry.queries import households as queries
from registry.queries.history import history_of
from registry.queries.outcomes import outcome_of
from registry.queries.years import open_year_of
from registry.rules.decisions import kinds_for

from .sheets import Sheet

PAGE = 20
FINDS_KEPT = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def households(request: StaffRequest) -> HttpResponse:
    """The list. What was asked of names and numbers stands in the session, under the id in `find`."""
    words = request.session.get("finds", {}).get(request.GET.get("find", ""), "")
    form = HouseholdFilter(request.GET, viewer=request.user)
    year = open_year_of(request.user)
    found = queries.filtered(request.user, form.chosen(words), year)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "words": words,
        "year": year,
        "page": page,
        "rows": queries.rows_of(list(page.object_list), year),
        "persons": queries.count_persons(found),
    }
    return render(request, "registry/households.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Posted, because a name or number must not stand in an address."""
    form = Find(request.POST)
    if not form.is_valid():
        return redirect("registry:households")
    key = secrets.token_urlsafe(6)
    finds = list(request.session.get("finds", {}).items())[-FINDS_KEPT:]
    request.session["finds"] = {**dict(finds), key: form.cleaned_data["words"]}
    return redirect(f"{reverse('registry:households')}?find={key}")


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def household(request: StaffRequest, pk: int) -> HttpResponse:
    """One household as a story: guarantees, members, income by year, decisions, history."""
    shown = get_object_or_404(queries.households(request.user), pk=pk)
    year = open_year_of(request.user, shown.village_code)
    (row,) = queries.rows_of([shown], year)
    context = {
        "household": shown,
        "year": year,
        "row": row,
        "checks": row.checks,
        "members": queries.members_with_years(shown, year),
        "former": queries.former_members(shown),
        "income": queries.income_table(shown),
        "survey": queries.survey_of(shown, year),
        "decisions": queries.decisions_of(shown, row.checks),
        "doubts": queries.doubts_of(shown),
        "history": history_of(shown),
        "kinds": kinds_for(shown.status),
        "phone_last4": queries.phone_last4(shown),
        "story": outcome_of(request.user, shown),
        "panels": panels_for("household", request.user),
    }
    return render(request, "registry/household.html", context)


@require(Permission.HOUSEHOLD_CREATE)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """登记新户."""
    data = request.POST or None
    sheet = Sheet(
        "registry/household_new.html",
        {
            "form": NewHouseholdForm(data, viewer=request.user),
            "members": MemberFormSet(data, prefix="members"),
            "statement": StatementForm(data, prefix="income"),
            "survey": SurveyForm(data, prefix="survey"),
        },
        {"year": open_year_of(request.user)},
    )
    if request.method == "POST" and sheet.is_valid():
        entry = new_entry(*sheet.forms.values())
        made = sheet.attempt(request, lambda: register_household(entry=entry, by=request.user))
        if made is not None:
            messages.success(request, _("已登记，户编号 %s") % made.pk)
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
            "note": _("联系电话空着表示不改动。"),
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
            messages.success(request, _("已保存"))
            return redirect("registry:household", pk)
    return sheet.answer(request)
