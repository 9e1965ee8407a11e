"""回退: what taking a year back would restore, what stands in the way, who asks and who confirms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.actions.runs import ask_undoing, undo_run, withdraw_undoing
from registry.forms.household import Version
from registry.forms.run import AskingForm
from registry.jobs.tasks import ring
from registry.models import Run
from registry.queries import runs as queries
from registry.queries.undoing import page_of

from .sheets import Sheet


@require(Permission.ADJUSTMENT_APPROVE)
@require_http_methods(["GET", "POST"])
def undoing(request: StaffRequest, pk: int) -> HttpResponse:
    """The consequences before the button; asking, with a reason."""
    run = _run(request, pk)
    form = AskingForm(request.POST or None, initial={"version": run.version})
    sheet = Sheet("registry/run_undo.html", {"form": form}, {"run": run, "page": page_of(request.user, run)})
    if form.is_valid():
        asked = form.cleaned_data | {"run_id": run.pk, "by": request.user}
        if sheet.attempt(request, lambda: ask_undoing(**asked)):
            messages.success(request, _("已申请回退，等另一位管理员确认"))
            return redirect("registry:run_undo", run.pk)
    return sheet.answer(request)


@require(Permission.ADJUSTMENT_APPROVE)
@require_POST
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """确认回退, or going on after an interruption."""
    run = _run(request, pk)
    form = Version(request.POST)
    if form.is_valid():
        ring(undo_run(run_id=run.pk, version=form.cleaned_data["version"], by=request.user))
        messages.success(request, _("回退已开始"))
    return redirect("registry:run", run.pk)


@require(Permission.ADJUSTMENT_APPROVE)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """撤回申请 by who asked, 不同意 by anybody else who could confirm."""
    run = _run(request, pk)
    form = Version(request.POST)
    if form.is_valid():
        withdraw_undoing(run_id=run.pk, version=form.cleaned_data["version"], by=request.user)
        messages.success(request, _("回退申请已取消，年度结果不变"))
    return redirect("registry:run", run.pk)


def _run(request: StaffRequest, pk: int) -> Run:
    run = get_object_or_404(queries.runs(request.user), pk=pk)
    demand(request.user, Permission.ADJUSTMENT_APPROVE, run.region_code)
    return run
