"""Members who have no number yet: under a temporary one, for a year at most (domain.md §5.3)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from registry.actions.entries import Correction, Grounds, MemberEntry
from registry.actions.members import correct_member, join_member
from registry.choices import Joining, NumberMissing, Relation, Sex
from registry.models import Household, Membership, Person
from registry.queries.persons import due_of, numbers_due, without_number
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import PersonFactory, Tree, closed_run, household_of, id_number

MAY = date(2016, 5, 1)


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    """Head, wife, son of 20, daughter of 10."""
    return household_of(4, village=tree.village)


def newborn(**changed: Any) -> MemberEntry:
    plain = {"name": "石小雨", "id_number": "", "relation": Relation.SON, "number_missing": NumberMissing.NEWBORN}
    return MemberEntry(**{**plain, "born": date(2016, 4, 20), "sex": Sex.MALE, **changed})


@pytest.fixture
def born(cast: Cast, household: Household) -> Membership:
    return join_member(
        household_id=household.pk,
        version=1,
        entry=newborn(),
        grounds=Grounds(Joining.BIRTH, date(2016, 4, 20)),
        by=cast.county_clerk,
    )


def test_a_newborn_stands_under_a_temporary_number_for_a_year(cast: Cast, born: Membership) -> None:
    assert born.person.temporary_number == f"临{born.person_id}"
    (due,) = due_of(list(without_number(cast.county_clerk)), date(2017, 3, 1))
    assert (due.due, due.days_left, due.soon, due.overdue) == (date(2017, 4, 20), 50, True, False)
    assert [numbers_due(cast.county_clerk, day) for day in (date(2017, 1, 1), date(2017, 3, 1))] == [0, 1]
    assert numbers_due(cast.county_leader, date(2017, 3, 1)) == 0


def test_the_number_is_supplied_as_a_correction(cast: Cast, household: Household, born: Membership) -> None:
    number = id_number(date(2016, 4, 20), sequence=33)
    asked: dict[str, Any] = {"household_id": household.pk, "membership_id": born.pk, "reason": "已上户口"}
    correction = Correction("石小雨", Relation.SON, id_type="citizen", id_number=number)
    correct_member(version=2, correction=correction, by=cast.county_clerk, **asked)
    born.person.refresh_from_db()
    assert (born.person.number_missing, born.person.id_last4) == ("", number[-4:])
    assert not without_number(cast.county_clerk).exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"born": None}, "出生日期"),
        ({"sex": Sex.UNKNOWN}, "性别"),
        ({"id_number": "11010519491231002X"}, "已填证件号码"),
    ],
)
def test_without_a_number_birth_and_sex_must_be_said(
    cast: Cast, household: Household, changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        join_member(
            household_id=household.pk,
            version=1,
            entry=newborn(**changed),
            grounds=Grounds(Joining.BIRTH, MAY),
            by=cast.county_clerk,
        )


def test_a_namesake_of_the_same_day_is_asked_about(cast: Cast, tree: Tree, born: Membership) -> None:
    other = household_of(2, village=tree.village)
    asked: dict[str, Any] = {"household_id": other.pk, "version": 1, "by": cast.county_clerk}
    grounds = Grounds(Joining.BIRTH, date(2016, 4, 20))
    with pytest.raises(Refused, match="同名同日出生"):
        join_member(entry=newborn(), grounds=grounds, **asked)
    join_member(entry=newborn(no_namesake=True), grounds=grounds, **asked)
    assert Person.objects.filter(name="石小雨").count() == 2


@pytest.mark.parametrize("make", [lambda village: None, lambda village: PersonFactory(number=None, village_code=1)])
def test_one_without_a_number_is_nobody_else_without_one(
    cast: Cast, household: Household, make: Callable[[int], Any]
) -> None:
    """Two who have no number are not the same person for that."""
    make(household.village_code)
    for name in ("石小雨", "石小雪"):
        household.refresh_from_db()
        join_member(
            household_id=household.pk,
            version=household.version,
            entry=newborn(name=name),
            grounds=Grounds(Joining.BIRTH, MAY),
            by=cast.county_clerk,
        )
    assert Person.objects.exclude(number_missing="").count() == 2
