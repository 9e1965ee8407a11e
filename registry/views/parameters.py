"""Lines, parameters and the calendar as pages; a province changes its own from the open year on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.parameters import set_own_line, set_own_parameter
from registry.parameters import queries
from registry.parameters.actions import set_calendar_year
from registry.parameters.calendar import calendar_years, periods_as_text, special_periods, year_to_show
from registry.parameters.changes import changes_of_calendar, changes_of_lines, changes_of_parameter
from registry.parameters.choices import LineKind, Name
from registry.parameters.definitions import DEFINITIONS, THRESHOLDS
from registry.parameters.forms import CalendarForm, LineForm, ParameterForm, YearFilter
from registry.queries.years import open_year
from registry.regions.models import Region

from .sheets import Sheet

YEARS_SHOWN = 10


@require(Permission.PARAMETER_VIEW)
@require_GET
def parameters(request: StaffRequest) -> HttpResponse:
    """Everything that holds in the viewer's province in a year."""
    province = _province(request, Permission.PARAMETER_VIEW)
    now = open_year(province.code)
    form = YearFilter(request.GET or {"year": now}, years=list(range(now + 1, now - YEARS_SHOWN, -1)))
    year = form.chosen or now
    shown = queries.parameters_in(province.code, year)
    context = {
        "form": form,
        "year": year,
        "open_year": now,
        "province": province,
        "lines": queries.lines_by_year(province.code),
        "parameters": [each for each in shown if each.name not in THRESHOLDS],
        "thresholds": [each for each in shown if each.name in THRESHOLDS],
    }
    return render(request, "parameters/list.html", context)


@require(Permission.PARAMETER_VIEW)
@require_GET
def lines(request: StaffRequest) -> HttpResponse:
    """Every change of a line."""
    province = _province(request, Permission.PARAMETER_VIEW)
    shown = {"title": _("扶贫标准"), "province": province, "changes": changes_of_lines(province.code)}
    return render(request, "parameters/changes.html", shown)


@require(Permission.PARAMETER_VIEW)
@require_GET
def history(request: StaffRequest, name: str) -> HttpResponse:
    """Every change of a parameter."""
    province, known = _province(request, Permission.PARAMETER_VIEW), _name(name)
    shown = {"title": known.label, "province": province, "changes": changes_of_parameter(known, province.code)}
    return render(request, "parameters/changes.html", shown | {"definition": DEFINITIONS[known]})


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def line(request: StaffRequest) -> HttpResponse:
    """Set a line of one's own province."""
    province = _province(request, Permission.PARAMETER_EDIT)
    now = open_year(province.code)
    form = LineForm(request.POST or None, initial={"year": now} | request.GET.dict())
    sheet = Sheet("parameters/line.html", {"form": form}, {"province": province, "open_year": now})
    if form.is_valid():
        fields = form.cleaned_data | {"kind": LineKind(form.cleaned_data["kind"])}
        if sheet.attempt(request, lambda: set_own_line(**fields, province_code=province.code, by=request.user)):
            messages.success(request, _("已保存"))
            return redirect("parameters:list")
    return sheet.answer(request)


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def parameter(request: StaffRequest, name: str) -> HttpResponse:
    """Set a parameter of one's own province."""
    known, province = _name(name), _province(request, Permission.PARAMETER_EDIT)
    now = open_year(province.code)
    held = queries.value_of(known, province.code, now)
    form = ParameterForm(request.POST or None, name=known, initial={"value": held, "from_year": now})
    shown = {"province": province, "name": known, "definition": DEFINITIONS[known], "open_year": now}
    sheet = Sheet("parameters/parameter.html", {"form": form}, shown)
    if form.is_valid():
        fields = form.cleaned_data | {"name": known, "province_code": province.code}
        if sheet.attempt(request, lambda: set_own_parameter(**fields, by=request.user)):
            messages.success(request, _("已保存"))
            return redirect("parameters:list")
    return sheet.answer(request)


@require(Permission.PARAMETER_VIEW)
@require_GET
def calendar(request: StaffRequest) -> HttpResponse:
    """Holidays and make-up working days of a year."""
    years = calendar_years()
    form = YearFilter(request.GET, years=years)
    year = form.chosen or year_to_show(years)
    shown = {"form": form, "year": year, "periods": special_periods(year), "changes": changes_of_calendar(year)}
    return render(request, "parameters/calendar.html", shown)


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def calendar_edit(request: StaffRequest) -> HttpResponse:
    """Enter the list that the State Council published for a year."""
    today = timezone.localdate()
    asked = YearFilter(request.GET, years=[today.year, today.year + 1]).chosen or today.year
    form = CalendarForm(
        request.POST or None,
        years=[today.year, today.year + 1],
        initial={"year": asked, "text": periods_as_text(special_periods(asked))},
    )
    sheet = Sheet("parameters/calendar_edit.html", {"form": form}, {"today": today})
    if form.is_valid():
        return _saved_calendar(request, form, sheet) or sheet.answer(request)
    return sheet.answer(request)


def _saved_calendar(request: StaffRequest, form: CalendarForm, sheet: Sheet) -> HttpResponse | None:
    year, source = form.cleaned_data["year"], form.cleaned_data["source"]
    changed = sheet.attempt(
        request,
        lambda: set_calendar_year(year=year, periods=form.periods, source=source, by=request.user),
    )
    if changed is None:
        return None
    messages.success(request, _("已保存，%(days)s天有变动") % {"days": changed})
    return redirect(f"{reverse('parameters:calendar')}?year={year}")


def _name(name: str) -> Name:
    if name not in Name:
        raise Http404
    return Name(name)


def _province(request: StaffRequest, permission: Permission) -> Region:
    province = queries.province_for(request.user, permission)
    if province is None:
        raise Http404
    return province
