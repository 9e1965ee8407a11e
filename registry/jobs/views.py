"""Long work as people see it: a list, a progress bar, a way to stop it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission

from . import actions, queries
from .forms import JobFilter

PAGE = 20


@require(Permission.JOB_VIEW)
@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    """The jobs of the viewer's areas."""
    form = JobFilter(request.GET)
    found = queries.jobs(request.user).filter(**form.chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/list.html", {"form": form, "page": page})


@require(Permission.JOB_VIEW)
@require_GET
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One job. Its bar asks for itself again while the job goes on; then the page comes whole."""
    job = get_object_or_404(queries.jobs(request.user), pk=pk)
    shown = {"job": job, "progress": queries.progress(job)}
    if not request.headers.get("HX-Request"):
        shown |= {"phases": queries.phases(job), "troubled": queries.troubled_units(job)}
        return render(request, "jobs/detail.html", shown)
    answer = render(request, "jobs/_progress.html", shown)
    if not job.unfinished:
        answer["HX-Refresh"] = "true"
    return answer


@require(Permission.JOB_CANCEL)
@require_POST
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """取消."""
    job = get_object_or_404(queries.jobs(request.user, Permission.JOB_CANCEL), pk=pk)
    actions.cancel_job(job_id=job.pk, by=request.user)
    messages.success(request, _("作业已取消"))
    return redirect("jobs:detail", pk)
