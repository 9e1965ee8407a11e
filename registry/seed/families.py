"""Families as they stood when they were identified: who lives together, and how old (§2.2 L7)."""

from collections.abc import Callable

from registry.choices import Relation

from .days import first_of, last_of
from .dice import spread
from .newcomers import Newcomers
from .people import Home, Person, Stay

GOLDEN = 0.6180339887498949  # its multiples, less the whole part, lie even: family kinds come in fixed proportion
OLDEST = 95
SPRING, BEFORE_YEAR_END = 75, 20  # days


class Family:
    """One home being filled. Generations count from the head's, upwards negative."""

    def __init__(self, home: Home, newcomers: Newcomers) -> None:
        self.home, self.newcomers, self.dice = home, newcomers, newcomers.dice
        time = newcomers.time
        year = home.path.identified or time.open
        self.counted_from = max(year, time.baseline)
        self.identified_on = first_of(year) + SPRING if year == time.open else last_of(year) - BEFORE_YEAR_END

    def add(self, relation: Relation, age: int, *, male: bool, generation: int = 0, own: bool = True) -> Person:
        """A member; `own` bears the family's name."""
        person = self.newcomers.aged(
            self.home,
            min(age, OLDEST),
            male=male,
            generation=generation,
            family=self.home.family if own else "",
        )
        self.home.stays.append(Stay(person, relation, self.counted_from, max(self.identified_on, person.birth.ordinal)))
        return person

    def couple(self, age: int) -> int:
        """A man of `age` as head, and his wife, whose age is returned."""
        self.add(Relation.HEAD, age, male=True)
        wife = max(age - self.dice.between(-2, 5), 20)
        self.add(Relation.SPOUSE, wife, male=False, own=False)
        return wife

    def children(self, parent_age: int, count: int, *, generation: int = 1, oldest: int = 19) -> None:
        """Children of somebody of `parent_age`; those who would be grown have left, those not yet born may come."""
        male, female = CHILDREN[generation]
        age = parent_age - self.dice.between(20, 27)
        if age > oldest:
            age = self.dice.between(oldest // 2, oldest)
        for _ in range(count):
            if age < 0:
                return
            boy = self.dice.chance(BOYS)
            self.add(male if boy else female, age, male=boy, generation=generation)
            age -= self.dice.between(2, 4)

    def parents(self, age: int, *, of_wife: bool = False) -> None:
        """One or both parents of somebody of `age`."""
        mother, father = PARENTS[of_wife]
        older = age + self.dice.between(20, 30)
        which = self.dice.random()
        if which < MOTHER_LIVES:
            self.add(mother, older, male=False, generation=-1, own=False)
        if which > FATHER_GONE:
            self.add(father, older + self.dice.between(0, 3), male=True, generation=-1, own=not of_wife)


CHILDREN = {
    1: (Relation.SON, Relation.DAUGHTER),
    2: (Relation.GRANDSON, Relation.GRANDDAUGHTER),
}
PARENTS = {
    False: (Relation.MOTHER, Relation.FATHER),
    True: (Relation.WIFES_MOTHER, Relation.WIFES_FATHER),
}
BOYS = 0.54
MOTHER_LIVES, FATHER_GONE = 0.8, 0.5
WIFES_PARENTS = 0.08
HOW_MANY = spread({1: 42, 2: 46, 3: 12})


def alone_and_old(family: Family) -> None:
    family.add(Relation.HEAD, family.dice.between(62, 88), male=family.dice.chance(0.6))


def alone(family: Family) -> None:
    family.add(Relation.HEAD, family.dice.between(36, 61), male=family.dice.chance(0.92))


def old_couple(family: Family) -> None:
    family.couple(family.dice.between(60, 84))


def with_grandchildren(family: Family) -> None:
    age = family.couple(family.dice.between(56, 74))
    family.children(age - family.dice.between(21, 26), family.dice.pick(HOW_MANY), generation=2, oldest=14)


def single_parent(family: Family) -> None:
    age = family.dice.between(29, 50)
    family.add(Relation.HEAD, age, male=family.dice.chance(0.6))
    family.children(age, family.dice.pick(HOW_MANY), oldest=17)


def grown_child_with_parent(family: Family) -> None:
    age = family.dice.between(28, 55)
    family.add(Relation.HEAD, age, male=True)
    family.add(Relation.MOTHER, age + family.dice.between(20, 30), male=False, generation=-1, own=False)


def couple(family: Family) -> None:
    family.couple(family.dice.between(30, 62))


def couple_with_children(family: Family) -> None:
    age = family.couple(family.dice.between(27, 52))
    family.children(age, family.dice.pick(HOW_MANY))


def three_generations(family: Family) -> None:
    age = family.dice.between(28, 48)
    wife = family.couple(age)
    family.children(wife, family.dice.pick(HOW_MANY))
    family.parents(age, of_wife=family.dice.chance(WIFES_PARENTS))


def with_sons_family(family: Family) -> None:
    wife = family.couple(family.dice.between(52, 70))
    son = wife - family.dice.between(20, 27)
    family.add(Relation.SON, son, male=True, generation=1)
    sons_wife = max(son - family.dice.between(-1, 4), 20)
    family.add(Relation.DAUGHTER_IN_LAW, sons_wife, male=False, generation=1, own=False)
    family.children(sons_wife, family.dice.pick(HOW_MANY), generation=2, oldest=15)


def old_couple_with_son(family: Family) -> None:
    wife = family.couple(family.dice.between(50, 68))
    family.add(Relation.SON, max(wife - family.dice.between(20, 30), 20), male=True, generation=1)


# Weights that make 3.04 persons a household at the beginning of the open year (domain.md §10: 8,962 over 2,948).
KINDS: tuple[Callable[[Family], None], ...] = spread(
    {
        alone_and_old: 12,
        alone: 6,
        old_couple: 9,
        with_grandchildren: 7,
        single_parent: 7,
        grown_child_with_parent: 8,
        couple: 4,
        couple_with_children: 26,
        three_generations: 14,
        with_sons_family: 6,
        old_couple_with_son: 5,
    }
)


def fill(home: Home, newcomers: Newcomers, number: int) -> None:
    """Give the `number`-th household of a stream its members."""
    KINDS[int(number * GOLDEN % 1 * len(KINDS))](Family(home, newcomers))
