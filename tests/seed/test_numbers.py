from datetime import date

import pytest

from registry.choices import IdType, Sex
from registry.refusal import Refused
from registry.rules.identity import UNISSUED_AREA, read_id
from registry.seed.numbers import LOTS, PERSONS_A_LOT, WORKBOOK_LOTS, Lots, Numbers, free_lots, workbook_lots

BORN = date(1980, 5, 17).toordinal()


@pytest.mark.parametrize("male", [True, False])
def test_a_number_is_valid_and_says_birth_and_sex_and_an_area_that_was_never_issued(male: bool) -> None:
    numbers = Numbers(Lots(3, 1), stream=1, streams=4)
    for day in range(200):
        birth, number = numbers.take(BORN + day, male)
        reading = read_id(number, IdType.CITIZEN, today=date(2016, 12, 31))
        assert number.startswith(UNISSUED_AREA)
        assert reading.born == date.fromordinal(birth.ordinal)
        assert reading.sex == (Sex.MALE if male else Sex.FEMALE)


def test_streams_that_know_nothing_of_each_other_never_give_one_number_twice() -> None:
    streams = [Numbers(Lots(0, 2), stream, 5) for stream in range(5)]
    given = [stream.take(BORN + day, True)[1] for stream in streams for day in range(40) for _ in range(2)]
    assert len(set(given)) == len(given) == 400


def test_a_full_day_moves_the_next_birth_to_a_later_one() -> None:
    numbers = Numbers(Lots(0, 1), stream=0, streams=1)
    days = [numbers.take(BORN, False)[0].ordinal - BORN for _ in range(12)]
    assert days == [0] * 5 + [1] * 5 + [2] * 2


def test_lots_that_somebody_has_a_number_of_are_left_alone() -> None:
    assert free_lots({0, 2}, persons=1) == Lots(1, 1)
    assert free_lots({0, 2}, persons=PERSONS_A_LOT) == Lots(3, 2)


def test_workbooks_have_lots_that_no_population_takes() -> None:
    taken = set(range(LOTS - WORKBOOK_LOTS))
    assert {workbook_lots(seed).first for seed in range(10)}.isdisjoint(taken)
    with pytest.raises(Refused, match="证件号码"):
        free_lots(taken, persons=1)
