"""Importing workbooks: upload, progress, preview, merge, receipt, downloads."""

from pathlib import PurePosixPath
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions import batches as actions
from registry.actions.batch_lists import undo_decisions
from registry.actions.batch_users import give_first_passwords
from registry.choices import BatchKind, BatchState
from registry.forms.batch import Confirmation, PreviewFilter, Upload
from registry.forms.household import Reason
from registry.imports.kinds import WAYS
from registry.imports.kinds.first_passwords import password_list
from registry.imports.kinds.lists import made_by
from registry.imports.preview import kind_label, preview_rows
from registry.jobs.queries import progress
from registry.jobs.tasks import ring
from registry.models import Batch
from registry.queries import batches as queries
from registry.queries.posting_lists import without_own_password
from registry.queries.years import open_year_of
from registry.regions.models import Region
from registry.rules.batch_kinds import WORDS
from registry.rules.batches import steps

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Permission.IMPORT_VIEW)
@require_GET
def batches(request: StaffRequest) -> HttpResponse:
    """导入记录, and for those who may, the way to a new one, of the kind asked for."""
    return _list(request, Upload(areas=_areas(request), initial={"kind": request.GET.get("kind", "")}))


def _areas(request: StaffRequest) -> dict[BatchKind, list[Region]]:
    return queries.areas_by_kind(request.user, WAYS)


def _list(request: StaffRequest, form: Upload, status: int = 200) -> HttpResponse:
    page = Paginator(queries.batches(request.user), PAGE).get_page(request.GET.get("page"))
    templates = [item for kind in form.areas for item in WAYS[kind].templates.items()]
    year = open_year_of(request.user, next((areas[0].code for areas in form.areas.values()), None))
    shown = {"form": form, "page": page, "year": year, "templates": templates}
    return render(request, "registry/batches.html", shown, status=status)


@require(Permission.IMPORT_RUN)
@require_POST
def upload(request: StaffRequest) -> HttpResponse:
    """上传: the same file goes to the batch that it already is."""
    form = Upload(request.POST, request.FILES, areas=_areas(request))
    if not form.is_valid():
        return _list(request, form, status=400)
    file = form.cleaned_data["file"]
    queued = actions.upload_batch(
        kind=form.cleaned_data["kind"],
        region_code=int(form.cleaned_data["region"]),
        file_name=file.name,
        data=file.read(),
        clears=form.cleaned_data["clears"],
        by=request.user,
    )
    if queued.job is not None:
        ring(queued.job)
    else:
        messages.info(request, _("这个文件已经上传过，以下是那一次的结果。"))
    if request.headers.get("HX-Request"):  # upload.js goes there itself
        return HttpResponse(headers={"HX-Redirect": reverse("registry:batch", args=[queued.batch.pk])})
    return redirect("registry:batch", queued.batch.pk)


@require(Permission.IMPORT_RUN)
@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """下载模板 of the kind asked for, else of the first that the user may import; with what lies in the user's area."""
    offered = {name: made for kind in _areas(request) for name, made in WAYS[kind].templates.items()}
    asked = offered.get(request.GET.get("of") or next(iter(offered), ""))
    if asked is None:
        raise Http404
    return _file(asked.make(request.user), _("导入模板-%s.xlsx") % asked.label)


@require(Permission.IMPORT_VIEW)
@require_GET
def batch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A batch at whatever step it is; while a job goes on, htmx asks for the bar alone."""
    shown = get_object_or_404(queries.batches(request.user), pk=pk)
    job = queries.current_job(shown)
    if request.headers.get("HX-Request"):
        if job is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "registry/_batch_progress.html", {"batch": shown, "job": job, "progress": progress(job)})
    chosen = PreviewFilter(request.GET).chosen()
    page = Paginator(queries.staged(shown, **chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": shown,
        "job": job,
        "undo": queries.undoable(shown, request.user),
        "may_run": queries.may_run(shown, request.user),
        "may_reveal": queries.may_reveal(shown, request.user),
        "words": WORDS[shown.kind],
        "without_password": _without_password(shown, request),
        "steps": steps(shown.state, _notes(shown)),
        "groups": [(kind_label(group.code), group) for group in queries.fault_groups(shown)],
        "counts": queries.count_lines(shown),
        "verdict": chosen["verdict"],
        "fault": chosen["fault"] and kind_label(chosen["fault"]),
        "page": page,
        "rows": preview_rows(shown, page.object_list),
    }
    return render(request, "registry/batch.html", context)


def _without_password(shown: Batch, request: StaffRequest) -> int:
    """How many users of a merged batch still wait for a first password."""
    if shown.kind != BatchKind.USERS or shown.state != BatchState.MERGED:
        return 0
    return len(without_own_password(request.user, made_by(shown)))


def _notes(shown: Batch) -> dict[int, str]:
    return {0: shown.file_name, 1: _("%s 行") % f"{shown.rows:,}" if shown.rows else "", 3: shown.merged_by_name}


@require(Permission.IMPORT_RUN)
@require_POST
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """确认合并."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    form = Confirmation(request.POST)
    if form.is_valid():
        queued = actions.confirm_batch(
            batch_id=shown.pk, only_good=form.only_good, writes=form.chosen_writes, by=request.user
        )
        if queued.job is not None:
            ring(queued.job)
    return redirect("registry:batch", pk)


@require(Permission.IMPORT_RUN)
@require_POST
def recheck(request: StaffRequest, pk: UUID) -> HttpResponse:
    """重新校验."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    queued = actions.recheck_batch(batch_id=shown.pk, by=request.user)
    if queued.job is not None:
        ring(queued.job)
    return redirect("registry:batch", pk)


@require(Permission.IMPORT_RUN)
@require_POST
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """取消导入."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    actions.cancel_batch(batch_id=shown.pk, by=request.user)
    messages.success(request, _("已取消，没有写入任何内容"))
    return redirect("registry:batches")


@require(Permission.IMPORT_RUN)
@require_POST
def errors(request: StaffRequest, pk: UUID) -> HttpResponse:
    """下载错误工作簿."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    data = actions.export_errors(batch_id=shown.pk, by=request.user)
    return _file(data, _("待改正-%s.xlsx") % PurePosixPath(shown.file_name).stem)


@require(Permission.IMPORT_RUN)
@require_POST
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """撤销 a batch of decisions, none of which anybody has acted on; households are taken back as the operation."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    undo_decisions(batch_id=shown.pk, decision_ids=made_by(shown), by=request.user)
    messages.success(request, _("已撤销，这一批决定全部撤回"))
    return redirect("registry:batch", pk)


@require(Permission.IMPORT_RUN)
@require_POST
def passwords(request: StaffRequest, pk: UUID) -> HttpResponse:
    """初始密码表: made now, kept nowhere."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_RUN), pk=pk)
    given = give_first_passwords(batch_id=shown.pk, user_ids=made_by(shown), by=request.user)
    return _file(password_list(given), _("初始密码-%s.xlsx") % PurePosixPath(shown.file_name).stem)


@require(Permission.IMPORT_VIEW)
@require_POST
def original(request: StaffRequest, pk: UUID) -> HttpResponse:
    """下载原文件: it holds whole ID numbers, so it wants a reason, and the permission to reveal them."""
    shown = get_object_or_404(queries.batches(request.user, Permission.IMPORT_VIEW), pk=pk)
    if not queries.may_reveal(shown, request.user):
        raise Http404
    form = Reason(request.POST)
    if not form.is_valid():
        return redirect("registry:batch", pk)
    data = actions.export_original(batch_id=shown.pk, reason=form.cleaned_data["reason"], by=request.user)
    return _file(data, shown.file_name)


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "no-store"
    return answer
