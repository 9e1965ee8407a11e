"""What the register said of a household on a past day: the rule of registry/queries/as_of.py, case by case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import Kind, Leaving
from registry.models import Household, Membership, Person, Statement
from registry.queries.as_of import as_of
from tests.cast import Cast
from tests.factories import DecisionFactory, DoubtFactory, RunFactory, Tree, enter_year, household_of

SignedIn = Callable[[User], Client]

REGISTERED, CHANGED = date(2016, 3, 1), date(2016, 9, 1)
TABLES = ("household", "membership", "person", "memberyear", "statement", "survey", "decision")


def date_events(on: date, last: dict[str, int]) -> None:
    """Move the events written since `last` to noon of a day: the triggers take the clock of the database."""
    at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    with connection.cursor() as cursor:
        for table, number in last.items():
            cursor.execute(f"UPDATE registry_{table}event SET pgh_created_at = %s WHERE pgh_id > %s", [at, number])


def last_events() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT COALESCE(MAX(pgh_id), 0) FROM registry_{table}event")
            (found[table],) = cursor.fetchone()
    return found


@contextmanager
def written_on(on: date) -> Iterator[None]:
    """What is written here was written on a day."""
    last = last_events()
    with transaction.atomic(), act("test.change", by=SYSTEM):
        yield
    date_events(on, last)


@contextmanager
def loaded_on(on: date, area: int) -> Iterator[None]:
    """What is written here came in by bulk on a day, as a seed's large population does: without events."""
    last = last_events()
    with transaction.atomic(), act("seed.load", by=SYSTEM, region_code=area) as load:
        yield
    at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    Act.objects.filter(pk=load.pk).update(at=at)
    with connection.cursor() as cursor:
        for table, number in last.items():
            cursor.execute(f"DELETE FROM registry_{table}event WHERE pgh_id > %s", [number])


@pytest.fixture
def household(tree: Tree) -> Household:
    with written_on(REGISTERED):
        made = household_of(3, village=tree.village, address="一组 1 号")
        enter_year(made, wage=8000)
    return made


@pytest.fixture
def loaded(tree: Tree) -> Household:
    with loaded_on(REGISTERED, tree["433124"].code):
        made = household_of(3, village=tree.village, address="一组 1 号")
        enter_year(made, wage=8000)
    return made


def record_on(household: Household, on: date) -> Any:
    past = as_of(household, on)
    assert past.record is not None
    return past.record


def test_before_it_was_registered_there_was_no_household(household: Household) -> None:
    past = as_of(household, date(2016, 2, 29))
    assert past.record is None
    assert "最早的登记在 2016-03-01" in past.why


def test_the_day_itself_counts_whole(household: Household) -> None:
    assert len(record_on(household, REGISTERED).members) == 3


def test_before_a_change_the_old_value_stands_and_from_its_day_the_new_one(household: Household) -> None:
    with written_on(CHANGED):
        Household.objects.filter(pk=household.pk).update(address="二组 5 号")
        Statement.objects.filter(household=household).update(wage=12000)
    before, after = record_on(household, date(2016, 8, 31)), record_on(household, CHANGED)
    assert (before.household.address, before.statements[2016].wage) == ("一组 1 号", 8000)
    assert (after.household.address, after.statements[2016].wage) == ("二组 5 号", 12000)


def test_who_left_later_is_a_member_and_who_came_later_is_not(household: Household, tree: Tree) -> None:
    son = household.memberships.get(relation="son")
    with written_on(CHANGED):
        Membership.objects.filter(pk=son.pk).update(
            counted_until=2016, kind_out=Kind.NATURAL, reason_out=Leaving.DEATH, left_on=CHANGED
        )
    before, after = record_on(household, date(2016, 8, 31)), record_on(household, CHANGED)
    assert [member.relation for member in before.members] == ["head", "spouse", "son"]
    assert [member.relation for member in after.members] == ["head", "spouse"]
    assert [member.pk for member in after.former] == [son.pk]


def test_a_member_bears_the_name_of_the_day(household: Household) -> None:
    head = household.memberships.get(relation="head")
    name = head.person.name
    with written_on(CHANGED):
        Person.objects.filter(pk=head.person_id).update(name="石改名")
    assert record_on(household, date(2016, 8, 31)).head.person.name == name
    assert record_on(household, CHANGED).head.person.name == "石改名"


def test_what_was_deleted_later_was_still_there(household: Household) -> None:
    with written_on(CHANGED):
        Statement.objects.filter(household=household).delete()
    assert 2016 in record_on(household, date(2016, 8, 31)).statements
    assert record_on(household, CHANGED).statements == {}


def test_before_the_load_a_row_without_events_was_not_there(loaded: Household) -> None:
    past = as_of(loaded, date(2016, 2, 29))
    assert past.record is None
    assert "最早的登记在 2016-03-01" in past.why


def test_from_the_load_on_a_row_without_events_stood_as_it_stands(loaded: Household) -> None:
    past = as_of(loaded, REGISTERED)
    assert past.record is not None
    assert len(past.record.members) == 3
    assert past.record.statements[2016].wage == 8000
    assert past.gaps == []


def test_what_a_loaded_row_said_before_its_first_change_is_named_as_unknown(loaded: Household) -> None:
    with written_on(CHANGED):
        Statement.objects.filter(household=loaded).update(wage=12000)
    past = as_of(loaded, date(2016, 8, 31))
    assert past.record is not None
    assert past.record.statements == {}
    assert past.gaps == ["2016 年收入登记（2016-09-01 改动以前的内容没有留存）"]
    assert record_on(loaded, CHANGED).statements[2016].wage == 12000


def test_of_a_loaded_person_changed_later_todays_identity_is_shown_and_said_to_be(loaded: Household) -> None:
    head = loaded.memberships.get(relation="head")
    with written_on(CHANGED):
        Person.objects.filter(pk=head.person_id).update(name="石改名")
    past = as_of(loaded, date(2016, 8, 31))
    assert past.record is not None
    assert past.record.title == "石改名 户"
    assert past.gaps == ["石改名 的身份资料（显示的是现在的登记）"]


def test_a_loaded_household_changed_later_is_not_made_up(loaded: Household) -> None:
    with written_on(CHANGED):
        Household.objects.filter(pk=loaded.pk).update(address="二组 5 号")
    past = as_of(loaded, date(2016, 8, 31))
    assert past.record is None
    assert "没有留存" in past.why


def test_a_load_of_another_county_says_nothing_of_this_household(household: Household, tree: Tree) -> None:
    with loaded_on(date(2016, 1, 1), tree["433125"].code):
        household_of(1, village=tree.neighbour_village)
    assert as_of(household, date(2016, 2, 1)).record is None


def test_the_open_year_is_the_one_of_the_day(household: Household) -> None:
    for year in (2015, 2016):
        node = datetime(year + 1, 1, 10, tzinfo=UTC)
        RunFactory(year=year, state="frozen", approved_at=node, finished_at=node)
    assert as_of(household, CHANGED).year == 2016
    assert as_of(household, date(2017, 2, 1)).year == 2017


def test_decisions_and_doubts_are_those_of_the_day(household: Household, cast: Cast) -> None:
    with written_on(CHANGED):
        DecisionFactory(household=household, proposed_by=cast.county_clerk)
    doubt = DoubtFactory(household=household)
    type(doubt).objects.filter(pk=doubt.pk).update(found_at=datetime(2016, 9, 1, tzinfo=UTC))
    before, after = as_of(household, date(2016, 8, 31)), as_of(household, CHANGED)
    assert (before.decisions, before.doubts) == ([], [])
    assert (len(after.decisions), len(after.doubts)) == (1, 1)


# The page


def test_the_page_says_of_which_day_it_is_and_offers_nothing_to_do(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    with written_on(CHANGED):
        Household.objects.filter(pk=household.pk).update(address="二组 5 号")
    address = reverse("registry:household", args=[household.pk])
    page = signed_in_as(cast.county_clerk).get(address, {"on": "2016-08-31"}).content.decode()
    assert "2016-08-31 当时的登记内容" in page
    assert "一组 1 号" in page
    assert "二组 5 号" not in page
    for forbidden in ("/edit/", "/join/", "/leave/", "/correct/", "/reveal/", "/decisions/new/"):
        assert forbidden not in page


@pytest.mark.parametrize(("on", "said"), [("2099-01-01", "这一天还没有到"), ("2016-13-45", "日期要写成")])
def test_a_day_that_cannot_be_is_said_to_be_so_beside_the_field(
    cast: Cast, household: Household, signed_in_as: SignedIn, on: str, said: str
) -> None:
    address = reverse("registry:household", args=[household.pk])
    answer = signed_in_as(cast.county_clerk).get(address, {"on": on})
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_the_past_of_another_countys_household_does_not_exist(
    cast: Cast, household: Household, signed_in_as: SignedIn
) -> None:
    address = reverse("registry:household", args=[household.pk])
    assert signed_in_as(cast.neighbour_clerk).get(address, {"on": "2016-08-31"}).status_code == 404
