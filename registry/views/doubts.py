"""Doubts: the list, and working one off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.doubts import settle_doubt
from registry.choices import DoubtOutcome
from registry.forms.doubt import DoubtFilter, Settlement
from registry.queries import doubts as queries
from registry.queries.households import head_names

PAGE = 20


@require(Permission.DOUBT_VIEW)
@require_GET
def doubts(request: StaffRequest) -> HttpResponse:
    """Doubts in the viewer's areas."""
    form = DoubtFilter(request.GET)
    page = Paginator(queries.filtered(request.user, form.chosen()), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "heads": head_names([doubt.household_id for doubt in page.object_list]),
        "outcomes": DoubtOutcome.choices,
    }
    return render(request, "registry/doubts.html", context)


@require(Permission.DOUBT_RESOLVE)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer one."""
    doubt = get_object_or_404(queries.doubts(request.user, Permission.DOUBT_RESOLVE), pk=pk)
    form = Settlement(request.POST)
    if form.is_valid():
        outcome, explanation = form.cleaned_data["outcome"], form.cleaned_data["reason"]
        settle_doubt(doubt_id=doubt.pk, outcome=outcome, explanation=explanation, by=request.user)
        messages.success(request, _("已核实"))
    else:
        messages.error(request, _("没有保存：请选择核实结果并填写说明"))
    return redirect("registry:doubts")
