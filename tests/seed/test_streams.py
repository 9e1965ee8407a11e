from collections import Counter
from itertools import pairwise

import pytest

from registry.choices import DecisionState, Joining, Leaving, Status
from registry.seed.columns import COLUMNS
from registry.seed.people import Home
from registry.seed.streams import Teller, Told
from registry.seed.writing import texts_of, write

from .streams import stream, told


@pytest.fixture
def county() -> Told:
    return told(5_000)


def test_the_same_seed_tells_the_same_people() -> None:
    assert Teller(stream(300)).tell() == Teller(stream(300)).tell()


@pytest.mark.parametrize("other", [stream(300, seed="2"), stream(300, area="433125")])
def test_another_seed_or_area_tells_of_others(other: object) -> None:
    names = [person.name for person in Teller(stream(300)).tell().persons]
    assert [person.name for person in Teller(other).tell().persons] != names  # type: ignore[arg-type]


def test_there_are_exactly_as_many_households_as_were_asked_for() -> None:
    for households in (1, 7, 160, 401):
        assert len(told(households).homes) == households


def test_ids_stay_within_the_range_set_aside(county: Told) -> None:
    given = stream(5_000)
    assert [home.id for home in county.homes] == list(range(1, 5_001))
    assert county.persons[-1].id == len(county.persons) <= given.persons_reserved
    decisions = [decision.id for home in county.homes for decision in home.decisions]
    assert decisions == list(range(1, len(decisions) + 1))
    assert len(decisions) <= given.decisions_reserved


def test_households_stand_in_every_status(county: Told) -> None:
    assert {home.status for home in county.homes} == set(Status)


def test_people_come_and_go_in_every_ordinary_way(county: Told) -> None:
    stays = [stay for home in county.homes for stay in home.stays]
    assert {Joining.BIRTH, Joining.MARRIAGE, Joining.ADOPTION, Joining.OMITTED, Joining.SPLIT, Joining.MERGE} <= {
        stay.reason_in for stay in stays
    }
    assert {Leaving.DEATH, Leaving.MARRIAGE, Leaving.MISSING, Leaving.WRONG, Leaving.SPLIT, Leaving.REREGISTERED} <= {
        stay.reason_out for stay in stays
    }


def test_somebody_left_in_the_open_year_and_came_back(county: Told) -> None:
    assert [
        home
        for home in county.homes
        for gone in home.stays
        for back in home.stays
        if gone is not back and gone.person is back.person and gone.counted_until == back.counted_from == 2016
    ]


def test_memberships_of_a_person_follow_each_other(county: Told) -> None:
    by_person: dict[int, list[tuple[int, int]]] = {}
    for home in county.homes:
        for stay in home.stays:
            by_person.setdefault(stay.person.id, []).append((stay.joined_on, stay.left_on or 10**7))
    for stays in by_person.values():
        ordered = sorted(stays)
        assert all(left <= joined for (_, left), (joined, _) in pairwise(ordered))


def test_a_household_has_one_live_decision_a_year_at_most(county: Told) -> None:
    def live(home: Home) -> Counter[int]:
        return Counter(d.year for d in home.decisions if d.state in (DecisionState.APPROVED, DecisionState.APPLIED))

    assert all(count == 1 for home in county.homes for count in live(home).values())


def test_every_member_of_a_kept_year_has_one_person_year(county: Told) -> None:
    text = texts_of(told(5_000, seed="5"), stream(5_000, seed="5"))["registry_memberyear"]
    person, year = map(COLUMNS["registry_memberyear"].index, ("person_id", "year"))
    lines = (line.split("\t") for line in text.splitlines())
    keys = [(line[person], line[year]) for line in lines]
    assert len(set(keys)) == len(keys)


def test_writing_says_how_much_there_is() -> None:
    written = write(stream(200))
    assert (written.households, written.persons) == (200, len(told(200).persons))
    assert written.rows == sum(text.count(b"\n") for text in written.tables.values())
