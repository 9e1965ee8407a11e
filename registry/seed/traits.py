"""What stays with a person: health, how far school goes, skill, work away, insurance, party."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from registry.choices import Health, Politics

from .dice import Dice, by_age, spread
from .states import WORK, State

# Plain strings: an enumeration's members are slow to hash and to format, and these are keys of caches.
HEALTHY, CHRONIC, SERIOUS, DISABLED = ((health.value,) for health in Health)
WEARY = (Health.CHRONIC.value, Health.DISABLED.value)

# By age at the beginning.
HEALTH = by_age(
    (16, spread({HEALTHY: 96, CHRONIC: 2, DISABLED: 2})),
    (45, spread({HEALTHY: 86, CHRONIC: 6, SERIOUS: 2, DISABLED: 6})),
    (60, spread({HEALTHY: 68, CHRONIC: 17, SERIOUS: 5, DISABLED: 9, WEARY: 1})),
    (200, spread({HEALTHY: 48, CHRONIC: 36, SERIOUS: 5, DISABLED: 8, WEARY: 3})),
)

# How far somebody goes to school: index into courses.TRACKS.
SHORT, PRIMARY, JUNIOR, VOCATIONAL, SENIOR, HIGHER_VOCATIONAL, COLLEGE, TAUGHT_AT_HOME = range(8)
TRACK = by_age(  # by year of birth
    (1950, spread({SHORT: 55, PRIMARY: 36, JUNIOR: 8, SENIOR: 1})),
    (1970, spread({SHORT: 15, PRIMARY: 50, JUNIOR: 31, SENIOR: 4})),
    (1990, spread({SHORT: 2, PRIMARY: 26, JUNIOR: 60, VOCATIONAL: 5, SENIOR: 5, HIGHER_VOCATIONAL: 1, COLLEGE: 1})),
    (2100, spread({JUNIOR: 46, VOCATIONAL: 22, SENIOR: 10, HIGHER_VOCATIONAL: 12, COLLEGE: 10})),
)

# Kinds of insurance: index into covers.COVERS.
ORDINARY_COVER, EMPLOYEE, SOLDIER, UNINSURED, NOT_KNOWN = range(5)
EMPLOYEES, SOLDIERS, PENSION = 0.02, 0.03, 0.8
AWAY, SKILLED = 0.52, 0.07  # of those who can work
HOME_TAUGHT = 0.1  # of the disabled
LEAGUE, PARTY = 0.15, 0.04
GROWN, PARTY_AGE, LEAGUE_AGES, SOLDIER_AGES = 18, 25, range(14, 29), range(18, 23)
CERTIFICATES = spread({f"{kind}{grade}": 1 for kind in "1234567" for grade in "1234"} | {"43": 12, "44": 8, "42": 5})
WITH_CERTIFICATE = 0.6
ALIKE = 60  # different people of each sex and year of birth


@dataclass(slots=True, eq=False)
class Traits:
    """Shared by many persons, with what follows from them: `courses.py` and `member_years.py` keep it here."""

    health: tuple[str, ...]
    track: int
    skilled: bool
    work: int  # index into states.WORK
    cover: int
    pension: bool
    politics: str
    certificate: str  # what a disability certificate adds to the 18 characters
    states: dict[int, State] = field(init=False, default_factory=dict)
    blocks: dict[int, Any] = field(init=False, default_factory=dict)


@cache
def people_born(year: int, first: int, male: bool) -> tuple[Traits, ...]:
    """People born in `year` as they are in the year `first`, to pick from; the same ones in every process."""
    dice = Dice(f"people born in {year} in {first}, {male}")
    return tuple(_draw(dice, year, first - year, male=male) for _ in range(ALIKE))


def _draw(dice: Dice, born: int, age: int, *, male: bool) -> Traits:
    health = dice.pick(HEALTH[max(age, 0)])
    disabled = Health.DISABLED in health
    soldier = male and age in SOLDIER_AGES and dice.chance(SOLDIERS)
    employee = not soldier and age >= GROWN and dice.chance(EMPLOYEES)
    away = dice.chance(AWAY) and not soldier
    return Traits(
        health=health,
        track=TAUGHT_AT_HOME if disabled and dice.chance(HOME_TAUGHT) else dice.pick(TRACK[born]),
        skilled=dice.chance(SKILLED),
        work=dice.between(1, len(WORK) - 1) if away else 0,
        cover=SOLDIER if soldier else EMPLOYEE if employee else ORDINARY_COVER,
        pension=dice.chance(PENSION),
        politics=_politics(dice, age),
        certificate=dice.pick(CERTIFICATES) if disabled and dice.chance(WITH_CERTIFICATE) else "",
    )


def _politics(dice: Dice, age: int) -> str:
    if age in LEAGUE_AGES and dice.chance(LEAGUE):
        return Politics.LEAGUE.value
    return Politics.PARTY.value if age >= PARTY_AGE and dice.chance(PARTY) else Politics.MASSES.value
