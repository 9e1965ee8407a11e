"""One household as a story."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.panels import panels_for
from registry.queries import households as queries
from registry.queries.history import history_of
from registry.queries.outcomes import outcome_of
from registry.queries.rows import rows_of
from registry.queries.years import open_year_of
from registry.rules.decisions import kinds_for


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def household(request: StaffRequest, pk: int) -> HttpResponse:
    """One household as a story: guarantees, members, income by year, decisions, history."""
    shown = get_object_or_404(queries.households(request.user), pk=pk)
    year = open_year_of(request.user, shown.village_code)
    (row,) = rows_of([shown], year)
    context = {
        "household": shown,
        "year": year,
        "row": row,
        "checks": row.checks,
        "members": queries.members_with_years(shown, year),
        "former": queries.former_members(shown),
        "income": queries.income_table(shown),
        "survey": queries.survey_of(shown, year),
        "decisions": queries.decisions_of(shown, row.checks),
        "doubts": queries.doubts_of(shown),
        "history": history_of(shown),
        "kinds": kinds_for(shown.status),
        "phone_last4": queries.phone_last4(shown),
        "story": outcome_of(request.user, shown),
        "panels": panels_for("household", request.user),
    }
    return render(request, "registry/household.html", context)
