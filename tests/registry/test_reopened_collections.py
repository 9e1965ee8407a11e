"""Operations on the members of a household whose yearly record was submitted or checked: it is looked at again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.actions.entries import Correction, Grounds, MemberEntry
from registry.actions.members import correct_member, join_member, leave_member
from registry.actions.operations import undo_operation
from registry.choices import CollectionState, Joining, Leaving, Relation
from registry.models import Collection, Household, Operation
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import PostingFactory, Tree, closed_run, household_of, id_number

from .collecting import checked, submitted

SignedIn = Callable[[User], Client]


@pytest.fixture
def household(tree: Tree) -> Household:
    closed_run(2015)
    return household_of(2, village=tree.village)


@pytest.fixture
def done(cast: Cast, household: Household) -> Collection:
    """The record of the household, checked by the township's reviewer."""
    return checked(submitted(household, cast.county_clerk), cast.township_reviewer)


def join(household: Household, by: User, **year: Any) -> None:
    household.refresh_from_db()
    child = MemberEntry("石小雨", id_number(date(2016, 3, 1), sequence=40), Relation.SON, year=year)
    grounds = Grounds(Joining.BIRTH, date(2016, 3, 1))
    join_member(household_id=household.pk, version=household.version, entry=child, grounds=grounds, by=by)


def leave(household: Household, by: User) -> None:
    household.refresh_from_db()
    second = household.memberships.exclude(relation=Relation.HEAD).get()
    grounds = Grounds(Leaving.DEATH, date(2016, 4, 1))
    leave_member(household_id=household.pk, version=household.version, membership_id=second.pk, grounds=grounds, by=by)


def correct(household: Household, by: User) -> None:
    household.refresh_from_db()
    head = household.memberships.get(relation=Relation.HEAD)
    correction = Correction("石大山", Relation.HEAD)
    correct_member(
        household_id=household.pk,
        version=household.version,
        membership_id=head.pk,
        correction=correction,
        reason="姓名录错",
        by=by,
    )


@pytest.mark.parametrize(
    ("do", "why"),
    [
        (lambda household, by: join(household, by, dibao=False), "审核后办理增人：石小雨：新生儿"),
        (leave, "审核后办理减人："),
        (correct, "审核后办理更正成员资料：石大山：姓名录错"),
    ],
    ids=["join", "leave", "correct"],
)
def test_a_checked_record_waits_again_after_an_operation_on_members_and_says_why(
    cast: Cast, household: Household, done: Collection, do: Callable[[Household, User], None], why: str
) -> None:
    do(household, cast.county_clerk)
    done.refresh_from_db()
    assert (done.state, done.checked_by, done.checked_at) == (CollectionState.SUBMITTED, None, None)
    assert done.returned_reason.startswith(why)
    again = checked(done, cast.township_reviewer)
    assert (again.state, again.returned_reason) == (CollectionState.CHECKED, "")


def test_who_lacks_a_year_sends_the_record_back_to_the_entry(
    cast: Cast, household: Household, done: Collection
) -> None:
    join(household, cast.county_clerk)
    done.refresh_from_db()
    assert (done.state, done.returned_reason) == (CollectionState.RETURNED, "审核后办理增人：石小雨：新生儿")


def test_who_changed_the_members_does_not_check_them(cast: Cast, household: Household, tree: Tree) -> None:
    PostingFactory(role="township_reviewer", region=tree.township, user=cast.township_clerk)
    record = submitted(household, cast.county_clerk)
    leave(household, cast.township_clerk)
    record.refresh_from_db()
    assert (record.state, record.returned_reason[:6]) == (CollectionState.SUBMITTED, "提交后办理减")
    with pytest.raises(Refused, match="录入过"):
        checked(record, cast.township_clerk)


def test_undoing_the_operation_brings_the_check_back(cast: Cast, household: Household, done: Collection) -> None:
    leave(household, cast.county_clerk)
    undo_operation(operation_id=Operation.objects.get(household=household).pk, by=cast.county_clerk)
    done.refresh_from_db()
    assert (done.state, done.checked_by, done.returned_reason) == (
        CollectionState.CHECKED,
        cast.township_reviewer,
        "",
    )


@pytest.mark.usefixtures("household")
def test_a_household_that_nobody_is_left_in_is_not_checked_again(cast: Cast, tree: Tree) -> None:
    alone = household_of(1, village=tree.village)
    record = checked(submitted(alone, cast.county_clerk), cast.township_reviewer)
    alone.refresh_from_db()
    leave_member(
        household_id=alone.pk,
        version=alone.version,
        membership_id=alone.memberships.get().pk,
        grounds=Grounds(Leaving.DEATH, date(2016, 4, 1)),
        by=cast.county_clerk,
    )
    record.refresh_from_db()
    assert record.state == CollectionState.CHECKED


def test_the_page_says_why_it_waits_again(
    cast: Cast, household: Household, done: Collection, signed_in_as: SignedIn
) -> None:
    correct(household, cast.county_clerk)
    page = signed_in_as(cast.township_reviewer).get(reverse("registry:collection", args=[household.pk]))
    assert "审核时请注意：审核后办理更正成员资料：石大山：姓名录错" in page.content.decode()
