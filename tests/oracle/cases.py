"""Random small registers in the exchange's input form: the same for the same seed, never contradicting themselves.

From some thousand households on every row of §13.3, reason of refusal, doubt and line of §13.2's tables occurs
(test_cases.py says so). The lines, the stable items and the serious-illness year change with the seed.
`make_contradiction` gives the same with one planted contradiction of §13.8 and says whom the run must name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from .case_contradictions import PLANTERS
from .case_decisions import choose_kinds
from .case_homes import add_homes
from .case_paths import add_people
from .case_rows import rows_of
from .case_setting import OUTSIDE, VILLAGES, setting
from .case_world import World
from .facts import Rows

CONTRADICTIONS = tuple(PLANTERS)
YEAR = 2016


@dataclass(frozen=True)
class Planted:
    case: dict[str, Rows]
    kind: str
    named: frozenset[int]


def make_case(
    seed: int,
    households: int,
    villages: Sequence[str] | None = None,
    outside: Sequence[str] | None = None,
    year: int = YEAR,
) -> dict[str, Rows]:
    """Rows of DIR/in by file stem, with exactly that many households, some of them perhaps of another province.

    `villages`: 12-digit codes of one province; some are used as codes recoded by Y, as regions.csv says. `outside`:
    villages of other provinces; without any nobody moves between provinces. Default: invented ones of 43, and others.
    """
    if outside is None:
        outside = OUTSIDE if villages is None else ()
    world = World(setting(seed, villages or VILLAGES, outside, year), born=[None])
    add_homes(world, households)
    choose_kinds(world)
    add_people(world)
    return rows_of(world)


def make_contradiction(
    seed: int, kind: str, villages: Sequence[str] | None = None, households: int = 40, year: int = YEAR
) -> Planted:
    """A case with this one contradiction (CONTRADICTIONS) and the households to be named."""
    case = make_case(seed, households, villages, (), year)
    named = PLANTERS[kind](case, Random(f"{kind} {seed}"), year)
    return Planted(case, kind, frozenset(named))
