"""Filing, approving and withdrawing decisions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.decisions import approve_decision, propose_decision, withdraw_decision
from registry.forms.decision import Approval, DecisionFilter, ProposalForm, Withdrawal
from registry.queries import decisions as queries
from registry.queries.households import households, title_of
from registry.queries.rows import rows_of
from registry.queries.years import open_year_of
from registry.rules.decisions import kinds_for

from .sheets import Sheet

PAGE = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def decisions(request: StaffRequest) -> HttpResponse:
    """All decisions in the viewer's areas; those that wait for the viewer come by `?waiting=yes`."""
    form = DecisionFilter(request.GET, viewer=request.user)
    found = queries.filtered(request.user, form.chosen())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": queries.with_heads(list(page.object_list))}
    return render(request, "registry/decisions.html", context)


@require(Permission.DECISION_PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, pk: int) -> HttpResponse:
    """提出决定."""
    shown = get_object_or_404(households(request.user, Permission.DECISION_PROPOSE), pk=pk)
    year = open_year_of(request.user, shown.village_code)
    (row,) = rows_of([shown], year)
    wanted = {"kind": request.GET.get("kind", "")}
    sheet = Sheet(
        "registry/household_form.html",
        {"form": ProposalForm(request.POST or None, kinds=kinds_for(shown.status), year=year, initial=wanted)},
        {
            "household": shown,
            "title": title_of(shown),
            "heading": _("提出 %d 年度决定") % year,
            "button": _("提出"),
            "checks": row.checks,
        },
    )
    if request.method == "POST" and sheet.is_valid():
        proposal = sheet.forms["form"].proposal
        done = sheet.attempt(request, lambda: propose_decision(household_id=pk, proposal=proposal, by=request.user))
        if done is not None:
            messages.success(request, _("已提出，等待另一人批准"))
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.DECISION_APPROVE)
@require_POST
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """批准."""
    decision = get_object_or_404(queries.decisions(request.user, Permission.DECISION_APPROVE), pk=pk)
    form = Approval(request.POST)
    if form.is_valid():
        approve_decision(decision_id=decision.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("已批准，将在年度动态调整时生效"))
    return redirect("registry:household", decision.household_id)


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """撤回: the action asks for the right that fits the decision's state."""
    decision = get_object_or_404(queries.decisions(request.user), pk=pk)
    form = Withdrawal(request.POST)
    if form.is_valid():
        withdraw_decision(decision_id=decision.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("已撤回"))
    return redirect("registry:household", decision.household_id)
