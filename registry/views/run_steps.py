"""What leads to the results of a year and on from them: its plan, its approval, its freezing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.actions.plans import set_plan
from registry.actions.runs import approve_run, freeze_run
from registry.forms.household import Version
from registry.forms.plan import PlanForm
from registry.models import Run
from registry.queries import runs as queries
from registry.queries.plans import counties_of, county_names, plans_of
from registry.queries.run_deciding import approval_of, freezing_of

from .sheets import Sheet


@require(Permission.ADJUSTMENT_REHEARSE)
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """下达减贫计划, to all counties on one sheet."""
    run = _run(request, pk, Permission.ADJUSTMENT_REHEARSE)
    data = request.POST or None
    form = PlanForm(data, names=county_names(run, counties_of(run)), plans=plans_of(run))
    version = Version(data, initial={"version": run.version})
    sheet = Sheet("registry/run_plan.html", {"form": form, "version": version}, {"run": run})
    if request.method == "POST" and sheet.is_valid():
        wanted = {"counties": form.wanted, "source": form.cleaned_data["source"]}
        if sheet.attempt(request, lambda: set_plan(run_id=run.pk, version=sheet.version, by=request.user, **wanted)):
            messages.success(request, _("减贫计划已保存"))
            return redirect("registry:run_comparison", run.pk)
    return sheet.answer(request)


@require(Permission.ADJUSTMENT_APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """批准: what is approved stands before the button."""
    run = _run(request, pk, Permission.ADJUSTMENT_APPROVE)
    page = approval_of(request.user, run)
    return _asked("registry/run_approve.html", request, run, page, approve_run, _("已批准。年度节点过后即可执行"))


@require(Permission.ADJUSTMENT_APPROVE)
@require_http_methods(["GET", "POST"])
def freeze(request: StaffRequest, pk: int) -> HttpResponse:
    """封账: what becomes of the year stands before the button."""
    run = _run(request, pk, Permission.ADJUSTMENT_APPROVE)
    return _asked(
        "registry/run_freeze.html", request, run, freezing_of(run), freeze_run, _("已封账，本年度资料从此只读")
    )


def _asked(
    template: str, request: StaffRequest, run: Run, page: object, action: Callable[..., Run], success: str
) -> HttpResponse:
    """The page; posted, the act on the version that was shown. Refused, it comes back as things are now."""
    version = Version(request.POST or None, initial={"version": run.version})
    sheet = Sheet(template, {"version": version}, {"run": run, "page": page})
    done: Run | None = None
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(request, lambda: action(run_id=run.pk, version=sheet.version, by=request.user))
    if done is not None:
        messages.success(request, success)
        return redirect("registry:run", run.pk)
    sheet.forms = {"version": Version(initial={"version": run.version})}
    return sheet.answer(request)


def _run(request: StaffRequest, pk: int, permission: Permission) -> Run:
    run = get_object_or_404(queries.runs(request.user), pk=pk)
    demand(request.user, permission, run.region_code)
    return run
