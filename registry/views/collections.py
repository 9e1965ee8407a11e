"""The yearly collection: what waits, reading and checking a record, what is unconfirmed, and progress by area."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions import collections as actions
from registry.forms.collections import AreaForm, Chosen, CollectionFilter, Returning, Unconfirmed
from registry.forms.household import Version
from registry.queries import collections as queries
from registry.queries import unconfirmed as waiting
from registry.queries.collection_state import standing_of
from registry.queries.households import households, members_with_years, title_of
from registry.queries.last_year import record_beside_last
from registry.queries.progress import collection_by_area, trail_to
from registry.queries.years import open_year_of
from registry.refusal import Refused

PAGE = 20


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def collections(request: StaffRequest) -> HttpResponse:
    """采集审核: households by how far their record is; those that wait unless asked otherwise."""
    form = CollectionFilter(request.GET, viewer=request.user)
    year = open_year_of(request.user)
    page = Paginator(queries.filtered(request.user, form.chosen(), year), PAGE).get_page(request.GET.get("page"))
    lines = queries.lines(page.object_list, year)
    context = {"form": form, "page": page, "lines": lines, "year": year}
    return render(request, "registry/collections.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def collection(request: StaffRequest, pk: int) -> HttpResponse:
    """The record of a household's open year as the one who checks it reads it."""
    shown = get_object_or_404(households(request.user), pk=pk)
    year = open_year_of(request.user, shown.village_code)
    context = {
        "household": shown,
        "title": title_of(shown),
        "year": year,
        "collection": standing_of(request.user, shown, year),
        "following": queries.next_waiting(request.user, shown, year),
        "sheets": record_beside_last(shown, members_with_years(shown, year), year),
    }
    return render(request, "registry/collection.html", context)


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """提交审核."""
    shown = get_object_or_404(households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    form = Version(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        _tell(
            request,
            lambda: actions.submit_collection(household_id=pk, version=version, by=request.user),
            _("已提交审核"),
        )
    return redirect(_back(request, reverse("registry:household", args=[shown.pk])))


@require(Permission.COLLECTION_CHECK)
@require_POST
def check(request: StaffRequest) -> HttpResponse:
    """审核通过: one record or several, all of them or none."""
    form = Chosen(request.POST)
    if not form.is_valid():
        messages.warning(request, _("没有选中要审核的户"))
    else:
        versions = form.versions
        _tell(
            request,
            lambda: actions.check_collections(versions=versions, by=request.user),
            _("已审核 %d 户") % len(versions),
        )
    return redirect(_back(request, reverse("registry:collections")))


@require(Permission.COLLECTION_CHECK)
@require_POST
def send_back(request: StaffRequest, pk: int) -> HttpResponse:
    """退回 with a reason."""
    shown = get_object_or_404(households(request.user, Permission.COLLECTION_CHECK), pk=pk)
    record = queries.collection_of(shown, open_year_of(request.user, shown.village_code))
    form = Returning(request.POST)
    if record is None or not form.is_valid():
        messages.warning(request, _("没有退回：请写明原因（200 字以内）"))
    else:
        said, number = form.cleaned_data, record.pk
        _tell(
            request,
            lambda: actions.return_collection(
                collection_id=number, version=said["version"], reason=said["reason"], by=request.user
            ),
            _("已退回，录入人会在工作台看到"),
        )
    return redirect(_back(request, reverse("registry:collection", args=[shown.pk])))


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def unconfirmed(request: StaffRequest) -> HttpResponse:
    """Households in which something was carried forward and nobody has confirmed it."""
    form = Unconfirmed(request.GET, viewer=request.user)
    year, chosen = open_year_of(request.user), form.chosen()
    page = Paginator(waiting.unconfirmed(request.user, chosen, year), PAGE).get_page(request.GET.get("page"))
    lines = waiting.lines(request.user, list(page.object_list), chosen, year)
    context = {"form": form, "page": page, "lines": lines, "year": year}
    return render(request, "registry/collections_unconfirmed.html", context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def progress(request: StaffRequest) -> HttpResponse:
    """年度采集进度: county, township, village, group; every number opens its list."""
    form = AreaForm(request.GET, viewer=request.user)
    if not form.is_valid():
        raise Http404
    area, year = form.area(), open_year_of(request.user)
    context = {
        "area": area,
        "year": year,
        "trail": trail_to(request.user, area) if area else [],
        "areas": collection_by_area(request.user, year, area),
    }
    return render(request, "registry/progress.html", context)


def _tell(request: StaffRequest, do: Callable[[], object], done: str) -> None:
    """Do the act; say that it is done, or why it is not."""
    try:
        do()
    except Refused as refused:
        for message in refused.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)


def _back(request: StaffRequest, usual: str) -> str:
    """Where the button stood, if it says so."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, None) else usual
