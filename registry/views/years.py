"""The open year of a household: income, living conditions and every member's person-year."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.desk import discard_draft
from registry.actions.entries import YearEntry
from registry.actions.years import save_year
from registry.choices import ExtraSubject
from registry.forms.household import Version
from registry.forms.last_year import Card, VisitForm, card_of
from registry.forms.years import MemberYearForm, StatementForm, SurveyForm
from registry.models import Household, Membership
from registry.queries import households as queries
from registry.queries.collections import collection_of, last_visit, visit_of
from registry.queries.extras import extra_fields
from registry.queries.last_year import last_member_years, last_survey
from registry.queries.years import open_year_of

from .after import after_saving
from .sheets import Sheet


@require(Permission.HOUSEHOLD_EDIT)
@require_http_methods(["GET", "POST"])
def year(request: StaffRequest, pk: int) -> HttpResponse:
    """The open year: income, living conditions and every member's person-year, each beside last year's."""
    shown = get_object_or_404(queries.households(request.user, Permission.HOUSEHOLD_EDIT), pk=pk)
    now = open_year_of(request.user, shown.village_code)
    paper = _paper(request, shown, now)
    sheet = Sheet(
        "registry/household_year.html",
        paper.forms,
        {
            "household": shown,
            "title": queries.title_of(shown),
            "heading": _("编辑 %d 年度") % now,
            "button": _("保存"),
            "year": now,
            "neighbours_at": "registry:household_year",
            "page": "year",
            "survey_card": paper.survey,
            "members": list(paper.members.items()),
            "waits": any(card.waits for card in paper.cards),
        },
    )
    if request.method == "POST" and sheet.is_valid():
        if not paper.changed:
            discard_draft(form=request.path, by=request.user)
            messages.info(request, _("没有改动，也没有确认；没有保存"))
            return after_saving(request, shown, "registry:household_year")
        done = sheet.attempt(
            request,
            lambda: save_year(
                household_id=pk,
                entry=YearEntry(paper.statement_entered, paper.survey.entered),
                member_years=paper.members_entered,
                by=request.user,
                version=sheet.version,
                visit=sheet.forms["visit"].visit,
            ),
            current=shown,
        )
        if done is not None:
            name = sheet.shown["title"]
            messages.success(request, _("%(name)s %(year)d 年度资料已保存") % {"name": name, "year": now})
            return after_saving(request, done, "registry:household_year")
    return sheet.answer(request)


@dataclass(frozen=True)
class Paper:
    """The forms of the year page."""

    statement: StatementForm
    survey: Card
    members: dict[Membership, Card]
    others: dict[str, Any]

    @property
    def cards(self) -> list[Card]:
        """What is carried forward."""
        return [self.survey, *self.members.values()]

    @property
    def forms(self) -> dict[str, Any]:
        """All of them, to be judged together."""
        own = {"statement": self.statement, "survey": self.survey.form, **self.others}
        ticks = {f"tick-{card.form.prefix}": card.tick for card in self.cards}
        return own | ticks | {str(card.form.prefix): card.form for card in self.members.values()}

    @property
    def statement_entered(self) -> dict[str, Any] | None:
        """The income, where anything of it was entered or changed."""
        form = self.statement
        return form.values if (form.has_changed() if form.instance else form.filled) else None

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        told = (self.statement_entered, self.survey.entered, *(card.entered for card in self.members.values()))
        return any(values is not None for values in told) or self.others["visit"].has_changed()

    @property
    def members_entered(self) -> dict[int, dict[str, Any]]:
        """Person-years that were entered, edited or confirmed, by person."""
        entered = {membership.person_id: card.entered for membership, card in self.members.items()}
        return {person: values for person, values in entered.items() if values is not None}


def _paper(request: StaffRequest, shown: Household, now: int) -> Paper:
    data = request.POST or None
    members = queries.members_with_years(shown, now)
    last = last_member_years([membership.person_id for membership, _row in members], now)
    survey = SurveyForm(
        data,
        instance=queries.survey_of(shown, now),
        prefix="survey",
        extras=extra_fields(shown.village_code, now, ExtraSubject.HOUSEHOLD),
    )
    asked = extra_fields(shown.village_code, now, ExtraSubject.MEMBER)
    record = collection_of(shown, now)
    visit = visit_of(record) if record else last_visit(request.user, now)
    return Paper(
        statement=StatementForm(data, instance=queries.statement_of(shown, now), prefix="income"),
        survey=card_of(survey, last_survey(shown, now), data, now),
        members={
            membership: card_of(
                MemberYearForm(data, instance=row, prefix=f"person-{membership.person_id}", extras=asked),
                last.get(membership.person_id),
                data,
                now,
            )
            for membership, row in members
        },
        others={
            "visit": VisitForm(data, prefix="visit", year=now, last=visit),
            "version": Version(data, initial={"version": shown.version}),
        },
    )
