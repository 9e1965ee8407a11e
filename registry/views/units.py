"""Poor villages and what is published of units' years: lists, and a page to enter each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions import units as actions
from registry.forms.household import Version
from registry.forms.units import UnitYearForm, VillageFilter, VillageForm, YearFilter
from registry.queries import units as queries
from registry.queries.years import open_year, open_year_of

from .sheets import Sheet

PAGE = 50


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def villages(request: StaffRequest) -> HttpResponse:
    """行政村, and which of them are or were poor."""
    form = VillageFilter(request.GET, viewer=request.user)
    area, state = form.chosen()
    found = queries.villages(request.user, area, state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": queries.lines_of_villages(list(page.object_list))}
    return render(request, "registry/poor_villages.html", context)


@require(Permission.UNIT_EDIT)
@require_http_methods(["GET", "POST"])
def village(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a village on the list, or change what the list says of it."""
    region = get_object_or_404(queries.village(request.user, pk))
    entry = queries.poor_village(region)
    data = request.POST or None
    sheet = Sheet(
        "registry/poor_village.html",
        {
            "form": VillageForm(data, instance=entry),
            "version": Version(data, initial={"version": entry.version if entry else actions.NEW}),
        },
        {"village": region, "entry": entry, "recorded": queries.recorded_of_village(region)},
    )
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: actions.set_poor_village(
                village=region, version=sheet.version, fields=sheet.forms["form"].values, by=request.user
            ),
            current=entry,
        )
        if done:
            messages.success(request, _("已保存：%s") % region.name)
            return redirect("registry:poor_villages")
    return sheet.answer(request)


@require(Permission.UNIT_EDIT)
@require_POST
def village_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a village off the list that was entered by mistake."""
    region = get_object_or_404(queries.village(request.user, pk))
    version = Version(request.POST)
    if not version.is_valid():
        return redirect("registry:poor_village", region.pk)
    actions.remove_poor_village(
        village=region,
        version=version.cleaned_data["version"],
        reason=request.POST.get("reason", ""),
        by=request.user,
    )
    messages.success(request, _("已从名单上删除：%s") % region.name)
    return redirect("registry:poor_villages")


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def years(request: StaffRequest) -> HttpResponse:
    """年度基础数据 of the viewer's counties and townships."""
    now = open_year_of(request.user)
    form = YearFilter(request.GET, viewer=request.user, year=now)
    area, year = form.chosen()
    found = queries.units(request.user, area)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "year": year, "lines": queries.lines_of_units(list(page.object_list), year)}
    return render(request, "registry/unit_years.html", context)


@require(Permission.UNIT_EDIT)
@require_http_methods(["GET", "POST"])
def year(request: StaffRequest, pk: int, year: int) -> HttpResponse:
    """Enter or correct what is published of a county's or township's year."""
    region = get_object_or_404(queries.unit(request.user, pk))
    entry = queries.unit_year(region, year)
    data = request.POST or None
    sheet = Sheet(
        "registry/unit_year.html",
        {
            "form": UnitYearForm(data, instance=entry),
            "version": Version(data, initial={"version": entry.version if entry else actions.NEW}),
        },
        {
            "unit": region,
            "year": year,
            "open_year": open_year(region.code),
            "recorded": queries.recorded_of_unit(region, year),
        },
    )
    if request.method == "POST" and sheet.is_valid():
        done = sheet.attempt(
            request,
            lambda: actions.set_unit_year(
                unit=region, year=year, version=sheet.version, fields=sheet.forms["form"].values, by=request.user
            ),
            current=entry,
        )
        if done:
            messages.success(request, _("已保存：%s") % region.name)
            return redirect(f"{reverse('registry:unit_years')}?year={year}")
    return sheet.answer(request)
