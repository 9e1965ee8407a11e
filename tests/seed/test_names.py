import pytest

from registry.choices import Ethnicity
from registry.rules.names import MIDDLE_DOT, initials
from registry.seed.dice import Dice
from registry.seed.names import Name, names_of


def some(area: str, count: int = 3_000) -> list[Name]:
    names, dice = names_of(area), Dice(area)
    return [
        names.person(dice, names.family(dice), number % 2 == 0, 1930 + number % 87, number % 9)
        for number in range(count)
    ]


@pytest.mark.parametrize("area", ["433124", "430100", "451022", "520500", "540100", "653101", "110101"])
def test_initials_are_those_the_register_would_find_the_name_by(area: str) -> None:
    assert [name.initials for name in some(area)] == [initials(name.text) for name in some(area)]


def test_in_huayuan_most_people_bear_miao_surnames() -> None:
    found = [name.text[0] for name in some("433124")]
    assert sum(surname in "石龙吴麻" for surname in found) > len(found) / 2


def test_uyghur_names_have_a_middle_dot_and_tibetan_ones_no_surname() -> None:
    assert all(MIDDLE_DOT in name.text for name in some("653101", 100))
    assert all(len(name.text) == 4 for name in some("540100", 100))


def test_the_longest_code_that_fits_decides_who_lives_there() -> None:
    assert names_of("433124").ethnicities.count(Ethnicity.MIAO) > names_of("433101").ethnicities.count(Ethnicity.MIAO)
    assert names_of("4301").ethnicities == names_of("43").ethnicities
