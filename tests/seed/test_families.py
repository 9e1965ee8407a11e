from statistics import mean

import pytest

from registry.choices import FEMALE_RELATIONS, MALE_RELATIONS, Relation
from registry.seed.people import Home, Stay
from registry.seed.streams import Told

from .streams import told

CHILDREN = (Relation.SON, Relation.DAUGHTER)
GRANDCHILDREN = (Relation.GRANDSON, Relation.GRANDDAUGHTER)
PARENTS = (Relation.FATHER, Relation.MOTHER, Relation.HUSBANDS_MOTHER, Relation.HUSBANDS_FATHER)
YEAR = 365


@pytest.fixture
def homes() -> list[Home]:
    return [home for home in told(5_000).homes if home.present()]


def of(home: Home, *relations: Relation) -> list[Stay]:
    return [stay for stay in home.present() if stay.relation in relations]


def test_every_household_with_members_has_exactly_one_head(homes: list[Home]) -> None:
    assert {len(of(home, Relation.HEAD)) for home in homes} == {1}


def test_sex_is_what_the_relation_says(homes: list[Home]) -> None:
    stays = [stay for home in homes for stay in home.stays]
    assert all(stay.person.male for stay in stays if stay.relation in MALE_RELATIONS)
    assert not any(stay.person.male for stay in stays if stay.relation in FEMALE_RELATIONS)


def test_spouses_are_of_different_sex_and_grown(homes: list[Home]) -> None:
    couples = [(of(home, Relation.HEAD)[0].person, stay.person) for home in homes for stay in of(home, Relation.SPOUSE)]
    assert len(couples) > 1_000
    assert all(head.male != spouse.male for head, spouse in couples)
    assert min(spouse.age(2016) for _, spouse in couples) >= 20


def test_children_are_younger_than_head_and_spouse_and_the_heads_parents_older(homes: list[Home]) -> None:
    for home in homes:
        heads = [stay.person.birth.ordinal for stay in of(home, Relation.HEAD, Relation.SPOUSE)]
        assert all(stay.person.birth.ordinal - max(heads) > 15 * YEAR for stay in of(home, *CHILDREN))
        assert all(stay.person.birth.ordinal - max(heads) > 30 * YEAR for stay in of(home, *GRANDCHILDREN))
        head = of(home, Relation.HEAD)[0].person.birth.ordinal
        assert all(head - stay.person.birth.ordinal > 15 * YEAR for stay in of(home, *PARENTS))


def test_children_bear_the_familys_name(homes: list[Home]) -> None:
    children = [(home, stay.person.name.text) for home in homes for stay in of(home, *CHILDREN, *GRANDCHILDREN)]
    assert all(name.startswith(home.family) for home, name in children)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_a_household_has_3_04_persons_on_average(seed: str) -> None:
    registered = [home for home in told(5_000, seed=seed).homes if home.registered]
    assert mean(len(home.present()) for home in registered) == pytest.approx(3.04, abs=0.05)


def test_nobody_is_in_two_households_and_nobody_twice(county: Told) -> None:
    stays = [stay for home in county.homes for stay in home.present()]
    assert len({stay.person.id for stay in stays}) == len(stays)
    assert len({person.number for person in county.persons}) == len(county.persons)


@pytest.fixture
def county() -> Told:
    return told(5_000)
