"""Days as ordinals, which are cheap to add and compare, and as the texts they become."""

from datetime import date
from functools import cache
from operator import mul
from typing import NamedTuple

from registry.rules.identity import WEIGHTS

YEAR_DAYS = 365.25
BIRTH_WEIGHTS = WEIGHTS[6:14]
LAST_MONTH = 8  # of a school year


class Day(NamedTuple):
    """A day as ordinal, as text, as it stands in an ID number, and what those digits add to the check sum."""

    ordinal: int
    iso: str
    digits: str
    weighted: int
    year: int
    school_year: int
    cohort: int


@cache
def day(ordinal: int) -> Day:
    """`school_year` is the year by whose 31 August somebody born that day is 0; `cohort` is the sum of both years."""
    found = date.fromordinal(ordinal)
    iso = found.isoformat()
    digits = iso.replace("-", "")
    weighted = sum(map(mul, map(int, digits), BIRTH_WEIGHTS))
    late = found.month > LAST_MONTH
    return Day(ordinal, iso, digits, weighted, found.year, found.year + late, 2 * found.year + late)


@cache
def first_of(year: int) -> int:
    """1 January."""
    return date(year, 1, 1).toordinal()


@cache
def last_of(year: int) -> int:
    """31 December."""
    return date(year, 12, 31).toordinal()
