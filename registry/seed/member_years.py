"""Person-years as lines of COPY (§2.2). Most people's follow from their traits alone; those are put together once."""

from dataclasses import dataclass
from typing import NamedTuple

from registry.choices import Absence

from .conditions import RELOCATED, SAFE
from .courses import out_of_school, state_in
from .covers import AIDS, COVERS, DIBAO, RELOCATION, SUPPORT
from .people import Entry, Home, Person, Stay
from .states import ALL_FACTS, FACT_BITS, FLAG, State
from .traits import NOT_KNOWN, UNINSURED

MOST_YEARS, MOST_COHORTS = 100, 10_000


class Block(NamedTuple):
    """The years of all who have these traits and birth years: line by line what follows the person's own columns."""

    lines: tuple[str, ...]  # the first is empty, so that they can be joined by what every line begins with
    facts: int  # FACT_BITS a year, the first year's lowest


@dataclass(slots=True)
class Present:
    """The closing members of a year, as far as other rows depend on them."""

    year: int
    code: int  # of the village
    members: int = 0
    facts: int = 0  # bits of states.py, of any of them
    uninsured: bool = False
    unschooled: bool = False


def add_members(home: Home, present: list[Present], open_year: int, lines: list[str]) -> None:
    """Append the person-years of everybody who was in the home in the years of `present`, and count them there."""
    conditions, first = home.conditions, present[0]
    relocated = conditions.grade not in SAFE and conditions.remedy == RELOCATED
    aid = AIDS[DIBAO * home.on_dibao | SUPPORT * home.on_support | RELOCATION * relocated]
    steady = not (home.changed or home.again or home.moved_from or home.entry is Entry.NOTHING)
    head = home.stays[0]
    odd_head = home.entry is Entry.VAGUE or conditions.insured > first.year
    years = (first.year * MOST_YEARS + len(present)) * MOST_COHORTS
    usual = facts = 0
    for stay in home.stays:
        person = stay.person
        if not steady or person is home.dropout or person.state_stated or (odd_head and stay is head):
            _add_odd(home, stay, present, aid, open_year, lines)
            continue
        blocks, key = person.traits.blocks, years + person.birth.cohort
        block = blocks.get(key)
        if block is None:
            block = blocks[key] = _block(person, present)
        lines.append(f"{person.id}\t{first.code}\t{aid}\t".join(block.lines))
        usual += 1
        facts |= block.facts
    if usual:
        for found in present:
            found.members += usual
            found.facts |= facts & (ALL_FACTS - 1)
            facts >>= FACT_BITS


def _block(person: Person, present: list[Present]) -> Block:
    lines, facts = [""], 0
    cover = COVERS[person.traits.cover]
    for place, found in enumerate(present):
        state = state_in(person, found.year)
        pension = person.traits.pension and state.pays_in
        lines.append(f"{found.year}\tt\t{state.text}\t{cover[pension]}\t1\n")
        facts |= state.facts << place * FACT_BITS
    return Block(tuple(lines), facts)


def _add_odd(home: Home, stay: Stay, present: list[Present], aid: str, open_year: int, lines: list[str]) -> None:
    """The years of somebody who came, went, or of whom some year says something else than the traits do."""
    person, until = stay.person, stay.counted_until
    first = stay is home.stays[0]
    for found in present:
        year = found.year
        if not stay.counted_from <= year <= stay.rows_until:
            continue
        here = until is None or until > year
        state, kind, confirmed = state_in(person, year), person.traits.cover, "t"
        if person is home.dropout and year < home.conditions.schooled and person.compulsory(year):
            state = out_of_school(person, Absence.POVERTY)
            found.unschooled = here
        if first and year < home.conditions.insured:
            kind = UNINSURED
            found.uninsured = here
        if year == open_year:
            state, kind, confirmed = _open(home, stay, state, kind, open_year)
        if here:
            found.members += 1
            found.facts |= state.facts
        pension = person.traits.pension and state.pays_in
        lines.append(
            f"{person.id}\t{found.code}\t{aid}\t{year}\t{confirmed}\t{state.text}\t{COVERS[kind][pension]}\t1\n"
        )


def _open(home: Home, stay: Stay, state: State, kind: int, year: int) -> tuple[State, int, str]:
    """What the open year says: it may be wrong, not known, or only carried forward."""
    if home.entry is Entry.VAGUE and stay is home.stays[0]:
        kind = NOT_KNOWN
    confirmed = FLAG[home.entry is not Entry.NOTHING or stay.counted_from == year]
    return stay.person.state_stated or state, kind, confirmed
