"""Undoing one's own operation: every row as it was, unless something was built on it or the year is over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.actions.entries import Correction, Grounds, HouseholdEntry, MemberEntry, YearEntry
from registry.actions.heads import change_head
from registry.actions.households import register_household
from registry.actions.members import NewHead, correct_member, join_member, leave_member
from registry.actions.operations import record_operation, undo_operation
from registry.actions.years import save_year
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import Attribute, Joining, Leaving, OperationKind, Relation, RunState, Sex
from registry.models import Household, Membership, MemberYear, Operation, Person
from registry.queries.history import history_of
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of, id_number

MAY = Grounds(Joining.MARRIAGE, date(2016, 5, 1), "结婚证第 3 号")
BRIDE = MemberEntry("龙霜降", id_number(date(1995, 4, 4), Sex.FEMALE, 20), Relation.DAUGHTER_IN_LAW)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    return household_of(3, village=tree.village)


@pytest.fixture
def bride_joined(cast: Cast, household: Household) -> Operation:
    """The bride in the household, entered by the county's clerk."""
    join_member(household_id=household.pk, version=1, entry=BRIDE, grounds=MAY, by=cast.county_clerk)
    return Operation.objects.get(kind=OperationKind.JOIN)


def register() -> Rows:
    """Everything that an undoing must bring back, apart from the versions, which go on."""
    tables = (Household, Person, Membership, MemberYear)
    return {
        table.__name__: [
            {name: value for name, value in row.items() if name != "version"}
            for row in table.objects.order_by("pk").values()
        ]
        for table in tables
    }


def test_an_operation_says_who_did_what_on_which_paper(cast: Cast, bride_joined: Operation) -> None:
    assert (bride_joined.made_by, bride_joined.reason) == (cast.county_clerk, "龙霜降：婚入")
    assert (bride_joined.happened_on, bride_joined.document_number) == (date(2016, 5, 1), "结婚证第 3 号")
    assert Act.objects.get(pk=bride_joined.act).verb == "member.join"


def test_who_joined_by_mistake_is_gone_again(cast: Cast, household: Household) -> None:
    before = register()
    join_member(household_id=household.pk, version=1, entry=BRIDE, grounds=MAY, by=cast.county_clerk)
    undone = undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert register() == before
    assert (undone.undone_by_name, undone.undone_at is not None) == (cast.county_clerk.name, True)


def test_who_left_by_mistake_is_back_and_head_again(cast: Cast, household: Household) -> None:
    before = register()
    head, wife, son = household.memberships.order_by("pk")
    leave_member(
        household_id=household.pk,
        version=1,
        membership_id=head.pk,
        grounds=Grounds(Leaving.DEATH, date(2016, 5, 1)),
        new_head=NewHead(wife.pk, {son.pk: Relation.SON}),
        by=cast.county_clerk,
    )
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert register() == before


def test_a_household_registered_by_mistake_is_gone_with_its_people(cast: Cast, tree: Tree) -> None:
    before = register()
    head = replace(BRIDE, relation=Relation.HEAD, year={"labour": "ordinary"})
    entry = HouseholdEntry(tree.village, {"attribute": Attribute.ORDINARY_POOR}, members=(head,))
    register_household(entry=entry, by=cast.county_clerk)
    undone = undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert register() == before
    assert undone.household is None


def test_a_row_that_came_without_history_is_put_back_too(cast: Cast, household: Household, tree: Tree) -> None:
    """As seeds and large imports leave them: triggers were laid aside while the rows came."""
    with connection.cursor() as cursor:
        for table in ("household", "membership", "person"):
            cursor.execute(f"DELETE FROM registry_{table}event")
    before = register()
    wife = household.memberships.get(relation=Relation.SPOUSE)
    correct_member(
        household_id=household.pk,
        version=1,
        membership_id=wife.pk,
        correction=Correction("吴冬妹", Relation.SPOUSE),
        reason="与户口簿不符",
        by=cast.county_clerk,
    )
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert register() == before


def test_the_household_tells_what_was_undone(cast: Cast, household: Household, bride_joined: Operation) -> None:
    undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    latest = history_of(household)[0]
    assert latest.verb == "撤销操作"
    assert "增人：龙霜降：婚入" in latest.reason
    assert Act.objects.get(pk=latest.act_id).batch == bride_joined.act


def test_the_page_shown_before_is_stale_afterwards(cast: Cast, household: Household, bride_joined: Operation) -> None:
    undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    household.refresh_from_db()
    assert household.version == 3


def test_what_a_colleague_built_on_it_stands_in_the_way_and_is_named(
    cast: Cast, household: Household, bride_joined: Operation
) -> None:
    bride = Person.objects.get(name="龙霜降")
    save_year(
        household_id=household.pk,
        version=2,
        entry=YearEntry(),
        member_years={bride.pk: {"labour": "ordinary"}},
        by=cast.township_clerk,
    )
    with pytest.raises(Refused, match=f"{cast.township_clerk.name} 于 .*录入年度资料.*龙霜降"):
        undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)


def test_what_a_colleague_did_beside_it_does_not(cast: Cast, household: Household, bride_joined: Operation) -> None:
    entry = YearEntry(statement={"wage": 8000})
    save_year(household_id=household.pk, version=2, entry=entry, member_years={}, by=cast.township_clerk)
    undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    assert household.statements.get().wage == 8000


def test_what_was_undone_first_is_no_obstacle(cast: Cast, household: Household, bride_joined: Operation) -> None:
    membership = household.memberships.get(person__name="龙霜降")
    leave_member(
        household_id=household.pk,
        version=2,
        membership_id=membership.pk,
        grounds=Grounds(Leaving.DIVORCE, date(2016, 6, 1)),
        by=cast.county_clerk,
    )
    with pytest.raises(Refused, match="减人"):
        undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    undo_operation(operation_id=Operation.objects.get(kind=OperationKind.LEAVE).pk, by=cast.county_clerk)
    undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    assert not Person.objects.filter(name="龙霜降").exists()


def _wife_heads(household: Household, by: User) -> Operation:
    """户主变更 from the head to his wife, by the county's clerk."""
    head, wife, son = household.memberships.order_by("pk").values_list("pk", flat=True)
    relations = {head: Relation.SPOUSE, wife: Relation.HEAD, son: Relation.SON}
    change_head(household_id=household.pk, version=1, relations=relations, grounds=MAY, by=by)
    return Operation.objects.get(kind=OperationKind.HEAD)


def test_who_joined_with_a_relation_to_the_new_head_keeps_the_head(cast: Cast, household: Household) -> None:
    changed = _wife_heads(household, cast.county_clerk)
    join_member(household_id=household.pk, version=2, entry=BRIDE, grounds=MAY, by=cast.township_clerk)
    with pytest.raises(Refused, match=f"{cast.township_clerk.name} 于 .*增人.*龙霜降"):
        undo_operation(operation_id=changed.pk, by=cast.county_clerk)


def test_who_joined_and_was_undone_does_not(cast: Cast, household: Household) -> None:
    before = register()
    changed = _wife_heads(household, cast.county_clerk)
    joined = join_member(household_id=household.pk, version=2, entry=BRIDE, grounds=MAY, by=cast.county_clerk)
    undo_operation(operation_id=Operation.objects.get(kind=OperationKind.JOIN).pk, by=cast.county_clerk)
    undo_operation(operation_id=changed.pk, by=cast.county_clerk)
    assert register() == before
    assert not Membership.objects.filter(pk=joined.pk).exists()


def test_nobody_undoes_twice_nor_what_somebody_else_did(cast: Cast, bride_joined: Operation) -> None:
    with pytest.raises(Refused, match="只能由本人撤销"):
        undo_operation(operation_id=bride_joined.pk, by=cast.township_clerk)
    undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    with pytest.raises(Refused, match="已于"):
        undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)


@pytest.mark.parametrize("state", [RunState.APPROVED, RunState.RUNNING, RunState.FINISHED, RunState.FROZEN])
def test_nothing_is_undone_once_the_year_is_approved(
    cast: Cast, household: Household, bride_joined: Operation, state: RunState
) -> None:
    closed_run(2016, state=state)
    with pytest.raises(Refused, match="2016 年度"):
        undo_operation(operation_id=bride_joined.pk, by=cast.county_clerk)
    assert household.memberships.filter(counted_until=None).count() == 4


def test_another_countys_operation_does_not_exist(cast: Cast, bride_joined: Operation) -> None:
    with pytest.raises(Http404):
        undo_operation(operation_id=bride_joined.pk, by=cast.neighbour_clerk)


def test_the_application_itself_may_undo(as_application: None, cast: Cast, household: Household) -> None:
    join_member(household_id=household.pk, version=1, entry=BRIDE, grounds=MAY, by=cast.county_clerk)
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert not Person.objects.filter(name="龙霜降").exists()


@pytest.fixture
def batch_changed(cast: Cast, tree: Tree) -> Callable[[int], Operation]:
    """So many households get another group by one act of the county's clerk."""

    def change(count: int) -> Operation:
        households = [household_of(1, village=tree.village, group="一组") for _ in range(count)]
        return _change(households, cast.county_clerk, tree)

    return change


def _change(households: list[Household], by: User, tree: Tree) -> Operation:
    with transaction.atomic(), act("batch.change", by=by) as changing:
        Household.objects.filter(pk__in=[household.pk for household in households]).update(group="二组", version=2)
        return record_operation(
            kind=OperationKind.BATCH,
            act=changing,
            household=None,
            village_code=tree.county.code,
            year=2016,
            reason="合并村民小组",
            households=len(households),
            by=by,
        )


def test_a_batch_is_put_back_by_the_same_few_statements_however_large(
    cast: Cast, batch_changed: Callable[[int], Operation], django_assert_max_num_queries: Any
) -> None:
    operation = batch_changed(40)
    with django_assert_max_num_queries(60):
        undo_operation(operation_id=operation.pk, by=cast.county_clerk)
    assert set(Household.objects.values_list("group", flat=True)) == {"一组"}


def test_one_household_changed_since_keeps_the_whole_batch(
    cast: Cast, batch_changed: Callable[[int], Operation]
) -> None:
    operation = batch_changed(3)
    with transaction.atomic(), act("household.edit", by=SYSTEM):
        Household.objects.filter(pk=Household.objects.first().pk).update(group="三组")  # type: ignore[union-attr]
    with pytest.raises(Refused, match="修改基本情况"):
        undo_operation(operation_id=operation.pk, by=cast.county_clerk)
    assert set(Household.objects.values_list("group", flat=True)) == {"二组", "三组"}
