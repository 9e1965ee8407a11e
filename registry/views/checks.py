"""Checking a form while it is being typed, in the words that saving would use. All of it comes by POST."""

from typing import Any

from django.http import HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.forms.fields import ModelFieldsForm
from registry.forms.household import HouseholdForm
from registry.forms.members import MemberForm
from registry.forms.years import MemberYearForm, StatementForm, SurveyForm
from registry.queries.registered import registered_already
from registry.rules.identity import IdReading

FORMS: dict[str, type[ModelFieldsForm]] = {
    str(form.checked_as): form for form in (HouseholdForm, MemberForm, MemberYearForm, StatementForm, SurveyForm)
}


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def check(request: StaffRequest) -> HttpResponseBase:
    """What is wrong with one form as it stands, by field, and what an ID number tells."""
    kind = FORMS.get(request.POST.get("kind", ""))
    if kind is None:
        return HttpResponseBadRequest(_("不知道要核对哪张表"))
    form = kind(request.POST)
    answer: dict[str, Any] = {"errors": {name: list(errors) for name, errors in form.errors.items()}}
    if isinstance(form, MemberForm) and form.reading is not None:
        answer |= _told(form.reading)
        answer["notices"] += registered_already(request.user, form.reading.key, joining="joined_on" in request.POST)
    return JsonResponse(answer)


def _told(reading: IdReading) -> dict[str, Any]:
    """Birth date and sex as the number says them."""
    told = {"born": reading.born.isoformat() if reading.born else "", "sex": reading.sex.value if reading.sex else ""}
    return {"told": told, "notices": list(reading.notices)}
