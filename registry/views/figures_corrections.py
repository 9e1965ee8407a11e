"""补录 and 剔除 by campaign, year and area, and the households and people behind each number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.figures import CorrectedForm, CorrectionFilter
from registry.queries import figures_corrections as queries
from registry.queries.figures_flow_lists import heads_of
from registry.rules.corrections import HOUSEHOLDS, LISTED_PEOPLE

from . import figures_correction_words as words

PAGE = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def corrections(request: StaffRequest) -> HttpResponse:
    """补录与剔除: N5, N6 and N7."""
    form = CorrectionFilter(request.GET, viewer=request.user)
    place = form.place()
    if place is None:
        raise Http404
    shown = queries.corrections_of(request.user, *place, form.scope())
    context = {
        "form": form,
        "shown": shown,
        "columns": words.columns(),
        "cards": words.cards(shown),
        "campaigns": words.campaign_rows(shown),
        "totals": words.total_cells(shown),
        "chosen": words.chosen_label(shown),
        "years": words.year_rows(shown),
        "units": words.unit_rows(shown),
        "explanations": words.explanations(shown),
    }
    return render(request, "registry/figures_corrections.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def households(request: StaffRequest) -> HttpResponse:
    """Households registered or removed."""
    asked = _asked(request, HOUSEHOLDS)
    page = Paginator(queries.households_behind(request.user, asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "title": words.title_of(asked, households=True),
        "page": page,
        "rows": heads_of(list(page)),
        "back": words.back(asked),
    }
    return render(request, "registry/figures_corrected.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """People added or removed."""
    asked = _asked(request, LISTED_PEOPLE)
    page = Paginator(queries.people_behind(request.user, asked), PAGE).get_page(request.GET.get("page"))
    context = {"asked": asked, "title": words.title_of(asked), "page": page, "back": words.back(asked)}
    return render(request, "registry/figures_corrected_people.html", context)


def _asked(request: StaffRequest, parts: frozenset[str]) -> queries.Corrected:
    asked = CorrectedForm(request.GET, viewer=request.user).asked(parts)
    if asked is None:
        raise Http404
    return asked
