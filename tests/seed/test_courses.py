from collections.abc import Iterator

import pytest

from registry.choices import Absence, Education, Health, Labour, School
from registry.seed.courses import state_in
from registry.seed.people import Person
from registry.seed.states import State

from .streams import told

YEARS = (2013, 2014, 2015, 2016)
SCHOOLED = (Absence.HOME_TAUGHT, Absence.ILL, Absence.DISABLED)
WORK_FOR_WAGES = (Labour.ORDINARY, Labour.SKILLED)


@pytest.fixture(scope="module")
def lives() -> list[tuple[Person, int, State]]:
    return list(_lives())


def _lives() -> Iterator[tuple[Person, int, State]]:
    for person in told(5_000).persons:
        for year in YEARS:
            if person.birth.year <= year:
                yield person, year, state_in(person, year)


def test_children_of_compulsory_age_are_at_school_or_have_done_with_it(lives: list[tuple[Person, int, State]]) -> None:
    children = [state for person, year, state in lives if person.compulsory(year)]
    assert len(children) > 4_000
    for state in children:
        in_class = state.school not in ("", School.NONE, School.KINDERGARTEN)
        assert in_class or state.absence in SCHOOLED or state.education == Education.JUNIOR


def test_education_is_empty_exactly_while_somebody_is_at_school(lives: list[tuple[Person, int, State]]) -> None:
    assert all((state.education == "") == (state.school != School.NONE) for _, _, state in lives)


def test_pupils_children_and_the_old_have_no_labour(lives: list[tuple[Person, int, State]]) -> None:
    for person, year, state in lives:
        if state.at_school or person.age(year) < 16 or person.age(year) >= 65:
            assert state.labour == Labour.NONE


def test_the_healthy_of_working_age_out_of_school_can_work(lives: list[tuple[Person, int, State]]) -> None:
    for person, year, state in lives:
        if state.health == (Health.HEALTHY,) and 16 <= person.age(year) < 60 and not state.at_school:
            assert state.labour in WORK_FOR_WAGES


def test_only_who_can_works_and_then_some_months(lives: list[tuple[Person, int, State]]) -> None:
    working = [state for _, _, state in lives if state.work_area]
    assert working
    assert all(state.labour in WORK_FOR_WAGES and 3 <= (state.work_months or 0) <= 11 for state in working)
    assert not any(state.work_months for _, _, state in lives if not state.work_area)


def test_a_pupil_moves_up_a_class_every_year() -> None:
    for person in told(5_000).persons:
        classes = [state_in(person, year).school for year in YEARS]
        if classes[0] == School.GRADE_7:
            assert classes[:3] == [School.GRADE_7, School.GRADE_8, School.GRADE_9]
