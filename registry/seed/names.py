"""Names of a locality's people, with the initials they are found by."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, TypeVar

from registry.rules.names import MIDDLE_DOT, initials

from .dice import Dice, spread
from .name_lists import (
    ETHNICITIES,
    GENERATIONS,
    MEN,
    SINGLE,
    SURNAMES,
    TIBETAN_MEN,
    TIBETAN_WOMEN,
    UYGHUR_MEN,
    UYGHUR_WOMEN,
    WOMEN,
)

V = TypeVar("V")
GIVEN_NAMES = 300
SHARED_GENERATION = 0.6  # of the men with two characters, those who bear the generation's


class Name(NamedTuple):
    """A name as stored, and its pinyin initials."""

    text: str
    initials: str


class Names:
    """Surname and given name, as most of the country bears them."""

    def __init__(self, area: str) -> None:
        self.surnames = spread(nearest(SURNAMES, area))
        self.ethnicities = spread(nearest(ETHNICITIES, area))

    def family(self, dice: Dice) -> str:
        """What the children of one father share."""
        return dice.pick(self.surnames)

    def person(self, dice: Dice, family: str, male: bool, born: int, generation: int) -> Name:
        """A name for somebody born in the year `born`, `generation` counting down the family tree."""
        if male:
            text, letters = dice.pick(_given_names(MEN[born], SINGLE[born], generation))
        else:
            text, letters = dice.pick(_given_names(WOMEN[born], SINGLE[born], None))
        return Name(family + text, _surname_initials(family) + letters)


class Patronyms(Names):
    """One's own name and the father's."""

    def family(self, dice: Dice) -> str:
        return dice.pick(UYGHUR_MEN)

    def person(self, dice: Dice, family: str, male: bool, born: int, generation: int) -> Name:
        given = dice.pick(UYGHUR_MEN if male else UYGHUR_WOMEN)
        return Name(given + MIDDLE_DOT + family, initials(given) + initials(family))


class TwoWords(Names):
    """Two words, neither of them the family's."""

    def person(self, dice: Dice, family: str, male: bool, born: int, generation: int) -> Name:
        words = TIBETAN_MEN if male else TIBETAN_WOMEN
        place = dice.between(0, len(words) - 1)
        first, second = words[place], words[place - dice.between(1, len(words) - 1)]
        return Name(first + second, initials(first) + initials(second))


STYLES = {"54": TwoWords, "65": Patronyms}


def names_of(area: str) -> Names:
    """The names of an area, by its code of any length."""
    return STYLES.get(area[:2], Names)(area)


def nearest(by_prefix: Mapping[str, V], area: str) -> V:
    """The entry with the longest code that `area` begins with."""
    return next(by_prefix[area[:length]] for length in range(len(area), -1, -1) if area[:length] in by_prefix)


@cache
def _given_names(characters: str, single: float, generation: int | None) -> tuple[Name, ...]:
    """Given names of a decade and sex to pick from, men's of a generation; the same ones in every process."""
    dice = Dice(f"{characters} {generation}")
    names = []
    for _ in range(GIVEN_NAMES):
        given = dice.pick(characters)
        if not dice.chance(single):
            shared = generation is not None and dice.chance(SHARED_GENERATION)
            first = GENERATIONS[(generation or 0) % len(GENERATIONS)] if shared else dice.pick(characters)
            given = first + given
        names.append(Name(given, "".join(map(_initial, given))))
    return tuple(names)


@cache
def _surname_initials(surname: str) -> str:
    # Alone it would not be read as a surname.
    return initials(surname + "一")[:-1]


@cache
def _initial(character: str) -> str:
    return initials("一" + character)[1:]
