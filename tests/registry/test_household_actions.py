"""Acts on households, members and years: what they write, what they refuse, and what history says afterwards."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404

from registry import cipher
from registry.actions.entries import Correction, Grounds, HouseholdEntry, MemberEntry, YearEntry
from registry.actions.households import edit_household, register_household
from registry.actions.members import NewHead, correct_member, join_member, leave_member
from registry.actions.persons import reveal_id
from registry.actions.years import save_year
from registry.audit.models import Act
from registry.choices import Attribute, Cause, Joining, Leaving, Relation, Sex, Status
from registry.models import Household, Membership, MemberYear, Person
from registry.queries.history import history_of
from registry.refusal import Refused, Stale
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of, id_number

HEAD = MemberEntry("石清明", id_number(date(1970, 3, 15), sequence=7), Relation.HEAD, year={"labour": "ordinary"})
WIFE = MemberEntry("吴冬梅", id_number(date(1972, 5, 1), Sex.FEMALE, 8), Relation.SPOUSE)


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def entry(tree: Tree) -> Callable[..., HouseholdEntry]:
    def make(*members: MemberEntry, **changed: Any) -> HouseholdEntry:
        fields = {"attribute": Attribute.ORDINARY_POOR, "main_cause": Cause.ILLNESS, "other_causes": []}
        return HouseholdEntry(**{"village": tree.village, "fields": fields, "members": members, **changed})

    return make


def test_a_new_household_is_a_candidate_with_its_members_in_the_open_year(
    cast: Cast, entry: Callable[..., HouseholdEntry]
) -> None:
    household = register_household(entry=entry(HEAD, WIFE), by=cast.county_clerk)
    assert household.status == Status.CANDIDATE
    assert set(household.memberships.values_list("counted_from", "relation")) == {(2016, "head"), (2016, "spouse")}
    assert MemberYear.objects.get(person__name="石清明", year=2016).labour == "ordinary"


def test_the_id_number_is_stored_sealed_and_found_by_its_index(
    cast: Cast, entry: Callable[..., HouseholdEntry]
) -> None:
    register_household(entry=entry(HEAD), by=cast.county_clerk)
    person = Person.objects.get(id_index=cipher.blind_index(HEAD.id_number))
    assert cipher.unseal(bytes(person.id_sealed or b"")) == HEAD.id_number
    assert HEAD.id_number.encode() not in bytes(person.id_sealed or b"")


def test_registering_leaves_one_act_that_names_the_household(cast: Cast, entry: Callable[..., HouseholdEntry]) -> None:
    household = register_household(entry=entry(HEAD), by=cast.county_clerk)
    done = Act.objects.get(verb="household.register")
    assert (done.target_id, done.actor_name) == (str(household.pk), cast.county_clerk.name)


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ((WIFE,), "没有户主"),
        ((HEAD, MemberEntry("另一人", id_number(date(1971, 1, 1), sequence=9), Relation.HEAD)), "2 个户主"),
        ((HEAD, MemberEntry("重复", HEAD.id_number, Relation.SON)), "证件号码相同"),
        ((MemberEntry("石清明", HEAD.id_number[:-1] + "0", Relation.HEAD),), "石清明：证件号码校验码"),
        ((MemberEntry("石清明", HEAD.id_number, Relation.HEAD, born=date(1970, 3, 16)),), "出生日期"),
        ((MemberEntry("石清明", HEAD.id_number, Relation.HEAD, sex=Sex.FEMALE),), "性别"),
    ],
)
def test_members_that_cannot_be_are_refused_and_nothing_is_written(
    cast: Cast, entry: Callable[..., HouseholdEntry], members: tuple[MemberEntry, ...], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        register_household(entry=entry(*members), by=cast.county_clerk)
    assert not Household.objects.exists()


def test_a_person_registered_in_another_county_is_refused_with_the_county_alone(
    cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    there = entry(HEAD, village=tree.neighbour_village)
    register_household(entry=there, by=cast.neighbour_clerk)
    with pytest.raises(Refused) as refused:
        register_household(entry=entry(HEAD), by=cast.county_clerk)
    assert "保靖县" in str(refused.value)
    assert "邻一村" not in str(refused.value)


def test_a_person_of_a_removed_household_may_be_registered_again(
    cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    gone = household_of(1, village=tree.village, status=Status.REMOVED)
    old = gone.memberships.get()
    number = cipher.unseal(bytes(old.person.id_sealed or b""))
    register_household(entry=entry(MemberEntry(old.person.name, number, Relation.HEAD)), by=cast.county_clerk)
    old.refresh_from_db()
    assert (old.counted_until, old.reason_out) == (2016, Leaving.REREGISTERED)
    assert Membership.objects.filter(person=old.person, counted_until=None).count() == 1


def test_a_neighbours_village_does_not_exist_for_this_clerk(
    cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    with pytest.raises(Http404):
        register_household(entry=entry(HEAD, village=tree.neighbour_village), by=cast.county_clerk)


def test_the_second_of_two_clerks_is_told_what_the_first_one_changed(
    cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    household = register_household(entry=entry(HEAD), by=cast.county_clerk)
    edit_household(
        household_id=household.pk, version=1, entry=entry(fields={"address": "一组 3 号"}), by=cast.township_clerk
    )
    with pytest.raises(Stale) as stale:
        edit_household(
            household_id=household.pk, version=1, entry=entry(fields={"address": "二组"}), by=cast.county_clerk
        )
    assert cast.township_clerk.name in str(stale.value)
    assert "一组 3 号" in str(stale.value)


def test_history_tells_the_change_as_a_sentence(cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]) -> None:
    household = register_household(entry=entry(HEAD), by=cast.county_clerk)
    edit_household(
        household_id=household.pk, version=1, entry=entry(fields={"main_cause": Cause.SKILL}), by=cast.county_clerk
    )
    latest = history_of(household)[0]
    (change,) = latest.changes
    assert (latest.verb, change.label, change.before, change.after) == (
        "修改基本情况",
        "主要致贫原因",
        "因病",
        "缺技术",
    )


def test_an_error_of_entry_is_corrected_with_its_reason(cast: Cast, tree: Tree) -> None:
    household = household_of(2, village=tree.village)
    wife = household.memberships.get(relation=Relation.SPOUSE)
    correction = Correction("吴冬梅", Relation.SPOUSE, id_type="citizen", id_number=WIFE.id_number)
    corrected: dict[str, Any] = {
        "household_id": household.pk,
        "membership_id": wife.pk,
        "reason": "录入有误",
        "by": cast.county_clerk,
    }
    correct_member(version=1, correction=correction, **corrected)
    wife.person.refresh_from_db()
    assert (wife.person.name, wife.person.born) == ("吴冬梅", date(1972, 5, 1))
    with pytest.raises(Refused, match="不能换户主"):
        correct_member(version=2, correction=Correction("吴冬梅", Relation.HEAD), **corrected)


def test_a_correction_cannot_take_somebody_elses_number(cast: Cast, tree: Tree) -> None:
    household, other = household_of(1, village=tree.village), household_of(1, village=tree.neighbour_village)
    member, stranger = household.memberships.get(), other.memberships.get().person
    number = cipher.unseal(bytes(stranger.id_sealed or b""))
    with pytest.raises(Refused, match="保靖县"):
        correct_member(
            household_id=household.pk,
            version=1,
            membership_id=member.pk,
            correction=Correction("石清明", Relation.HEAD, id_type="citizen", id_number=number),
            reason="录入有误",
            by=cast.county_clerk,
        )


def test_nobody_joins_before_birth(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    with pytest.raises(Refused, match="出生日期"):
        join_member(
            household_id=household.pk,
            version=1,
            entry=MemberEntry("石小雨", id_number(date(2016, 3, 1)), Relation.SON),
            grounds=Grounds(Joining.BIRTH, date(2016, 2, 28)),
            by=cast.county_clerk,
        )


def test_a_clerk_is_told_the_household_where_the_person_already_is(
    cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    there = register_household(entry=entry(HEAD), by=cast.county_clerk)
    with pytest.raises(Refused, match=str(there.pk)):
        register_household(entry=entry(HEAD, village=tree.sibling_village), by=cast.county_clerk)


def test_a_bride_joins_in_the_open_year(cast: Cast, tree: Tree) -> None:
    household = household_of(2, village=tree.village)
    bride = MemberEntry("杨立夏", id_number(date(1995, 4, 4), Sex.FEMALE, 20), Relation.DAUGHTER_IN_LAW)
    joined = join_member(
        household_id=household.pk,
        version=1,
        entry=bride,
        grounds=Grounds(Joining.MARRIAGE, date(2016, 5, 1)),
        by=cast.county_clerk,
    )
    assert (joined.counted_from, joined.kind_in) == (2016, "natural")
    household.refresh_from_db()
    assert household.version == 2


def test_an_event_of_next_year_must_wait(cast: Cast, tree: Tree) -> None:
    household = household_of(2, village=tree.village)
    leaving = household.memberships.get(relation=Relation.SPOUSE)
    with pytest.raises(Refused, match="2017 年度"):
        leave_member(
            household_id=household.pk,
            version=1,
            membership_id=leaving.pk,
            grounds=Grounds(Leaving.DEATH, date(2017, 1, 1)),
            by=cast.county_clerk,
        )


def test_when_the_head_leaves_another_must_follow(cast: Cast, tree: Tree) -> None:
    household = household_of(3, village=tree.village)
    head, wife, son = household.memberships.order_by("pk")
    leaving: dict[str, Any] = {
        "household_id": household.pk,
        "version": 1,
        "membership_id": head.pk,
        "grounds": Grounds(Leaving.DEATH, date(2016, 5, 1)),
        "by": cast.county_clerk,
    }
    with pytest.raises(Refused, match="新户主"):
        leave_member(**leaving)
    with pytest.raises(Refused, match=son.person.name):
        leave_member(**leaving, new_head=NewHead(wife.pk, {}))
    leave_member(**leaving, new_head=NewHead(wife.pk, {son.pk: Relation.SON}))
    assert set(household.memberships.filter(counted_until=None).values_list("pk", "relation")) == {
        (wife.pk, Relation.HEAD),
        (son.pk, Relation.SON),
    }


def test_a_year_is_saved_once_and_corrected_the_second_time(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    person = household.memberships.get().person
    for version, wage in ((1, 8000), (2, 9000)):
        save_year(
            household_id=household.pk,
            version=version,
            entry=YearEntry(statement={"wage": Decimal(wage)}, survey={"food": True}),
            member_years={person.pk: {"school": "none"}},
            by=cast.county_clerk,
        )
    assert household.statements.get().wage == 9000
    assert household.surveys.get().version == 2


def test_a_person_of_another_household_cannot_be_slipped_into_the_year(cast: Cast, tree: Tree) -> None:
    household, other = household_of(1, village=tree.village), household_of(1, village=tree.neighbour_village)
    stranger = other.memberships.get().person
    with pytest.raises(Refused):
        save_year(
            household_id=household.pk,
            version=1,
            entry=YearEntry(),
            member_years={stranger.pk: {"school": "none"}},
            by=cast.county_clerk,
        )
    assert not MemberYear.objects.filter(person=stranger).exists()


def test_who_looked_at_an_id_number_and_why_stands_in_the_history(cast: Cast, tree: Tree) -> None:
    household = household_of(1, village=tree.village)
    person = household.memberships.get().person
    number = reveal_id(household=household, person_id=person.pk, reason="核对户口簿", by=cast.county_clerk)
    latest = history_of(household)[0]
    assert number == cipher.unseal(bytes(person.id_sealed or b""))
    assert (latest.verb, latest.who, latest.reason) == (
        "查看完整证件号码",
        cast.county_clerk.name,
        f"{person.name}：核对户口簿",
    )


@pytest.mark.parametrize(
    ("typed", "kept"), [("3组", "第3组"), ("三组", "第3组"), ("3", "第3组"), ("4组", "4组"), ("", "")]
)
def test_a_group_is_spelled_as_the_village_spells_it(
    typed: str, kept: str, cast: Cast, tree: Tree, entry: Callable[..., HouseholdEntry]
) -> None:
    household_of(1, village=tree.village, group="第3组")
    fields = {"attribute": Attribute.ORDINARY_POOR, "main_cause": Cause.ILLNESS, "other_causes": [], "group": typed}
    assert register_household(entry=entry(HEAD, fields=fields), by=cast.county_clerk).group == kept
