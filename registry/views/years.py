"""The open year of a household: income, living conditions and every member's person-year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.years import save_year
from registry.forms.household import Version
from registry.forms.years import MemberYearForm, StatementForm, SurveyForm, year_entry
from registry.queries import households as queries
from registry.queries.years import open_year_of

from .sheets import Sheet


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def year(request: StaffRequest, pk: int) -> HttpResponse:
    """The open year: income, living conditions and every member's person-year."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    now = open_year_of(request.user, shown.village_code)
    data = request.POST or None
    members = {
        membership: MemberYearForm(data, instance=row, prefix=f"person-{membership.person_id}")
        for membership, row in queries.members_with_years(shown, now)
    }
    sheet = Sheet(
        "registry/household_year.html",
        {
            "statement": StatementForm(data, instance=queries.statement_of(shown, now), prefix="income"),
            "survey": SurveyForm(data, instance=queries.survey_of(shown, now), prefix="survey"),
            "version": Version(data, initial={"version": shown.version}),
            **{str(form.prefix): form for form in members.values()},
        },
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("编辑 %d 年度") % now,
            "button": _("保存"),
            "year": now,
            "members": list(members.items()),
        },
    )
    if request.method == "POST" and sheet.is_valid():
        entered = {membership.person_id: form.values for membership, form in members.items() if form.filled}
        done = sheet.attempt(
            request,
            lambda: save_year(
                household_id=pk,
                entry=year_entry(sheet.forms["statement"], sheet.forms["survey"]),
                member_years=entered,
                by=request.user,
                version=sheet.version,
            ),
            current=shown,
        )
        if done is not None:
            messages.success(request, _("%d 年度资料已保存") % now)
            return redirect("registry:household", pk)
    return sheet.answer(request)
