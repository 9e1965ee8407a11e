"""A household as the rules of the doubts would see it once what is being typed has been saved (domain.md §11.2).

What cannot be read yet counts as filled: its field says by itself what is wrong with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.choices import Sex, Status
from registry.models import Household
from registry.parameters.queries import poverty_line
from registry.queries.facts import members_of
from registry.queries.households import survey_of
from registry.queries.seen import SURVEYED, YEARLY, households_seen, thresholds_of, twins_near
from registry.queries.years import open_year
from registry.regions.spans import province_of
from registry.rules.doubts import HouseholdSeen, MemberSeen
from registry.rules.income import COST, ITEMS
from registry.rules.names import name_key

from .household import HouseholdForm, NewHouseholdForm
from .members import MemberForm, MemberFormSet
from .years import MemberYearForm, StatementForm, SurveyForm

Read = TypeVar("Read", bound=forms.Form)
# A number that is still to be typed, or that cannot be read: nothing is said of it but at its field.
UNSETTLED = "…"


def new_household(data: QueryDict, viewer: Viewer) -> HouseholdSeen:
    """登记新户; before a village is chosen the province is that of the viewer's first area."""
    form = _read(NewHouseholdForm(data, viewer=viewer))
    village = form.cleaned_data.get("village")
    code = village.code if village else next((span.first for span in viewer.spans(Permission.HOUSEHOLD_CREATE)), 0)
    year, province = open_year(code), province_of(code)
    rows = [row for row in MemberFormSet(data, prefix="members").forms if _stands(_read(row))]
    statement, survey = _read(StatementForm(data, prefix="income")), _read(SurveyForm(data, prefix="survey"))
    return HouseholdSeen(
        year=year,
        status=Status.CANDIDATE,
        main_cause=form.cleaned_data.get("main_cause", ""),
        members=tuple(_member(row, code) for row in rows),
        thresholds=thresholds_of(province, year),
        amounts=_amounts(statement) if _filled(statement) else None,
        survey=_answers(survey) if _filled(survey) else None,
        line=poverty_line(province, year),
    )


def household_fields(data: QueryDict, household: Household, year: int) -> HouseholdSeen:
    """修改基本情况."""
    form = _read(HouseholdForm(data, instance=household))
    seen = households_seen([household], year)[household.pk]
    return replace(seen, main_cause=form.cleaned_data.get("main_cause", ""))


def household_year(data: QueryDict, household: Household, year: int) -> HouseholdSeen:
    """年度资料: what was entered, edited or confirmed on the page, and what stands where nothing was."""
    memberships = members_of([household])
    seen = households_seen([household], year, memberships)[household.pk]
    statement = _read(StatementForm(data, prefix="income"))
    survey = _read(SurveyForm(data, prefix="survey", instance=survey_of(household, year)))
    confirms = bool(data.get("survey-same-unchanged")) or survey.has_changed()
    years = [_read(MemberYearForm(data, prefix=f"person-{membership.person_id}")) for membership in memberships]
    return replace(
        seen,
        members=tuple(
            replace(member, entered=True, **_yearly(form)) if member.entered or _filled(form) else member
            for member, form in zip(seen.members, years, strict=True)
        ),
        amounts=_amounts(statement) if seen.amounts is not None or _filled(statement) else None,
        survey=_answers(survey) if seen.survey is not None or (confirms and _filled(survey)) else None,
    )


def joining(data: QueryDict, household: Household, year: int) -> HouseholdSeen:
    """增人."""
    form = _read(MemberForm(data))
    seen = households_seen([household], year)[household.pk]
    return replace(seen, members=(*seen.members, _member(form, household.village_code))) if _stands(form) else seen


Seen = Callable[[QueryDict, Household, int], HouseholdSeen]
# What a page that changes a household says it is.
PAGES: Mapping[str, Seen] = {"fields": household_fields, "year": household_year, "join": joining}


def _read(form: Read) -> Read:
    """With what can be read of it."""
    form.is_valid()
    return form


def _stands(form: MemberForm) -> bool:
    """Whether a row of the grid is somebody: not taken away, and not empty."""
    return not form.cleaned_data.get("DELETE") and bool(form["name"].data or form["id_number"].data)


def _member(form: MemberForm, village_code: int) -> MemberSeen:
    data, told = form.cleaned_data, form.reading
    name, born = data.get("name", ""), (told and told.born) or data.get("born")
    without = told is None and bool(data.get("number_missing"))
    return MemberSeen(
        name=name,
        relation=data.get("relation", ""),
        sex=(told and told.sex) or data.get("sex") or Sex.UNKNOWN,
        born=born,
        number=told.number if told else "" if without else UNSETTLED,
        id_type=data.get("id_type", "") if told else "",
        twins_in=twins_near(village_code, name_key(name), born) if without else (),
        ethnicity=data.get("ethnicity", ""),
        **_yearly(form),
    )


def _yearly(form: MemberYearForm) -> dict[str, Any]:
    told = {name: form.cleaned_data[name] for name in (*YEARLY, "health") if name in form.cleaned_data}
    return told | {"health": tuple(told.get("health", ()))}


def _amounts(form: StatementForm) -> dict[str, Any]:
    return {name: form.cleaned_data.get(name) for name in (*ITEMS, COST)}


def _answers(form: SurveyForm) -> dict[str, Any]:
    return {name: form.cleaned_data.get(name, form[name].data) for name in SURVEYED}


def _filled(form: StatementForm | SurveyForm | MemberYearForm) -> bool:
    """Whether saving would enter anything of it."""
    return bool(form.errors) or form.filled
