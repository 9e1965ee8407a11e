"""The work bench: what there is to do, and the area's figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, signed_in
from registry.queries import home as queries


@signed_in
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """工作台."""
    return render(request, "registry/home.html", {"bench": queries.bench(request.user)})
