"""Carrying forward (domain.md §13.1, §13.8): conditions and person-years come along unconfirmed, statements never."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from registry import tasks
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward, queue_carrying
from registry.audit.models import Act
from registry.choices import RunState, Status
from registry.jobs.choices import JobKind, JobState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Household, MemberYear, Statement, Survey
from registry.queries.carrying import carrying_due
from registry.regions.spans import span_of
from tests.factories import MemberYearFactory, SurveyFactory, Tree, closed_run, enter_year, household_of

COUNTY = span_of("433124")
OWN = {"id", "year", "confirmed", "version", "village_code"}


@pytest.fixture
def household(tree: Tree) -> Household:
    closed_run(2015, state=RunState.FINISHED)
    made = household_of(2, village=tree.village)
    enter_year(made, 2015)
    return made


def carry() -> int:
    return carry_forward(span=COUNTY, year=2016, by=SYSTEM)


def values_of(row: models.Model) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in OWN}


def fill(row: models.Model) -> None:
    """Something in every column, so that none can be forgotten unseen."""
    for field in row._meta.concrete_fields:
        if field.name in OWN or field.is_relation:
            continue
        if isinstance(field, models.BooleanField):
            setattr(row, field.name, True)
        elif isinstance(field, models.CharField):
            setattr(row, field.name, field.flatchoices[-1][0])
        elif isinstance(field, models.JSONField):
            setattr(row, field.name, {"goats": 3})
        elif isinstance(field, models.DateField):
            setattr(row, field.name, timezone.localdate())
        elif not isinstance(getattr(row, field.name), list):
            setattr(row, field.name, 7)


def test_the_survey_comes_along_whole_and_unconfirmed(tree: Tree) -> None:
    closed_run(2015, state=RunState.FINISHED)
    made = household_of(1, village=tree.village)
    last = SurveyFactory.build(household=made, year=2015)
    fill(last)
    SurveyFactory(**{f.name: getattr(last, f.name) for f in last._meta.concrete_fields if f.name != "id"})
    carry()
    carried = Survey.objects.get(household=made, year=2016)
    assert (carried.confirmed, carried.village_code) == (False, tree.village.code)
    assert values_of(carried) == values_of(Survey.objects.get(household=made, year=2015))


def test_every_members_year_comes_along_whole_and_unconfirmed(tree: Tree) -> None:
    closed_run(2015, state=RunState.FINISHED)
    person = household_of(1, village=tree.village).memberships.get().person
    last = MemberYearFactory.build(person=person, year=2015)
    fill(last)
    MemberYearFactory(**{f.name: getattr(last, f.name) for f in last._meta.concrete_fields if f.name != "id"})
    carry()
    carried = MemberYear.objects.get(person=person, year=2016)
    assert (carried.confirmed, carried.village_code) == (False, tree.village.code)
    assert values_of(carried) == values_of(MemberYear.objects.get(person=person, year=2015))


def test_no_statement_is_ever_carried(household: Household) -> None:
    carry()
    assert list(Statement.objects.values_list("year", flat=True)) == [2015]


def test_what_is_entered_already_stays_and_a_second_time_brings_nothing(household: Household) -> None:
    SurveyFactory(household=household, year=2016, food=False)
    assert carry() == 2
    assert carry() == 0
    entered = Survey.objects.get(household=household, year=2016)
    assert (entered.confirmed, entered.food) == (True, False)


@pytest.mark.parametrize(("status", "rows"), [(Status.CANDIDATE, 2), (Status.STABLE, 2), (Status.REMOVED, 0)])
def test_households_that_are_registered_or_candidates_are_carried_and_no_others(
    tree: Tree, status: Status, rows: int
) -> None:
    closed_run(2015, state=RunState.FINISHED)
    enter_year(household_of(1, village=tree.village, status=status), 2015)
    assert carry() == rows


def test_those_who_left_and_other_counties_are_left_alone(tree: Tree) -> None:
    enter_year(household_of(1, village=tree.neighbour_village), 2015)
    assert carry() == 0


def test_it_happens_inside_an_act_that_the_rows_history_names(household: Household) -> None:
    carry()
    act = Act.objects.get(verb="year.carry")
    event = MemberYear.pgh_event_model.objects.filter(year=2016).first()  # type: ignore[attr-defined]
    assert event.pgh_context_id == act.pk


def test_the_job_goes_county_by_county_through_the_province(household: Household, tree: Tree) -> None:
    enter_year(household_of(1, village=tree.neighbour_village), 2015)
    job = queue_carrying(province_code=tree.province.code, year=2016, by=SYSTEM)
    done = work_through(job.pk)
    assert (done.state, done.done) == (JobState.DONE, 2)
    assert Survey.objects.filter(year=2016, confirmed=False).count() == 2


def test_beat_finds_a_year_that_nobody_carried_and_only_once(household: Household, tree: Tree) -> None:
    tasks.carry_years_forward()
    tasks.carry_years_forward()
    job = Job.objects.get(kind=JobKind.CARRYING)
    assert job.subject == f"{tree.province.code}-2016"
    work_through(job.pk)
    assert carrying_due() == []


def test_a_failed_one_is_tried_again_after_a_while(household: Household, tree: Tree) -> None:
    job = queue_carrying(province_code=tree.province.code, year=2016, by=SYSTEM)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=timezone.now())
    assert carrying_due() == []
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(hours=2))
    assert carrying_due() == [(tree.province.code, 2016)]


def test_a_province_whose_first_year_never_closed_has_nothing_to_carry(tree: Tree) -> None:
    household_of(1, village=tree.village)
    assert carrying_due() == []
