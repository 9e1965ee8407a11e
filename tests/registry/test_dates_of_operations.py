"""When an operation may have happened: not after today, not after the open year, not before somebody was there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from registry.accounts.models import User
from registry.actions.entries import Grounds, MemberEntry
from registry.actions.heads import change_head
from registry.actions.members import join_member, leave_member
from registry.actions.moves import propose_move
from registry.actions.splitting import Split, merge_households, split_household
from registry.choices import Joining, Leaving, Relation, Sex
from registry.models import Household, Operation
from registry.refusal import Refused
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of, id_number

HEAD, WIFE, SON, DAUGHTER = range(4)


@pytest.fixture(autouse=True)
def year_2016_open(tree: Tree) -> None:
    closed_run(2015)


@pytest.fixture
def household(tree: Tree) -> Household:
    """Head of 1970, wife, son of 1996, daughter; together since 2014-06-01."""
    return household_of(4, village=tree.village)


def members(household: Household) -> list[int]:
    return list(household.memberships.order_by("pk").values_list("pk", flat=True))


def changing_head(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    relations = (Relation.FATHER, Relation.MOTHER, Relation.HEAD, Relation.OTHER)
    return change_head, {"relations": dict(zip(members(household), relations, strict=True))}


def splitting(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    relations = (Relation.HEAD, Relation.SPOUSE, Relation.HEAD, Relation.DAUGHTER)
    going = frozenset({members(household)[SON]})
    return split_household, {"split": Split(going, dict(zip(members(household), relations, strict=True)))}


def merging(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    into = household_of(1, village=tree.village)
    relations = dict.fromkeys(members(household), Relation.OTHER)
    return merge_households, {"into_id": into.pk, "relations": relations}


def leaving(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    return leave_member, {"membership_id": members(household)[DAUGHTER]}


def joining(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    number = id_number(date(1995, 4, 4), Sex.FEMALE, 20)
    return join_member, {"entry": MemberEntry("龙霜降", number, Relation.DAUGHTER_IN_LAW)}


def moving(household: Household, tree: Tree) -> tuple[Callable[..., Any], dict[str, Any]]:
    return propose_move, {"to": tree.sibling_village}


Prepare = Callable[[Household, Tree], tuple[Callable[..., Any], dict[str, Any]]]
REASONS: dict[Prepare, str] = {leaving: Leaving.MOVE_OUT, joining: Joining.MARRIAGE}
EVERY = [changing_head, splitting, merging, leaving, joining, moving]


def do(prepare: Prepare, household: Household, tree: Tree, day: date, by: User) -> None:
    act, asked = prepare(household, tree)
    grounds = Grounds(REASONS.get(prepare, "分家另过"), day)
    act(household_id=household.pk, version=1, grounds=grounds, by=by, **asked)


@pytest.mark.parametrize("prepare", EVERY)
@pytest.mark.parametrize(
    ("day", "today", "says"),
    [
        (date(2017, 1, 1), date(2017, 2, 1), "2017 年度开启后"),
        (date(2016, 6, 5), date(2016, 6, 4), "晚于今天"),
    ],
)
def test_what_has_not_happened_or_belongs_to_next_year_waits(
    cast: Cast, tree: Tree, household: Household, prepare: Prepare, day: date, today: date, says: str
) -> None:
    with time_machine.travel(today), pytest.raises(Refused, match=says):
        do(prepare, household, tree, day, cast.county_clerk)
    household.refresh_from_db()
    assert (household.version, Operation.objects.count()) == (1, 0)


@pytest.mark.parametrize("prepare", EVERY)
def test_the_last_day_of_the_open_year_is_entered_even_in_the_next(
    cast: Cast, tree: Tree, household: Household, prepare: Prepare
) -> None:
    with time_machine.travel(date(2017, 2, 1)):
        do(prepare, household, tree, date(2016, 12, 31), cast.county_clerk)


@pytest.mark.parametrize(
    ("prepare", "day", "says"),
    [
        (changing_head, date(1996, 3, 14), "的出生日期 1996-03-15"),
        (moving, date(1970, 3, 14), "的出生日期 1970-03-15"),
        (joining, date(1995, 4, 3), "的出生日期 1995-04-04"),
        (leaving, date(2014, 5, 31), "加入本户的日期 2014-06-01"),
        (splitting, date(2014, 5, 31), "加入本户的日期 2014-06-01"),
        (merging, date(2014, 5, 31), "加入本户的日期 2014-06-01"),
    ],
)
def test_nothing_happens_to_somebody_who_was_not_there_yet(
    cast: Cast, tree: Tree, household: Household, prepare: Prepare, day: date, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        do(prepare, household, tree, day, cast.county_clerk)
    household.refresh_from_db()
    assert household.version == 1
