"""Lines, parameters and the calendar as pages; a province changes its own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.regions.models import Region

from . import actions, queries
from .calendar import calendar_years, special_periods, year_to_show
from .choices import LineKind, Name
from .definitions import DEFINITIONS, LAST_YEAR
from .forms import LineForm, ParameterForm, YearFilter


@require(Permission.PARAMETER_VIEW)
@require_GET
def parameters(request: StaffRequest) -> HttpResponse:
    """Everything that holds in the viewer's province."""
    province = _province(request, Permission.PARAMETER_VIEW)
    shown = {
        "province": province,
        "lines": queries.lines_by_year(province.code),
        "parameters": queries.parameters_of(province.code),
    }
    return render(request, "parameters/list.html", shown)


@require(Permission.PARAMETER_VIEW)
@require_GET
def calendar(request: StaffRequest) -> HttpResponse:
    """Holidays and make-up working days of a year."""
    years = calendar_years()
    form = YearFilter(request.GET, years=years)
    year = (form.is_valid() and form.cleaned_data["year"]) or year_to_show(years)
    shown = {"form": form, "year": year, "periods": special_periods(year)}
    return render(request, "parameters/calendar.html", shown)


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def line(request: StaffRequest) -> HttpResponse:
    """Set a line of one's own province."""
    province = _province(request, Permission.PARAMETER_EDIT)
    form = LineForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        fields = form.cleaned_data | {"kind": LineKind(form.cleaned_data["kind"])}
        actions.set_line(**fields, province_code=province.code, by=request.user)
        messages.success(request, _("已保存"))
        return redirect("parameters:list")
    return render(request, "parameters/line.html", {"form": form, "province": province})


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def parameter(request: StaffRequest, name: str) -> HttpResponse:
    """Set a parameter of one's own province."""
    if name not in Name:
        raise Http404
    province = _province(request, Permission.PARAMETER_EDIT)
    latest = queries.value_of(Name(name), province.code, LAST_YEAR)
    form = ParameterForm(request.POST or None, name=Name(name), initial={"value": latest})
    if form.is_valid():
        actions.set_parameter(name=Name(name), **form.cleaned_data, province_code=province.code, by=request.user)
        messages.success(request, _("已保存"))
        return redirect("parameters:list")
    shown = {"form": form, "province": province, "name": Name(name), "definition": DEFINITIONS[Name(name)]}
    return render(request, "parameters/parameter.html", shown)


def _province(request: StaffRequest, permission: Permission) -> Region:
    province = queries.province_for(request.user, permission)
    if province is None:
        raise Http404
    return province
