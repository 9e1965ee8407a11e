"""Checking a form while it is being typed, in the words that saving would use. All of it comes by POST."""

from typing import Any

from django import forms
from django.http import HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.fields import ModelFieldsForm
from registry.forms.household import HouseholdForm
from registry.forms.members import MemberForm
from registry.forms.typed import PAGES, new_household
from registry.forms.years import MemberYearForm, StatementForm, SurveyForm
from registry.queries.doubts import to_be_raised
from registry.queries.households import households
from registry.queries.registered import registered_already
from registry.queries.years import open_year
from registry.rules.doubts import Finding, findings
from registry.rules.identity import IdReading

FORMS: dict[str, type[ModelFieldsForm]] = {
    str(form.checked_as): form for form in (HouseholdForm, MemberForm, MemberYearForm, StatementForm, SurveyForm)
}
NEW = "new"


class Asked(forms.Form):
    """Which part of the page's form is to be checked, by its prefix; what page it is, where saving may raise doubts."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in FORMS])
    part = forms.CharField(required=False)
    page = forms.ChoiceField(choices=[(page, page) for page in (NEW, *PAGES)], required=False)
    household = forms.IntegerField(required=False)


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def check(request: StaffRequest) -> HttpResponseBase:
    """What is wrong with one part, by field; what an ID number tells; which doubts saving the page would raise."""
    asked = Asked(request.POST)
    if not asked.is_valid():
        return HttpResponseBadRequest(_("不知道要核对哪张表"))
    told = asked.cleaned_data
    form = FORMS[told["kind"]](request.POST, prefix=told["part"].removesuffix("-") or None)
    answer: dict[str, Any] = {"errors": {name: list(errors) for name, errors in form.errors.items()}}
    if isinstance(form, MemberForm) and form.reading is not None:
        answer |= _told(form.reading)
        answer["notices"] += registered_already(request.user, form.reading.key, joining="joined_on" in request.POST)
    if told["page"]:
        found = _found(request, told["page"], told["household"])
        answer["doubts"] = [{"words": str(each), "empty": each.rule.group == "NULL"} for each in found]
    return JsonResponse(answer)


def _found(request: StaffRequest, page: str, number: int | None) -> list[Finding]:
    if page == NEW:
        return findings(new_household(request.POST, request.user))
    household = get_object_or_404(households(request.user, Permission.HOUSEHOLD_EDIT), pk=number)
    year = open_year(household.village_code)
    return to_be_raised(household, PAGES[page](request.POST, household, year))


def _told(reading: IdReading) -> dict[str, Any]:
    """Birth date and sex as the number says them."""
    told = {"born": reading.born.isoformat() if reading.born else "", "sex": reading.sex.value if reading.sex else ""}
    return {"told": told, "notices": list(reading.notices)}
