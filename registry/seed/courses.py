"""What a person's traits make of a year: school by age, labour, work, insurance (§2.2, §11.2 LABOUR and EDU)."""

from registry.choices import Absence, Education, Health, Labour, School

from .people import Person
from .states import GROWN, RETIRED, WORKS_FOR_WAGES, State, state
from .traits import HEALTHY, TAUGHT_AT_HOME, Traits

KINDERGARTEN_AGE, SCHOOL_AGE = 4, 6
OLD = 65

COMPULSORY = (*(School.PRIMARY,) * 6, School.GRADE_7, School.GRADE_8, School.GRADE_9)
SENIOR_YEARS = (School.SENIOR_1, School.SENIOR_2, School.SENIOR_3)
VOCATIONAL_YEARS = (School.VOCATIONAL_1, School.VOCATIONAL_2, School.VOCATIONAL_3)
HIGHER_YEARS = (School.HIGHER_VOCATIONAL_1, School.HIGHER_VOCATIONAL_2, School.HIGHER_VOCATIONAL_3)
# By a person's track (traits.py): the classes from age 6 on, and the education they end in. Who was born before
# compulsory schooling never goes through the classes here, being grown in every year that is told.
TRACKS: tuple[tuple[tuple[School, ...], Education], ...] = (
    (COMPULSORY, Education.ILLITERATE),
    (COMPULSORY, Education.PRIMARY),
    (COMPULSORY, Education.JUNIOR),
    (COMPULSORY + VOCATIONAL_YEARS, Education.SENIOR),
    (COMPULSORY + SENIOR_YEARS, Education.SENIOR),
    (COMPULSORY + SENIOR_YEARS + HIGHER_YEARS, Education.COLLEGE),
    (COMPULSORY + SENIOR_YEARS + (School.COLLEGE,) * 4, Education.COLLEGE),
    ((), Education.ILLITERATE),
)


def state_in(person: Person, year: int) -> State:
    """The person's state in `year`."""
    traits = person.traits
    halves = 2 * year - person.birth.cohort
    found = traits.states.get(halves)
    if found is None:
        found = traits.states[halves] = _state_of(traits, age=(halves + 1) // 2, at_school=halves // 2)
    return found


def _state_of(traits: Traits, *, age: int, at_school: int) -> State:
    health = traits.health
    classes, education = TRACKS[traits.track]
    if at_school < KINDERGARTEN_AGE:
        return state(Education.PRESCHOOL, School.NONE, "", health, Labour.NONE)
    if at_school < SCHOOL_AGE:
        return state("", School.KINDERGARTEN, "", health, Labour.NONE)
    if at_school - SCHOOL_AGE < len(classes):
        return state("", classes[at_school - SCHOOL_AGE], "", health, Labour.NONE)
    if age < GROWN:
        absence = Absence.HOME_TAUGHT if traits.track == TAUGHT_AT_HOME else ""
        return state(education, School.NONE, absence, health, Labour.NONE)
    labour = labour_of(health, skilled=traits.skilled, age=age)
    work = traits.work if labour in WORKS_FOR_WAGES else 0
    return state(education, School.NONE, "", health, labour, work, min(age, RETIRED))


def labour_of(health: tuple[str, ...], *, skilled: bool, age: int) -> Labour:
    """L14 for somebody who is grown and out of school."""
    if age >= OLD or age < GROWN:
        return Labour.NONE
    if health == HEALTHY:
        if age >= RETIRED:
            return Labour.WEAK
        return Labour.SKILLED if skilled else Labour.ORDINARY
    return Labour.LOST if Health.SERIOUS in health else Labour.WEAK


def out_of_school(person: Person, reason: Absence) -> State:
    """Of compulsory age, and not at school."""
    return state(Education.PRIMARY, School.NONE, reason, person.traits.health, Labour.NONE)
