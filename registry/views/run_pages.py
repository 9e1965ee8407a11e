"""What stands beside the overview of a run: the comparison, refused decisions and doubts, how far its work is."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.choices import Outcome
from registry.forms.run import AreaForm, ComparisonForm, YearForm
from registry.models import Run
from registry.queries import balances
from registry.queries import runs as queries
from registry.queries.run_comparison import TOLD, comparison_of
from registry.queries.run_exceptions import exceptions_of
from registry.queries.run_page import can_plan, job_of
from registry.queries.run_progress import run_progress
from registry.queries.run_provinces import nation_of
from registry.regions.models import Region


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def comparison(request: StaffRequest, pk: int) -> HttpResponse:
    """与上年、计划比较: by outcome, by area, by cause."""
    run = get_object_or_404(queries.runs(request.user), pk=pk)
    form = ComparisonForm(request.GET, viewer=request.user, run=run)
    area = _area(request, run, form)
    context = {
        "run": run,
        "found": comparison_of(run, area, Outcome(form.cleaned_data["outcome"] or Outcome.EXITED)),
        "trail": balances.trail_of(request.user, run, area),
        "outcomes": [(outcome.value, outcome.label) for outcome in TOLD],
        "may_plan": can_plan(request.user, run),
    }
    return render(request, "registry/run_comparison.html", context)


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def exceptions(request: StaffRequest, pk: int) -> HttpResponse:
    """未生效的决定 and why, 疑点 by kind, 失效的决定."""
    run = get_object_or_404(queries.runs(request.user), pk=pk)
    area = _area(request, run, AreaForm(request.GET, viewer=request.user, run=run))
    trail = balances.trail_of(request.user, run, area)
    return render(
        request, "registry/run_exceptions.html", {"run": run, "found": exceptions_of(run, area), "trail": trail}
    )


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """执行进度: part by part, and why one failed."""
    run = get_object_or_404(queries.runs(request.user), pk=pk)
    context = {"run": run, "found": run_progress(request.user, run), "job": job_of(request.user, run)}
    return render(request, "registry/run_progress.html", context)


@require(Permission.ADJUSTMENT_VIEW)
@require_GET
def provinces(request: StaffRequest) -> HttpResponse:
    """One year of every province that the viewer sees whole."""
    form = YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else None
    return render(request, "registry/run_provinces.html", {"found": nation_of(request.user, year)})


def _area(request: StaffRequest, run: Run, form: AreaForm) -> Region:
    if not form.is_valid():
        raise Http404
    area = form.cleaned_data["area"] or balances.areas_of(request.user, run).first()
    if area is None:
        raise Http404
    return area
