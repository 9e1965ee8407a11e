"""公示名单 on paper: a sheet for each village, with the days and where to complain."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.notices import NoticeForm
from registry.queries.notices import villages_on_notice
from registry.queries.years import open_year_of


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def notices(request: StaffRequest) -> HttpResponse:
    """Which list; once it is chosen, the sheets."""
    year = open_year_of(request.user)
    form = NoticeForm(request.GET or None, viewer=request.user, open_year=year)
    if not (form.is_bound and form.is_valid()):
        return render(request, "registry/print/notice_choose.html", {"form": form})
    sheets = villages_on_notice(request.user, form.notice)
    if not sheets:
        return render(request, "registry/print/notice_choose.html", {"form": form, "nobody": form.title})
    context = {
        "form": form,
        "notice": form.notice,
        "sheets": sheets,
        "telephone": form.cleaned_data["telephone"],
    }
    return render(request, "registry/print/notice.html", context)
