"""The work bench: what there is to do, and the area's figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require, signed_in
from registry.accounts.permissions import Permission
from registry.queries import home as queries
from registry.queries.duty import duty
from registry.queries.progress import collection_by_area, poor_stock_by_year
from registry.queries.years import open_year_of


@signed_in
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """工作台."""
    sees_households = request.user.may(Permission.HOUSEHOLD_VIEW)
    shown = {"bench": queries.bench(request.user)} if sees_households else {"duty": duty(request.user)}
    return render(request, "registry/home.html", shown)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def progress(request: StaffRequest) -> HttpResponse:
    """年度采集 by area: a fragment that the bench loads after itself, because it counts every household."""
    areas = collection_by_area(request.user, open_year_of(request.user))
    return render(request, "registry/_progress.html", {"areas": areas})


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def stock(request: StaffRequest) -> HttpResponse:
    """The poor stock year by year: a fragment, for the same reason."""
    years = poor_stock_by_year(request.user, open_year_of(request.user))
    largest = max((year.persons for year in years), default=0)
    return render(request, "registry/_stock.html", {"years": years, "largest": largest})
