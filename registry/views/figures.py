"""Figures of an area and year, and the households and persons behind them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.figures import BehindForm, FigureFilter
from registry.queries import figures_lists as lists
from registry.queries.figures_page import figures_of_area

from .figures_words import distributions, explanations, title_of

PAGE = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """统计数字: N1–N4 and N23."""
    form = FigureFilter(request.GET, viewer=request.user)
    asked = form.asked() if form.is_valid() else None
    if asked is None:
        raise Http404
    shown = figures_of_area(request.user, asked.area, asked.year, asked.population)
    context = {"form": form, "figures": shown, "explanations": explanations(shown), "shown": distributions(shown)}
    return render(request, "registry/figures.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def households(request: StaffRequest) -> HttpResponse:
    """Households behind a number."""
    behind = _behind(request)
    found = (
        lists.closings_behind(request.user, behind)
        if behind.year.closed
        else lists.households_behind(request.user, behind)
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = lists.lines_of_closings if behind.year.closed else lists.lines_of_households
    rows = lines(list(page))  # type: ignore[arg-type]  # each with the rows of its own query
    context = {"behind": behind, "title": title_of(behind), "page": page, "rows": rows}
    return render(request, "registry/figures_households.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def persons(request: StaffRequest) -> HttpResponse:
    """Persons behind a number."""
    behind = _behind(request)
    page = Paginator(lists.persons_behind(request.user, behind), PAGE).get_page(request.GET.get("page"))
    rows = lists.lines_of_persons([*page], behind.year.year)
    context = {"behind": behind, "title": title_of(behind), "page": page, "rows": rows}
    return render(request, "registry/figures_persons.html", context)


def _behind(request: StaffRequest) -> lists.Behind:
    form = BehindForm(request.GET, viewer=request.user)
    asked = form.asked() if form.is_valid() else None
    if asked is None:
        raise Http404
    return asked
