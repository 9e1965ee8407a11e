"""导出: ordering a list as a file, one's own files, the consent of a second person, and the record for who audits."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require, signed_in
from registry.accounts.permissions import Permission
from registry.actions import exports as actions
from registry.exports.catalogue import LISTINGS
from registry.exports.households import HOUSEHOLDS
from registry.exports.listing import Asked, Listing
from registry.exports.ordering import order_of
from registry.forms.display import display_of
from registry.forms.exports import AnswerForm, OrderForm
from registry.jobs.tasks import ring
from registry.models import Export
from registry.queries import exports as queries
from registry.queries.years import open_year_of

PAGE = 20
GONE = 410
# Of an address: what is no condition.
PASSING = ("page", "find", "before")
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def reading_it(view: Callable[[StaffRequest, Listing], HttpResponse]) -> Callable[[StaffRequest, str], HttpResponse]:
    """Only for those who may open the page of the list."""

    @wraps(view)
    def guarded(request: StaffRequest, listing: str) -> HttpResponse:
        wanted = LISTINGS.get(listing)
        if wanted is None:
            raise Http404
        if not request.user.may(wanted.permission):
            raise PermissionDenied
        return view(request, wanted)

    return guarded


@signed_in
@reading_it
@require_POST
def order(request: StaffRequest, listing: Listing) -> HttpResponse:
    """导出 of a list, as the page shows it."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, str(problems[0]))
        return redirect("registry:exports")
    ordered = actions.order_export(order=_order(request, listing, form), by=request.user)
    if ordered.job is not None:
        ring(ordered.job)
    return redirect("registry:export", ordered.export.pk)


def _order(request: StaffRequest, listing: Listing, form: OrderForm) -> actions.Order:
    said = form.cleaned_data
    query = QueryDict(said["conditions"], mutable=True)
    words = request.session.get("finds", {}).get(query.get("find", ""), "")
    for name in PASSING:
        query.pop(name, None)
    asked = Asked(
        viewer=request.user,
        query=query,
        year=open_year_of(request.user),
        words=words,
        columns=display_of(request.COOKIES).columns if listing is HOUSEHOLDS else (),
        whole=said["whole_numbers"] and listing.whole,
    )
    return order_of(listing, asked, format=said["format"], reason=said["reason"])


@signed_in
@require_GET
def exports(request: StaffRequest) -> HttpResponse:
    """我的导出, and those of others that wait for the reader's consent."""
    page = Paginator(queries.own_exports(request.user), PAGE).get_page(request.GET.get("page"))
    waiting = queries.exports_to_answer(request.user) if request.user.may(Permission.HOUSEHOLD_REVEAL) else []
    return render(request, "registry/exports.html", {"page": page, "waiting": waiting})


@signed_in
@require_GET
def export(request: StaffRequest, pk: str) -> HttpResponse:
    """One of one's own: how far it is, and the button that fetches it. Its bar asks for itself until it is there."""
    shown = _own(request, pk)
    job = queries.job_of(shown)
    context = {
        "export": shown,
        "job": job,
        "written": queries.written(job) if job else 0,
        "expired": queries.expired(shown),
        "allowed": queries.may_still_take(request.user, shown),
    }
    if not request.headers.get("HX-Request"):
        return render(request, "registry/export.html", context, status=GONE if context["expired"] else 200)
    answer = render(request, "registry/_export_progress.html", context)
    if job is None or not job.unfinished:
        answer["HX-Refresh"] = "true"
    return answer


@signed_in
@require_POST
def take(request: StaffRequest, pk: str) -> HttpResponseBase:
    """下载: for the owner alone, in time, and while the areas are still the owner's."""
    shown = _own(request, pk)
    if queries.expired(shown):
        return render(request, "registry/export.html", {"export": shown, "expired": True}, status=GONE)
    taken = actions.take_export(export_id=shown.pk, by=request.user)
    kind = TYPES.get(taken.format, "text/csv")
    answer = StreamingHttpResponse(queries.file_of(taken), content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=taken.file_name)
    answer["Content-Length"] = str(taken.file_size)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_POST
def discard(request: StaffRequest, pk: str) -> HttpResponse:
    """删除文件 before its time is up."""
    actions.discard_export(export_id=_own(request, pk).pk, by=request.user)
    messages.success(request, _("文件已删除，导出记录保留"))
    return redirect("registry:exports")


@require(Permission.HOUSEHOLD_REVEAL)
@require_POST
def answer(request: StaffRequest, pk: str) -> HttpResponse:
    """同意 or 不同意 of a second person."""
    shown = get_object_or_404(queries.exports_to_answer(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["agrees"]
        answered = actions.answer_export(
            export_id=shown.pk, agrees=agrees, answer=form.cleaned_data["reason"], by=request.user
        )
        if answered.job is not None:
            ring(answered.job)
        messages.success(request, _("已同意，正在生成文件") if agrees else _("已答复不同意，申请人会看到原因"))
    return redirect("registry:exports")


@require(Permission.ACT_VIEW)
@require_GET
def record(request: StaffRequest) -> HttpResponse:
    """导出记录 of the reader's areas: who took which list, how many rows; never the file."""
    page = Paginator(queries.exports_on_record(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "registry/exports_record.html", {"page": page})


def _own(request: StaffRequest, pk: str) -> Export:
    return get_object_or_404(queries.own_exports(request.user), pk=pk)
