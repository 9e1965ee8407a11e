"""Two pairs of eyes (domain.md §11.3): entered, submitted, checked by somebody else or sent back; and progress."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.carrying import carry_forward
from registry.actions.collections import check_collections, return_collection, submit_collection
from registry.actions.entries import YearEntry
from registry.actions.years import save_year
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import CollectionState, RunState, Stage, Status
from registry.models import Collection, Household, MemberYear, Survey
from registry.queries.collections import Filter, filtered
from registry.queries.progress import collection_by_area
from registry.queries.resuming import next_uncollected, resume_at
from registry.refusal import Refused, Stale
from registry.regions.spans import span_of
from registry.rules.collections import Visit, visit_problems
from tests.cast import Cast
from tests.factories import PostingFactory, Tree, closed_run, enter_year, household_of

from .collecting import VISIT, checked, entered, submitted

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015, state=RunState.FINISHED)


@pytest.fixture
def household(tree: Tree) -> Household:
    made = household_of(2, village=tree.village, group="一组")
    enter_year(made, 2015)
    return made


# Entering


def test_saving_the_year_begins_the_record_with_who_went_and_who_entered(cast: Cast, household: Household) -> None:
    entered(household, cast.township_clerk)
    record = Collection.objects.get()
    assert (record.state, record.year, record.entered_by) == (CollectionState.ENTERED, 2016, cast.township_clerk)
    assert (record.first_collector, record.second_collector, record.collected_on) == tuple(vars(VISIT).values())


@pytest.mark.parametrize(
    ("visit", "problem"),
    [
        (Visit("石玉兰", "石玉兰"), "不同的人"),
        (Visit("石玉兰", "龙建国", date(2015, 12, 31)), "2016 年内"),
        (Visit("石玉兰", "龙建国", date(2016, 11, 2)), "还没有到"),
        (VISIT, ""),
        (Visit(), ""),
    ],
)
def test_two_different_people_went_within_the_year(visit: Visit, problem: str) -> None:
    said = visit_problems(visit, year=2016, today=date(2016, 11, 1))
    assert (problem in "".join(said)) if problem else said == []


def test_what_is_not_given_stays_unconfirmed(cast: Cast, household: Household) -> None:
    carry_forward(span=span_of("433124"), year=2016, by=SYSTEM)
    person = household.memberships.first()
    assert person is not None
    save_year(
        household_id=household.pk,
        version=household.version,
        entry=YearEntry(),
        member_years={person.person_id: {"dibao": True}},
        by=cast.county_clerk,
    )
    assert MemberYear.objects.filter(year=2016, confirmed=True).get().person_id == person.person_id
    assert not Survey.objects.get(year=2016).confirmed


# Submitting


def test_a_whole_record_is_submitted(cast: Cast, household: Household) -> None:
    record = submitted(household, cast.county_clerk)
    assert (record.state, record.submitted_at is not None) == (CollectionState.SUBMITTED, True)
    assert Act.objects.filter(verb="collection.submit", target_id=str(household.pk)).exists()


@pytest.mark.parametrize(
    ("break_it", "problem"),
    [
        (lambda h: Survey.objects.filter(household=h, year=2016).delete(), "生产生活条件还没有录入"),
        (lambda h: h.statements.filter(year=2016).delete(), "收入还没有录入"),
        (lambda h: Survey.objects.filter(household=h, year=2016).update(confirmed=False), "生产生活条件沿用上年"),
        (lambda h: MemberYear.objects.filter(year=2016).update(confirmed=False), "还没有确认的成员"),
        (lambda h: MemberYear.objects.filter(year=2016).delete(), "没有年度资料的成员"),
        (lambda h: Collection.objects.update(second_collector=""), "两名采集人"),
        (lambda h: Collection.objects.update(collected_on=None), "入户日期"),
        (lambda h: Household.objects.update(status=Status.CANDIDATE), "不在年度采集范围"),
    ],
)
def test_a_record_that_lacks_something_is_not_submitted_and_says_what(
    cast: Cast, household: Household, outside: Callable[[Callable[[], Any]], None], break_it: Any, problem: str
) -> None:
    saved = entered(household, cast.county_clerk)
    outside(lambda: break_it(saved))
    with pytest.raises(Refused) as refused:
        submit_collection(household_id=saved.pk, version=saved.version, by=cast.county_clerk)
    assert problem in "".join(refused.value.messages)


@pytest.fixture
def outside() -> Callable[[Callable[[], Any]], None]:
    """Change rows past the actions, inside an act of the tests."""

    def change(do: Callable[[], Any]) -> None:
        with act("test.setup", by=SYSTEM):
            do()

    return change


# Checking


def test_another_person_checks(cast: Cast, household: Household) -> None:
    done = checked(submitted(household, cast.county_clerk), cast.township_reviewer)
    assert (done.state, done.checked_by) == (CollectionState.CHECKED, cast.township_reviewer)
    assert Act.objects.filter(verb="collection.check", target_id=str(household.pk)).exists()


def test_nobody_checks_what_they_entered_even_if_another_saved_last(
    cast: Cast, household: Household, tree: Tree
) -> None:
    PostingFactory(role="township_reviewer", region=tree.township, user=cast.township_clerk)
    entered(household, cast.township_clerk)
    record = submitted(household, cast.county_clerk)
    with pytest.raises(Refused, match="不能审核"):
        checked(record, cast.township_clerk)
    assert checked(record, cast.township_reviewer).state == CollectionState.CHECKED


def test_what_was_never_submitted_is_not_checked(cast: Cast, household: Household) -> None:
    entered(household, cast.county_clerk)
    with pytest.raises(Refused, match="没有等待审核"):
        checked(Collection.objects.get(), cast.township_reviewer)


def test_a_record_elsewhere_does_not_exist(cast: Cast, tree: Tree) -> None:
    other = household_of(1, village=tree["433124101200"])
    record = submitted(other, cast.county_clerk)
    with pytest.raises(Http404):
        checked(record, cast.township_reviewer)
    assert checked(record, cast.county_approver).state == CollectionState.CHECKED


def test_what_changed_since_it_was_shown_is_not_checked(cast: Cast, household: Household) -> None:
    record = submitted(household, cast.county_clerk)
    entered(household, cast.county_clerk)
    with pytest.raises(Stale):
        checked(record, cast.township_reviewer)


def test_several_are_checked_all_or_none(cast: Cast, household: Household, tree: Tree) -> None:
    first = submitted(household, cast.county_clerk)
    second = submitted(household_of(1, village=tree.village), cast.county_clerk)
    versions = {first.pk: first.version, second.pk: second.version - 1}
    with pytest.raises(Stale):
        check_collections(versions=versions, by=cast.county_approver)
    assert not Collection.objects.filter(state=CollectionState.CHECKED).exists()


def test_a_record_is_sent_back_with_a_reason_and_submitted_again(cast: Cast, household: Household) -> None:
    record = submitted(household, cast.county_clerk)
    sent = return_collection(
        collection_id=record.pk, version=record.version, reason="住房等级与照片不符", by=cast.township_reviewer
    )
    assert (sent.state, sent.returned_reason) == (CollectionState.RETURNED, "住房等级与照片不符")
    assert submitted(household, cast.county_clerk).state == CollectionState.SUBMITTED


@pytest.mark.parametrize("state", [CollectionState.SUBMITTED, CollectionState.CHECKED])
def test_editing_puts_a_record_back_to_the_entry(cast: Cast, household: Household, state: CollectionState) -> None:
    record = submitted(household, cast.county_clerk)
    if state == CollectionState.CHECKED:
        checked(record, cast.township_reviewer)
    entered(household, cast.township_clerk, food=False)
    record.refresh_from_db()
    assert (record.state, record.checked_by, record.entered_by) == (CollectionState.ENTERED, None, cast.township_clerk)
    events = Collection.pgh_event_model.objects.filter(pgh_obj_id=record.pk)  # type: ignore[attr-defined]
    assert [event.state for event in events.order_by("pgh_id")][-2:] == [state, CollectionState.ENTERED]


# Lists and progress


def test_each_stage_has_its_households(cast: Cast, tree: Tree, household: Household) -> None:
    whole = entered(household_of(1, village=tree.village), cast.county_clerk)
    waits = submitted(household_of(1, village=tree.village), cast.county_clerk).household
    done = checked(submitted(household_of(1, village=tree.village), cast.county_clerk), cast.county_approver).household
    household_of(1, village=tree.neighbour_village)

    def listed(stage: str) -> set[int]:
        return {h.pk for h in filtered(cast.county_clerk, Filter(stage=stage), 2016)}

    assert listed(Stage.NONE) == {household.pk}
    assert listed(Stage.COLLECTED) == {whole.pk, waits.pk, done.pk}
    assert (listed(Stage.ENTERED), listed(Stage.SUBMITTED)) == ({whole.pk}, {waits.pk})
    assert (listed(Stage.CHECKED), listed(Stage.RETURNED)) == ({done.pk}, set())


def test_every_number_of_progress_is_that_of_its_list(cast: Cast, tree: Tree, household: Household) -> None:
    submitted(household_of(1, village=tree.village, group="二组"), cast.county_clerk)
    checked(submitted(household_of(1, village=tree.sibling_village), cast.county_clerk), cast.county_approver)
    for area in (None, tree.county, tree.township, tree.village):
        for line in collection_by_area(cast.county_clerk, 2016, area):
            for stage, count in line.counts:
                chosen = Filter(line.region, "" if line.group is None else line.group or "-", stage)
                assert filtered(cast.county_clerk, chosen, 2016).count() == count, (area, line, stage)


def test_a_village_is_told_by_its_groups(cast: Cast, tree: Tree, household: Household) -> None:
    submitted(household_of(1, village=tree.village, group="二组"), cast.county_clerk)
    household_of(1, village=tree.village)
    found = collection_by_area(cast.county_clerk, 2016, tree.village)
    assert [(a.group, a.households, a.collected, a.submitted) for a in found] == [
        ("", 1, 0, 0),
        ("一组", 1, 0, 0),
        ("二组", 1, 1, 1),
    ]


def test_progress_outside_ones_area_does_not_exist(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    address = reverse("registry:progress")
    assert signed_in_as(cast.county_clerk).get(address, {"region": tree.township.pk}).status_code == 200
    assert signed_in_as(cast.neighbour_clerk).get(address, {"region": tree.township.pk}).status_code == 404


def test_the_clerk_goes_on_with_the_next_household_in_the_villages_order(
    cast: Cast, tree: Tree, household: Household
) -> None:
    first = household_of(1, village=tree.village, group="一组")
    last = household_of(1, village=tree.village, group="二组")
    entered(first, cast.county_clerk)
    going_on = resume_at(cast.county_clerk)
    assert going_on is not None
    assert (going_on.last, going_on.next) == (first, last)
    entered(last, cast.county_clerk)
    again = resume_at(cast.county_clerk)
    assert again is not None
    assert again.next == household
    assert resume_at(cast.township_clerk) is None


def test_the_way_to_the_uncollected_goes_by_the_natural_order_and_on_into_the_next_village(
    cast: Cast, tree: Tree, household: Household
) -> None:
    tenth, second = (household_of(1, village=tree.village, group=group) for group in ("10组", "二组"))
    beyond = household_of(1, village=tree.sibling_village)
    assert next_uncollected(cast.county_clerk, household) == second
    for done in (household, second):
        entered(done, cast.county_clerk)
    assert next_uncollected(cast.county_clerk, second) == tenth
    entered(tenth, cast.county_clerk)
    assert next_uncollected(cast.county_clerk, tenth) == beyond
    entered(beyond, cast.county_clerk)
    assert next_uncollected(cast.county_clerk, beyond) is None
