"""Stock and flow year by year, and the households behind each number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.figures import FlowFilter, TermForm, words_of
from registry.queries import figures_flow_lists as lists
from registry.queries.figures_flows import flows_of_area

from . import figures_flow_words as words

PAGE = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def flows(request: StaffRequest) -> HttpResponse:
    """存量与增减: N8 and N22."""
    form = FlowFilter(request.GET, viewer=request.user)
    place = form.place()
    if place is None:
        raise Http404
    shown = flows_of_area(request.user, *place, form.side())
    context = {
        "form": form,
        "flows": shown,
        "rows": words.rows_of(shown),
        "columns": words.columns_of(shown),
        "units": words.unit_rows(shown),
        "unit": words.unit_of(shown.side),
        "kept": words_of(shown.side),
        "nodes": words.nodes(shown),
        "explanations": words.explanations(shown),
    }
    return render(request, "registry/figures_flows.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def flow_list(request: StaffRequest) -> HttpResponse:
    """Closing rows behind a number, with what they add up to."""
    form = TermForm(request.GET, viewer=request.user)
    term = form.asked()
    if term is None:
        raise Http404
    page = Paginator(lists.rows_behind(request.user, term), PAGE).get_page(request.GET.get("page"))
    households, counts = lists.sum_behind(term)
    context = {
        "term": term,
        "title": words.title_of(term.side, term.word),
        "page": page,
        "rows": lists.lines_of_rows(list(page)),
        "households": households,
        "counts": counts,
        "elsewhere": households - page.paginator.count,
        "kept": words_of(term.side),
    }
    return render(request, "registry/figures_flow_list.html", context)
