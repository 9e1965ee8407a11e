"""户主变更, 分户, 合户 and 增人 from another household: what each writes and what it refuses (domain.md §5.2, §5.3)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.http import Http404

from registry import cipher
from registry.accounts.models import User
from registry.actions.entries import Grounds, MemberEntry
from registry.actions.heads import change_head
from registry.actions.members import join_member, leave_member
from registry.actions.operations import undo_operation
from registry.actions.splitting import Split, merge_households, split_household
from registry.choices import Joining, Kind, Leaving, Relation, Status
from registry.models import Household, Membership, MemberYear, Operation, Person
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import DoubtFactory, PostingFactory, Tree, closed_run, enter_year, household_of

MAY = date(2016, 5, 1)
WHY = Grounds("分家另过", MAY, "花民字〔2016〕8号")


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    """Head, wife, son of 20, daughter of 10."""
    return household_of(4, village=tree.village)


def open_members(household: Household) -> dict[str, str]:
    """Relations by name."""
    members = household.memberships.filter(counted_until=None)
    return dict(members.values_list("person__name", "relation"))


def pks(household: Household) -> list[int]:
    """Memberships: head, wife, son, daughter."""
    return list(household.memberships.order_by("pk").values_list("pk", flat=True))


# 户主变更


def test_another_head_and_every_relation_anew(cast: Cast, household: Household) -> None:
    head, wife, son, daughter = pks(household)
    relations = {head: Relation.SPOUSE, wife: Relation.HEAD, son: Relation.SON, daughter: Relation.DAUGHTER}
    change_head(household_id=household.pk, version=1, relations=relations, grounds=WHY, by=cast.county_clerk)
    now = dict(household.memberships.values_list("pk", "relation"))
    assert now == relations
    assert Operation.objects.get().document_number == "花民字〔2016〕8号"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({0: Relation.HEAD, 1: Relation.SPOUSE}, "户主没有变"),
        ({0: Relation.SPOUSE, 1: Relation.SPOUSE}, "没有户主"),
        ({0: Relation.HEAD, 1: Relation.HEAD}, "2 个户主"),
        ({0: "", 1: Relation.HEAD}, "请填写与户主关系"),
        ({0: Relation.SPOUSE, 1: Relation.HEAD, 3: Relation.SON}, "性别"),
    ],
)
def test_relations_that_cannot_be_are_refused(
    cast: Cast, household: Household, changed: dict[int, str], says: str
) -> None:
    relations: dict[int, str] = dict(
        zip(pks(household), (Relation.HEAD, Relation.SPOUSE, Relation.SON, Relation.DAUGHTER), strict=True)
    )
    relations |= {pks(household)[place]: relation for place, relation in changed.items()}
    with pytest.raises(Refused, match=says):
        change_head(household_id=household.pk, version=1, relations=relations, grounds=WHY, by=cast.county_clerk)


def test_an_operation_dated_next_year_or_tomorrow_is_refused(cast: Cast, household: Household) -> None:
    head, wife, son, daughter = pks(household)
    relations = {head: Relation.SPOUSE, wife: Relation.HEAD, son: Relation.SON, daughter: Relation.DAUGHTER}
    asked: dict[str, Any] = {
        "household_id": household.pk,
        "version": 1,
        "relations": relations,
        "by": cast.county_clerk,
    }
    with pytest.raises(Refused, match="2017 年度开启后"):
        change_head(grounds=Grounds("年迈", date(2017, 1, 1)), **asked)
    with time_machine.travel("2016-06-01"), pytest.raises(Refused, match="晚于今天"):
        change_head(grounds=Grounds("年迈", date(2016, 6, 5)), **asked)


# 分户


def split_son(household: Household, **changed: Any) -> Split:
    """The son sets up his own household."""
    head, wife, son, daughter = pks(household)
    relations = {head: Relation.HEAD, wife: Relation.SPOUSE, son: Relation.HEAD, daughter: Relation.DAUGHTER}
    return Split(**{"going": frozenset({son}), "relations": relations, **changed})


def test_both_parts_stay_registered_as_they_were(cast: Cast, household: Household) -> None:
    new = split_household(
        household_id=household.pk, version=1, split=split_son(household), grounds=WHY, by=cast.county_clerk
    )
    assert (new.split_from_id, new.split_year, new.status) == (household.pk, 2016, household.status)
    assert (new.first_identified, new.village_code) == (household.first_identified, household.village_code)
    assert list(open_members(new).values()) == [Relation.HEAD]
    gone = Membership.objects.get(household=household, counted_until=2016)
    assert (gone.kind_out, gone.reason_out, gone.left_on) == (Kind.TRANSFER, Leaving.SPLIT, MAY)
    assert not new.statements.exists()


@pytest.mark.parametrize("status", [Status.CANDIDATE, Status.REMOVED, Status.CLOSED])
def test_only_a_registered_household_is_split(cast: Cast, tree: Tree, status: Status) -> None:
    household = household_of(4, village=tree.village, status=status)
    with pytest.raises(Refused, match="不能分户"):
        split_household(
            household_id=household.pk, version=1, split=split_son(household), grounds=WHY, by=cast.county_clerk
        )


def test_somebody_must_go_and_somebody_must_stay(cast: Cast, household: Household) -> None:
    for going in (frozenset[int](), frozenset(pks(household))):
        with pytest.raises(Refused, match="至少要有一人"):
            split_household(
                household_id=household.pk,
                version=1,
                split=split_son(household, going=going),
                grounds=WHY,
                by=cast.county_clerk,
            )


def test_what_was_split_off_this_year_is_not_split_again(cast: Cast, household: Household) -> None:
    head, wife, son, daughter = pks(household)
    relations = {head: Relation.HEAD, wife: Relation.SPOUSE, son: Relation.HEAD, daughter: Relation.OTHER}
    both = Split(frozenset({son, daughter}), relations)
    new = split_household(household_id=household.pk, version=1, split=both, grounds=WHY, by=cast.county_clerk)
    two, three = pks(new)
    again = Split(frozenset({three}), {two: Relation.HEAD, three: Relation.HEAD})
    with pytest.raises(Refused, match="本年度分出"):
        split_household(household_id=new.pk, version=1, split=again, grounds=WHY, by=cast.county_clerk)


def test_a_split_is_undone_with_the_new_household(cast: Cast, household: Household) -> None:
    before = open_members(household)
    new = split_household(
        household_id=household.pk, version=1, split=split_son(household), grounds=WHY, by=cast.county_clerk
    )
    DoubtFactory(household=new)
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert open_members(household) == before
    assert not Household.objects.filter(pk=new.pk).exists()


def test_a_split_on_which_a_year_was_entered_is_not_undone(cast: Cast, household: Household) -> None:
    new = split_household(
        household_id=household.pk, version=1, split=split_son(household), grounds=WHY, by=cast.county_clerk
    )
    enter_year(new)
    with pytest.raises(Refused, match="2016 年收入登记"):
        undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)


# 合户


def test_all_members_join_the_other_household(cast: Cast, tree: Tree, household: Household) -> None:
    old = household_of(1, village=tree.village)
    (father,) = pks(old)
    into = merge_households(
        household_id=old.pk,
        version=1,
        into_id=household.pk,
        relations={father: Relation.FATHER},
        grounds=WHY,
        by=cast.county_clerk,
    )
    assert list(open_members(old)) == []
    assert Relation.FATHER in open_members(into).values()
    came = into.memberships.get(relation=Relation.FATHER)
    assert (came.kind_in, came.reason_in, came.counted_from) == (Kind.TRANSFER, Joining.MERGE, 2016)


@pytest.mark.parametrize(
    ("status", "itself", "says"),
    [(Status.CANDIDATE, False, "都须是建档立卡户"), (Status.POOR, True, "不能与本户自己")],
)
def test_merging_with_a_candidate_or_with_itself_is_refused(
    cast: Cast, tree: Tree, household: Household, status: Status, itself: bool, says: str
) -> None:
    old = household_of(1, village=tree.village, status=status)
    (father,) = pks(old)
    with pytest.raises(Refused, match=says):
        merge_households(
            household_id=old.pk,
            version=1,
            into_id=old.pk if itself else household.pk,
            relations={father: Relation.FATHER},
            grounds=WHY,
            by=cast.county_clerk,
        )


def test_a_merge_is_undone(cast: Cast, tree: Tree, household: Household) -> None:
    old = household_of(1, village=tree.village)
    (father,) = pks(old)
    asked: dict[str, Any] = {"household_id": old.pk, "version": 1, "into_id": household.pk, "grounds": WHY}
    merge_households(relations={father: Relation.FATHER}, by=cast.county_clerk, **asked)
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert (len(open_members(old)), len(open_members(household))) == (1, 4)


def test_who_merges_across_villages_takes_the_open_year_along(cast: Cast, tree: Tree, household: Household) -> None:
    old = household_of(1, village=tree.sibling_village)
    enter_year(old)
    merge_household_of(old, household, cast.county_clerk)
    person = old.memberships.get().person
    assert person.village_code == household.village_code
    assert set(person.years.values_list("village_code", flat=True)) == {household.village_code}
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    person.refresh_from_db()
    assert {person.village_code, *person.years.values_list("village_code", flat=True)} == {old.village_code}


def test_nobody_merges_with_a_household_where_they_do_not_work(cast: Cast, tree: Tree, household: Household) -> None:
    far = household_of(1, village=tree.neighbour_village)
    with pytest.raises(Http404):
        merge_household_of(household, far, cast.county_clerk)
    PostingFactory(role="county_clerk", region=tree.neighbour_county, user=cast.county_clerk)
    merge_household_of(far, household, User.objects.get(pk=cast.county_clerk.pk))
    assert far.memberships.filter(counted_until=None).count() == 0


def merge_household_of(one: Household, into: Household, by: User) -> None:
    """One person's household joins another."""
    relations = dict.fromkeys(pks(one), Relation.OTHER)
    merge_households(household_id=one.pk, version=1, into_id=into.pk, relations=relations, grounds=WHY, by=by)


# 增人 from another household


def bride_of(membership: Membership) -> MemberEntry:
    """Somebody who has a household, as entered where she marries into."""
    number = cipher.unseal(bytes(membership.person.id_sealed or b""))
    return MemberEntry(membership.person.name, number, Relation.DAUGHTER_IN_LAW)


def test_a_bride_of_another_village_comes_as_a_transfer_with_her_year(
    cast: Cast, tree: Tree, household: Household
) -> None:
    parents = household_of(4, village=tree.sibling_village)
    enter_year(parents)
    daughter = parents.memberships.get(relation=Relation.DAUGHTER)
    asked: dict[str, Any] = {"household_id": household.pk, "version": 1, "entry": bride_of(daughter)}
    marriage = Grounds(Joining.MARRIAGE, MAY)
    with pytest.raises(Refused, match=f"户编号 {parents.pk}"):
        join_member(**asked, grounds=marriage, by=cast.county_clerk)
    joined = join_member(**asked, grounds=marriage, by=cast.county_clerk, transfer=True)
    daughter.refresh_from_db()
    assert (joined.kind_in, joined.reason_in) == (Kind.TRANSFER, Joining.MARRIAGE)
    assert (daughter.counted_until, daughter.kind_out, daughter.reason_out) == (2016, Kind.TRANSFER, Leaving.MARRIAGE)
    assert MemberYear.objects.get(person=daughter.person, year=2016).village_code == household.village_code
    assert MemberYear.objects.get(person=daughter.person, year=2016).school == "primary"


def test_a_transfer_is_undone_in_both_households(cast: Cast, tree: Tree, household: Household) -> None:
    parents = household_of(4, village=tree.sibling_village)
    daughter = parents.memberships.get(relation=Relation.DAUGHTER)
    join_member(
        household_id=household.pk,
        version=1,
        entry=bride_of(daughter),
        grounds=Grounds(Joining.MARRIAGE, MAY),
        by=cast.county_clerk,
        transfer=True,
    )
    undo_operation(operation_id=Operation.objects.get().pk, by=cast.county_clerk)
    assert (len(open_members(parents)), len(open_members(household))) == (4, 4)
    assert Person.objects.get(pk=daughter.person_id).village_code == tree.sibling_village.code


def test_the_head_of_another_household_is_not_taken_out_of_it(cast: Cast, tree: Tree, household: Household) -> None:
    other = household_of(2, village=tree.sibling_village)
    head = other.memberships.get(relation=Relation.HEAD)
    number = cipher.unseal(bytes(head.person.id_sealed or b""))
    with pytest.raises(Refused, match="请先在该户办理户主变更"):
        join_member(
            household_id=household.pk,
            version=1,
            entry=MemberEntry(head.person.name, number, Relation.OTHER),
            grounds=Grounds(Joining.MOVE_IN, MAY),
            by=cast.county_clerk,
            transfer=True,
        )


def test_a_head_who_lives_alone_leaves_an_empty_household_behind(cast: Cast, tree: Tree, household: Household) -> None:
    alone = household_of(1, village=tree.sibling_village)
    number = cipher.unseal(bytes(alone.memberships.get().person.id_sealed or b""))
    entry = MemberEntry(alone.memberships.get().person.name, number, Relation.FATHER)
    grounds = Grounds(Joining.MOVE_IN, MAY)
    join_member(household_id=household.pk, version=1, entry=entry, grounds=grounds, by=cast.county_clerk, transfer=True)
    assert (len(open_members(alone)), len(open_members(household))) == (0, 5)


def test_out_of_another_county_nobody_is_taken_and_its_office_is_named(
    cast: Cast, tree: Tree, household: Household
) -> None:
    parents = household_of(4, village=tree.neighbour_village)
    daughter = parents.memberships.get(relation=Relation.DAUGHTER)
    asked: dict[str, Any] = {"household_id": household.pk, "version": 1, "entry": bride_of(daughter)}
    for transfer in (False, True):
        with pytest.raises(Refused) as refused:
            join_member(**asked, grounds=Grounds(Joining.MARRIAGE, MAY), by=cast.county_clerk, transfer=transfer)
        assert "邻一村" not in str(refused.value)
        assert str(parents.pk) not in str(refused.value)
    assert len(open_members(parents)) == 4


def test_who_died_does_not_come_back(cast: Cast, household: Household) -> None:
    wife = household.memberships.get(relation=Relation.SPOUSE)
    died = Grounds(Leaving.DEATH, MAY)
    leave_member(household_id=household.pk, version=1, membership_id=wife.pk, grounds=died, by=cast.county_clerk)
    number = cipher.unseal(bytes(wife.person.id_sealed or b""))
    with pytest.raises(Refused, match="已登记死亡"):
        join_member(
            household_id=household.pk,
            version=2,
            entry=MemberEntry(wife.person.name, number, Relation.SPOUSE),
            grounds=Grounds(Joining.OTHER, MAY),
            by=cast.county_clerk,
        )
