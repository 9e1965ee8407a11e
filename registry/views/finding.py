"""The list of households, and finding somebody in it."""

import secrets

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.filters import Find, HouseholdFilter
from registry.queries import finding as queries
from registry.queries.rows import rows_of
from registry.queries.years import open_year_of

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
        "rows": rows_of(list(page.object_list), year),
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
