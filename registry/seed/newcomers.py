"""Making persons: a name, a number, traits."""

from .days import YEAR_DAYS, last_of
from .dice import Dice
from .names import Names
from .numbers import Numbers
from .paths import Timeline
from .people import Home, Person
from .traits import people_born


class Newcomers:
    """The persons of one stream, in the order in which they are made."""

    def __init__(self, dice: Dice, names: Names, numbers: Numbers, time: Timeline, first_id: int) -> None:
        self.dice, self.names, self.numbers, self.time = dice, names, numbers, time
        self.made: list[Person] = []
        self._first_id = first_id

    def aged(self, home: Home, age: int, *, male: bool, generation: int, family: str = "") -> Person:
        """Somebody of `age` at the end of the first year; without `family` of another one than the home's."""
        born = last_of(self.time.first) - SHIFTED - int((age + self.dice.random()) * YEAR_DAYS)
        return self.born(home, born, male=male, generation=generation, family=family)

    def born(self, home: Home, born: int, *, male: bool, generation: int, family: str = "") -> Person:
        """Somebody born that day, or some days later."""
        dice, names = self.dice, self.names
        birth, number = self.numbers.take(born, male)
        name = names.person(dice, family or names.family(dice), male, birth.year, home.generation + generation)
        ethnicity = home.ethnicity if family or dice.chance(SAME_ETHNICITY) else dice.pick(names.ethnicities)
        traits = dice.pick(people_born(birth.year, self.time.first, male))
        person = Person(self._first_id + len(self.made), name, male, birth, number, ethnicity, traits)
        self.made.append(person)
        return person


SHIFTED = 20  # days by which a full day of birth may move somebody
SAME_ETHNICITY = 0.6
