"""Streams told in memory, without a database."""

from functools import cache

from registry.seed.cases import Drive
from registry.seed.numbers import Lots
from registry.seed.paths import Timeline
from registry.seed.people import Village
from registry.seed.streams import Stream, Teller, Told

LINES = dict.fromkeys(range(2010, 2017), 280000)
COUNTY = "433124"


def stream(households: int = 400, *, seed: str = "1", area: str = COUNTY, closed_years: int = 3) -> Stream:
    """A stream of two villages, the first of its population, nothing wrong on purpose."""
    first = Village(1, int(f"{area}100200"), "城北村", "花垣镇")
    second = Village(2, int(f"{area}100201"), "城南村", "花垣镇")
    return Stream(
        seed=seed,
        area=area,
        time=Timeline.of(2016, closed_years),
        number=0,
        streams=1,
        lots=Lots(0, 1),
        villages=((first, households // 2), (second, households - households // 2)),
        first_household=1,
        first_person=1,
        first_decision=1,
        campaigns={drive: number for number, drive in enumerate(Drive, 1)},
        lines=LINES,
        decisions=0.1,
        wrong=0.0,
    )


@cache
def told(households: int = 400, **how: object) -> Told:
    """What such a stream tells; not to be changed by a test."""
    return Teller(stream(households, **how)).tell()  # type: ignore[arg-type]
