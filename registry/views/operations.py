"""户主变更, 分户, 合户; and one's own operations, which may be undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.batch_undoing import queue_undoing
from registry.actions.heads import change_head
from registry.actions.operations import undo_operation
from registry.actions.splitting import Split, merge_households, split_household
from registry.forms.operations import HeadForm, MergeForm, OperationFilter, SplitForm
from registry.jobs.tasks import ring
from registry.queries import households as queries
from registry.queries import operations as own
from registry.queries.years import open_year, open_year_of

from .members import operation_sheet

PAGE = 20
BY_MEMBER = "registry/operation_members.html"


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def head(request: StaffRequest, pk: int) -> HttpResponse:
    """户主变更."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = HeadForm(request.POST or None, members=queries.current_members(shown))
    note = _("把新户主的关系选为“户主”，其余每名成员都按与新户主的关系重新选择。")
    sheet = operation_sheet(request, shown, form, BY_MEMBER, heading=_("户主变更"), button=_("变更户主"), note=note)
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: change_head(
                household_id=pk,
                relations=form.relations,
                grounds=form.grounds,
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            messages.success(request, _("户主已变更"))
            return redirect("registry:household", pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def split(request: StaffRequest, pk: int) -> HttpResponse:
    """分户."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = SplitForm(request.POST or None, members=queries.current_members(shown))
    note = _("两户都保留建档立卡身份和首次识别时间。新户的收入和生活条件须另行采集。为获得资格而分户是不允许的。")
    sheet = operation_sheet(request, shown, form, BY_MEMBER, heading=_("分户"), button=_("分户"), note=note)
    if request.method == "POST" and sheet.is_valid():
        new = sheet.attempt(
            request,
            lambda: split_household(
                household_id=pk,
                split=Split(frozenset(form.going), form.relations),
                grounds=form.grounds,
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if new is not None:
            messages.success(request, _("已分户，新户编号 %s，请采集新户的年度资料") % new.pk)
            return redirect("registry:household", new.pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """合户."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    choices = own.merge_choices(request.user, shown)
    form = MergeForm(request.POST or None, members=queries.current_members(shown), choices=choices, viewer=request.user)
    note = _("本户全部成员并入那一户，户主不变；并入外村的，成员转到那个村。本户年末自动销户。")
    sheet = operation_sheet(request, shown, form, BY_MEMBER, heading=_("合户"), button=_("合户"), note=note)
    if request.method == "POST" and sheet.is_valid():
        into = sheet.attempt(
            request,
            lambda: merge_households(
                household_id=pk,
                into_id=form.into_id,
                relations=form.relations,
                grounds=form.grounds,
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if into is not None:
            messages.success(request, _("已并入本户，原户编号 %s 年末自动销户") % pk)
            return redirect("registry:household", into.pk)
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_GET
def operations(request: StaffRequest) -> HttpResponse:
    """我的操作: what the reader did, the open year first; each may be looked at and undone."""
    form = OperationFilter(request.GET, initial={"year": open_year_of(request.user)})
    chosen = form.cleaned_data if form.is_valid() else {}
    found = own.own_operations(request.user, chosen.get("kind", ""), chosen.get("year"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": own.with_open_years(list(page.object_list))}
    return render(request, "registry/operations.html", context)


@require(Permission.HOUSEHOLD_EDIT)
@require_GET
def operation(request: StaffRequest, pk: int) -> HttpResponse:
    """What undoing would put back, and what stands in the way."""
    shown = get_object_or_404(own.operations(request.user), pk=pk)
    problems = own.undoing_problems(shown, request.user, open_year(shown.village_code))
    by_job = own.takes_long(shown)  # which looks for obstacles itself
    context = {
        "operation": shown,
        "by_job": by_job,
        "problems": problems or ([] if by_job else own.obstacles(shown, own.traces_of(shown.act))),
        "forbidden": bool(problems),
        "done": own.what_it_did(shown),
    }
    return render(request, "registry/operation_undo.html", context)


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """撤销; of a large import as a job, whose progress the batch's page shows."""
    shown = get_object_or_404(own.operations(request.user), pk=pk)
    if own.takes_long(shown):
        job = queue_undoing(operation_id=shown.pk, by=request.user)
        ring(job)
        return redirect("registry:batch", job.subject)
    undone = undo_operation(operation_id=shown.pk, by=request.user)
    messages.success(request, _("已撤销：%s") % undone.reason)
    if undone.household_id is not None:
        return redirect("registry:household", undone.household_id)
    return redirect("registry:operations")
