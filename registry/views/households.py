"""One household as a story, as it is now or as the register had it on a past day; and all that was done to it."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.looking_back import LookingBack
from registry.models import Household
from registry.panels import panels_for
from registry.queries import households as queries
from registry.queries.as_of import as_of
from registry.queries.collection_state import standing_of
from registry.queries.collections import gaps_in
from registry.queries.history import history_of
from registry.queries.outcomes import outcome_of
from registry.queries.records import Record, facts_of_record, record_of
from registry.queries.rows import Row
from registry.queries.side_by_side import condition_table, income_table, year_ends
from registry.queries.story import identity_of, member_lines
from registry.queries.years import open_year_of
from registry.rules.decisions import kinds_for
from registry.rules.guarantees import checklist

LATEST_ACTS, PAGE = 8, 40


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def household(request: StaffRequest, pk: int) -> HttpResponse:
    """One household as a story: guarantees, members, years side by side, decisions, history."""
    shown = get_object_or_404(queries.households(request.user), pk=pk)
    back = LookingBack(request.GET or None)
    if back.day is not None:
        return _on(request, shown, back, back.day)
    year = open_year_of(request.user, shown.village_code)
    record = record_of(shown)
    told = _told(record, year)
    history = history_of(shown)
    context = {
        "household": shown,
        "back": back,
        "row": Row(shown, record.head, told["facts"], told["checks"]),
        "decisions": queries.decisions_of(shown, told["checks"]),
        "doubts": queries.doubts_of(shown),
        "operations": queries.operations_of(shown),
        "moves": queries.moves_of(shown),
        "history": history[:LATEST_ACTS],
        "acts": len(history),
        "kinds": kinds_for(shown.status),
        "story": outcome_of(request.user, shown),
        "panels": panels_for("household", request.user),
        "collection": standing_of(request.user, shown, year, gaps_in(record, year)),
    }
    return render(request, "registry/household.html", told | context)


def _told(record: Record, year: int) -> dict[str, Any]:
    """What follows from the record alone, whatever the day it is of."""
    facts = facts_of_record(record, year)
    checks = checklist(facts)
    return {
        "record": record,
        "year": year,
        "facts": facts,
        "checks": checks,
        "identity": identity_of(record),
        "members": member_lines(record, year),
        "income": income_table(record, facts),
        "ends": year_ends(record, checks, year),
        "living": condition_table(record),
    }


def _on(request: StaffRequest, shown: Household, back: LookingBack, on: date) -> HttpResponse:
    """The same page of a past day. What can be done is done today, so it offers nothing to do."""
    past = as_of(shown, on)
    context: dict[str, Any] = {"household": shown, "back": back, "past": past, "title": queries.title_of(shown)}
    if past.record is None:
        return render(request, "registry/household_unknown.html", context)
    told = _told(past.record, past.year)
    context |= {
        "household": past.record.household,
        "decisions": [(decision, []) for decision in past.decisions],
        "doubts": past.doubts,
    }
    return render(request, "registry/household_then.html", told | context)


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """Every act on the household, its members and its years."""
    shown = get_object_or_404(queries.households(request.user), pk=pk)
    page = Paginator(history_of(shown), PAGE).get_page(request.GET.get("page"))
    context = {"household": shown, "title": queries.title_of(shown), "page": page, "history": page.object_list}
    return render(request, "registry/household_history.html", context)
