"""Wrong data on purpose, for the doubt rules of §11.2 to find. Nothing here stops a closing."""

from collections.abc import Callable
from dataclasses import replace

from registry.choices import Cause, Education, Health, Labour, Relation, School

from .courses import state_in
from .dice import Dice
from .people import Home, Person
from .states import state

Fault = Callable[[Home, Person], None]


def without_number(home: Home, person: Person) -> None:
    """Q-ID-5."""
    person.numberless = True


def wrong_check_digit(home: Home, person: Person) -> None:
    """Q-ID-3."""
    person.number = person.number[:17] + ("1" if person.number[17] == "0" else "0")


def wrong_certificate(home: Home, person: Person) -> None:
    """Q-ID-4: there is no category 9."""
    person.traits = replace(person.traits, health=(Health.DISABLED.value,), certificate="94")


def wrong_sex(home: Home, person: Person) -> None:
    """Q-ID-7."""
    person.sex_disagrees = True


def without_ethnicity(home: Home, person: Person) -> None:
    """Group NULL."""
    person.ethnicity = ""


def without_health(home: Home, person: Person) -> None:
    """Group NULL."""
    person.traits = replace(person.traits, health=())


def without_cause(home: Home, person: Person) -> None:
    """Group NULL."""
    home.main_cause, home.other_causes = "", ()


def without_living(home: Home, person: Person) -> None:
    """Group NULL: a house of 0 ㎡."""
    home.living = replace(home.living, housing_area=0)


def without_head(home: Home, person: Person) -> None:
    """Q-HH-1."""
    head = home.head()
    if head:
        head.relation = Relation.OTHER


def wrong_relation(home: Home, person: Person) -> None:
    """Q-HH-3."""
    for stay in home.present():
        if stay.relation in SWAPPED:
            stay.relation = SWAPPED[Relation(stay.relation)]
            return


def same_sex_couple(home: Home, person: Person) -> None:
    """Q-HH-2."""
    head, present = home.head(), home.present()
    other = next((stay for stay in present if head and stay is not head and stay.person.male == head.person.male), None)
    if other and not any(stay.relation == Relation.SPOUSE for stay in present):
        other.relation = Relation.SPOUSE


def ill_without_illness(home: Home, person: Person) -> None:
    """Group CAUSE: 因病, and everybody is healthy."""
    _blame(
        home,
        Cause.ILLNESS,
        unless=lambda one: Health.CHRONIC in one.traits.health or Health.SERIOUS in one.traits.health,
    )


def disabled_without_disability(home: Home, person: Person) -> None:
    """Group CAUSE: 因残, and nobody is disabled."""
    _blame(home, Cause.DISABILITY, unless=lambda one: Health.DISABLED in one.traits.health)


def schooling_without_pupil(home: Home, person: Person) -> None:
    """Group CAUSE: 因学, and nobody goes to school."""
    _blame(home, Cause.SCHOOLING, unless=lambda one: state_in(one, home.last_year).school != School.NONE)


def _blame(home: Home, cause: Cause, unless: Callable[[Person], bool]) -> None:
    if not any(unless(stay.person) for stay in home.stays):
        home.main_cause, home.other_causes = cause, ()


def _items(**wrong: int) -> Fault:
    """Group INC: items of the open year's statement that cannot be."""

    def fault(home: Home, person: Person) -> None:
        home.items_stated = wrong

    return fault


def _state(education: str, school: str, labour: str, ages: range) -> Fault:
    """Groups EDU and LABOUR: a person-year of the open year that does not fit the age."""

    def fault(home: Home, person: Person) -> None:
        if person.age(home.last_year) in ages:
            person.state_stated = state(education, school, "", person.traits.health, labour)

    return fault


SWAPPED = {
    Relation.SON: Relation.DAUGHTER,
    Relation.DAUGHTER: Relation.SON,
    Relation.MOTHER: Relation.FATHER,
    Relation.GRANDSON: Relation.GRANDDAUGHTER,
}

CHILD, BOY_OR_GIRL, GROWN = range(7), range(8, 15), range(22, 58)
FAULTS: tuple[Fault, ...] = (
    *(without_number, wrong_check_digit, wrong_certificate, wrong_sex),
    *(without_ethnicity, without_health, without_cause, without_living),
    *(without_head, wrong_relation, same_sex_couple),
    *(ill_without_illness, disabled_without_disability, schooling_without_pupil),
    _items(business=5_000, business_cost=0),  # Q-INC-1
    _items(wage=900_000),  # Q-INC-2, Q-INC-5, and Q-INC-8 where nobody works
    _items(wage=120),  # Q-INC-5
    _items(dibao=60, pension=40, family_planning=20),  # Q-INC-6
    _items(ecological=800),  # Q-INC-7 without forest
    _state("", School.PRIMARY, Labour.NONE, GROWN),
    _state(Education.JUNIOR, School.NONE, Labour.LOST, GROWN),
    _state(Education.JUNIOR, School.GRADE_9, Labour.ORDINARY, GROWN),
    _state(Education.PRIMARY, School.SENIOR_1, Labour.ORDINARY, BOY_OR_GIRL),
    _state(Education.PRIMARY, School.NONE, Labour.NONE, BOY_OR_GIRL),
    _state("", School.GRADE_7, Labour.ORDINARY, CHILD),
)


def spoil(home: Home, dice: Dice) -> None:
    """Put one fault into the household and its first or last member; some find nothing to spoil."""
    present = home.present()
    if present:
        dice.pick(FAULTS)(home, dice.pick((present[0], present[-1])).person)
