"""The annual adjustment: the province's year in steps, its balance down to the household, and why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions import runs as actions
from registry.choices import Stock
from registry.forms.household import Version
from registry.forms.run import Opening, ResultForm, TableForm
from registry.jobs.models import Job
from registry.jobs.tasks import ring
from registry.queries import balances, outcomes, run_lists
from registry.queries import runs as queries
from registry.queries.households import head_names
from registry.queries.run_page import can_open, job_of, page_of, with_provinces
from registry.queries.run_provinces import provinces_of

PAGE = 20


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def runs(request: StaffRequest) -> HttpResponse:
    """All years of the provinces that the viewer has to do with."""
    page = Paginator(queries.runs(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": with_provinces(page.object_list),
        "openable": can_open(request.user),
        "several": len(provinces_of(request.user)) > 1,
    }
    return render(request, "registry/runs.html", context)


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """One year of one province: steps, figures, balance."""
    shown = get_object_or_404(queries.runs(request.user), pk=pk)
    form = TableForm(request.GET, viewer=request.user, run=shown)
    if not form.is_valid():
        raise Http404
    area = form.cleaned_data["area"] or balances.areas_of(request.user, shown).first()
    if area is None:
        raise Http404
    stock = Stock(form.cleaned_data["stock"] or Stock.POOR)
    table = balances.table_of(shown, area, stock, persons=form.cleaned_data["unit"] != "households")
    context = {
        "run": shown,
        "page": page_of(request.user, shown, area),
        "own_areas": balances.own_areas(request.user, shown),
        "table": table,
        "trail": balances.trail_of(request.user, shown, area),
        "stocks": Stock.choices,
        "job": job_of(request.user, shown),
    }
    return render(request, "registry/run.html", context)


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def results(request: StaffRequest, pk: int) -> HttpResponse:
    """Households of a run: those behind a number, an outcome, a refusal, a doubt."""
    shown = get_object_or_404(queries.runs(request.user), pk=pk)
    form = ResultForm(request.GET, viewer=request.user)
    chosen = run_lists.within_own(request.user, shown, form.chosen())
    listed = run_lists.listed(request.user, shown, chosen)
    found = run_lists.results(request.user, shown, chosen)
    page = run_lists.ListPaginator(found, PAGE, listed.counts.households).get_page(request.GET.get("page"))
    heads = head_names([row.household_id for row in page.object_list])
    measure = balances.TERMS[chosen.term] if chosen.term in balances.ONLY_PERSONS else ""
    context = {"run": shown, "form": form, "page": page, "heads": heads, "listed": listed, "measure": measure}
    return render(request, "registry/run_results.html", context)


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def result(request: StaffRequest, pk: int, household: int) -> HttpResponse:
    """Why one household came out as it did."""
    shown = get_object_or_404(queries.runs(request.user), pk=pk)
    story = outcomes.story_of(request.user, shown, household)
    if story is None:
        raise Http404
    head = head_names([household]).get(household, "")
    earlier = outcomes.years_of(request.user, shown, household)
    context = {"run": shown, "story": story, "head": head, "earlier": earlier}
    return render(request, "registry/run_result.html", context)


@require(Permission.ADJUSTMENT_REHEARSE)
@require_POST
def open_(request: StaffRequest) -> HttpResponse:
    """开启."""
    form = Opening(request.POST, viewer=request.user)
    if not form.is_valid():
        messages.error(request, _("请选择本省和年度"))
        return redirect("registry:runs")
    province, year = form.cleaned_data["province"], form.cleaned_data["year"]
    opened = actions.open_run(province_code=province.code, year=year, by=request.user)
    messages.success(request, _("%d 年度动态调整已开启") % year)
    return redirect("registry:run", opened.pk)


@require(Permission.ADJUSTMENT_REHEARSE)
@require_POST
def rehearse(request: StaffRequest, pk: int) -> HttpResponse:
    """试算."""
    return _act(request, pk, actions.rehearse_run, _("试算已开始"))


@require(Permission.ADJUSTMENT_APPROVE)
@require_POST
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """执行, or going on after an interruption."""
    return _act(request, pk, actions.start_run, _("已开始执行"))


def _act(request: StaffRequest, pk: int, action: Callable[..., Any], success: str) -> HttpResponse:
    shown = get_object_or_404(queries.runs(request.user), pk=pk)
    form = Version(request.POST)
    if form.is_valid():
        done = action(run_id=shown.pk, version=form.cleaned_data["version"], by=request.user)
        if isinstance(done, Job):
            ring(done)
        messages.success(request, success)
    return redirect("registry:run", shown.pk)
