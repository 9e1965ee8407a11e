"""The log of acts, for those who audit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.audit.pages import LogPage
from registry.forms.acts import ActFilter
from registry.queries import acts as queries


@require(Permission.ACT_VIEW)
@require_GET
def acts(request: StaffRequest) -> HttpResponse:
    """A page of the log, the latest first."""
    form = ActFilter(request.GET, viewer=request.user)
    page = LogPage.of(queries.acts(request.user, form.wanted), request.GET.get("before", ""))
    shown = {"form": form, "page": page, "lines": queries.lines(request.user, page.rows)}
    return render(request, "audit/acts.html", shown)
