"""The list of households, and finding somebody in it."""

import secrets

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.display import Display, display_of
from registry.forms.filters import Find, HouseholdFilter
from registry.queries import finding as queries
from registry.queries.columns import cells_of, columns_of, lines_of
from registry.queries.finding import Filter, Found
from registry.queries.saved import saved_queries_of
from registry.queries.searching import Sought, members_found, sought
from registry.queries.years import open_year_of

FINDS_KEPT = 20
A_YEAR = 365 * 24 * 3600
# Asked for by who has no scripts: the page with every field of the form.
ALL = "all"
# Of the address: what is no condition that could be kept under a name.
PASSING = ("page", "find", ALL)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def households(request: StaffRequest) -> HttpResponse:
    """The list. What was asked of names and numbers stands in the session, under the id in `find`."""
    form, words, hit = asked(request, request.GET)
    year = open_year_of(request.user)
    shown = display_of(request.COOKIES)
    found, sorts = Found(()), False
    if form.is_valid():
        chosen = form.chosen(hit)
        sorts = queries.sortable(request.user, chosen)
        sort = request.GET.get("sort", "") if sorts else ""
        found = queries.found_in(queries.filtered(request.user, chosen, year, sort=sort))
    page = Paginator(found.numbers, shown.size).get_page(request.GET.get("page"))
    numbers = list(page.object_list)
    columns = columns_of(shown.columns)
    context = {
        "form": form,
        "words": words,
        "hit": hit,
        "year": year,
        "found": found,
        "sorts": sorts,
        "page": page,
        "persons": None if found.more else queries.count_persons(found.numbers),
        "columns": columns,
        "matched": members_found(hit, numbers),
        "lines": [(line, cells_of(line, columns)) for line in lines_of(queries.page_of(numbers), year, columns)],
        "display": shown,
        "saved": saved_queries_of(request.user),
        "kept": kept(request.GET),
        "may_change": request.user.may(Permission.HOUSEHOLD_EDIT),
    }
    return render(request, "registry/households.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def conditions(request: StaffRequest) -> HttpResponse:
    """The fields behind 更多条件, as the address fills them in: thirty lists that few want at each look."""
    form = HouseholdFilter(request.GET, viewer=request.user, whole=True)
    return render(request, "components/filter_groups.html", {"groups": form.groups()})


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def count(request: StaffRequest) -> HttpResponse:
    """How many there are beyond what a list shows: it takes a second, so only when somebody asks."""
    form, _words, hit = asked(request, request.GET)
    chosen = form.chosen(hit) if form.is_valid() else Filter(sought=Sought("", ()))
    listed = queries.filtered(request.user, chosen, open_year_of(request.user))
    total, persons = queries.count_all(listed)
    return render(request, "registry/_households_total.html", {"total": total, "persons": persons})


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Posted, because a name or number must not stand in an address. A number that is one household's opens it."""
    form = Find(request.POST)
    if not form.is_valid():
        return redirect("registry:households")
    words = form.cleaned_data["words"]
    if (only := sought(request.user, words).only_one) is not None:
        return redirect("registry:household", only)
    key = secrets.token_urlsafe(6)
    finds = list(request.session.get("finds", {}).items())[-FINDS_KEPT:]
    request.session["finds"] = {**dict(finds), key: words}
    return redirect(f"{reverse('registry:households')}?find={key}")


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def display(request: StaffRequest) -> HttpResponse:
    """列设置: kept by the browser for a year, as 大字 is; the session would forget it at every log-out."""
    form = Display(request.POST)
    answer = redirect(f"{reverse('registry:households')}?{kept(QueryDict(request.POST.get('conditions', '')))}")
    if form.is_valid():
        for name, value in form.cookies.items():
            answer.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


def asked(request: StaffRequest, query: QueryDict) -> tuple[HouseholdFilter, str, Sought | None]:
    """The form of an address, the words that its `find` stands for, and whom they found."""
    words = request.session.get("finds", {}).get(query.get("find", ""), "")
    hit = sought(request.user, words) if words else None
    return HouseholdFilter(query, viewer=request.user, whole=ALL in query), words, hit


def kept(query: QueryDict) -> str:
    """The conditions of an address, as they may be kept."""
    conditions = query.copy()
    for name in PASSING:
        conditions.pop(name, None)
    for name in [name for name, value in conditions.items() if not value]:
        conditions.pop(name)
    return conditions.urlencode()
