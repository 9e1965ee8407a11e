"""登记表 and 对照表 on paper: of a household, a group, a village; and with whole ID numbers, for a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.printing import take_numbers
from registry.forms.household import Reason
from registry.forms.printing import KINDS, PrintForm, print_form
from registry.models import Household
from registry.queries.households import households, title_of
from registry.queries.printing import Order, groups_of, households_of, sheets_of
from registry.queries.years import open_year_of
from registry.regions.models import Region

AT_ONCE = 400
LABELS = dict(KINDS)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """Which village, form and year; once they are chosen, the sheets."""
    open_year = open_year_of(request.user)
    if not request.GET:
        blank = print_form(None, request.user, open_year, one=False)
        return render(request, "registry/print/choose.html", {"form": blank})
    form = print_form(request.GET, request.user, open_year, one=False)
    if not form.is_valid():
        return render(request, "registry/print/choose.html", {"form": form})
    return _village(request, form)


def _village(request: StaffRequest, form: PrintForm) -> HttpResponse:
    village, group = form.cleaned_data["village"], form.cleaned_data["group"]
    found = households_of(request.user, village, group, Permission.HOUSEHOLD_VIEW)
    if not 0 < len(found) <= AT_ONCE:
        said = _("这里没有在册的户。") if not found else _("共 %d 户，一次最多打印 400 户，请选一个组。") % len(found)
        shown = {"form": form, "said": said, "village": village, "groups": groups_of(request.user, village)}
        return render(request, "registry/print/choose.html", shown)
    asked = {"village": village, "group": group, "groups": groups_of(request.user, village)}
    return _paper(request, found, form, asked | {"title": _village_title(village, group)})


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def household(request: StaffRequest, pk: int) -> HttpResponse:
    """One household's form; without a kind the 登记表, without a year that of the open one."""
    shown = get_object_or_404(households(request.user), pk=pk)
    open_year = open_year_of(request.user, shown.village_code)
    asked = {"kind": "registration", "year": open_year} | request.GET.dict()
    form = print_form(asked, request.user, open_year, one=True)
    if not form.is_valid():
        raise Http404
    return _paper(request, [shown], form, {"household": shown, "title": title_of(shown)})


@require(Permission.HOUSEHOLD_REVEAL)
@require_POST
def household_numbers(request: StaffRequest, pk: int) -> HttpResponse:
    """One household's form with whole ID numbers, for a reason."""
    shown = get_object_or_404(households(request.user, Permission.HOUSEHOLD_REVEAL), pk=pk)
    form = print_form(request.POST, request.user, open_year_of(request.user, shown.village_code), one=True, whole=True)
    reason = Reason(request.POST)
    if not (form.is_valid() and reason.is_valid()):
        messages.error(request, _("打印完整证件号码须写明原因。"))
        return redirect("registry:household_print", pk)
    return _whole(request, [shown], form, {"household": shown, "title": title_of(shown)}, reason)


@require(Permission.HOUSEHOLD_REVEAL)
@require_POST
def numbers(request: StaffRequest) -> HttpResponse:
    """A village's or group's forms with whole ID numbers, for a reason."""
    form = print_form(request.POST, request.user, open_year_of(request.user), one=False, whole=True)
    reason = Reason(request.POST)
    if not (form.is_valid() and reason.is_valid()):
        messages.error(request, _("打印完整证件号码须选定村、表格和年度，并写明原因。"))
        return redirect("registry:print")
    village, group = form.cleaned_data["village"], form.cleaned_data["group"]
    found = households_of(request.user, village, group, Permission.HOUSEHOLD_REVEAL)
    if not 0 < len(found) <= AT_ONCE:
        return redirect("registry:print")
    return _whole(
        request, found, form, {"village": village, "group": group, "title": _village_title(village, group)}, reason
    )


def _whole(
    request: StaffRequest, found: list[Household], form: PrintForm, asked: dict[str, Any], reason: Reason
) -> HttpResponse:
    label = LABELS[form.cleaned_data["kind"]]
    taken = take_numbers(
        households=found,
        title=f"{asked['title']} {label}",
        reason=reason.cleaned_data["reason"],
        by=request.user,
    )
    return _paper(request, found, form, asked | {"numbers": taken})


def _paper(request: StaffRequest, found: list[Household], form: PrintForm, asked: dict[str, Any]) -> HttpResponse:
    """The sheets, one after the other, under a bar that the printer leaves out."""
    kind, year = form.cleaned_data["kind"], form.cleaned_data["year"]
    order = Order(kind, year, lambda pk: _address(request, pk), asked.get("numbers", {}))
    context = asked | {"kind": kind, "year": year, "kinds": KINDS, "label": LABELS[kind]}
    context["sheets"] = sheets_of(found, order)
    return render(request, "registry/print/paper.html", context)


def _address(request: StaffRequest, pk: int) -> str:
    return request.build_absolute_uri(reverse("registry:household", args=[pk]))


def _village_title(village: Region, group: str) -> str:
    return f"{village.shown_name} {group}".strip()
