"""Person-years as lines of COPY (§2.2). Most people's follow from their traits alone; those are put together once."""

from dataclasses import dataclass
from typing import NamedTuple

from registry.choices import Absence

from .conditions import RELOCATED, SAFE
from .courses import out_of_school, state_in
from .covers import AIDS, DIBAO, RELOCATION, SUPPORT
from .people import Entry, Home, Person, Stay
from .states import FLAG, State
from .traits import NOT_KNOWN, UNINSURED

HEAD = "@"  # in a block stands for the person's id and the village's code
MOST_YEARS = 100


class Block(NamedTuple):
    """The years of all who have these traits, birth years and aid: their lines, and the facts of each year."""

    text: str
    facts: tuple[int, ...]


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
    aid = DIBAO * home.on_dibao | SUPPORT * home.on_support | RELOCATION * relocated
    steady = not (home.changed or home.again or home.moved_from or home.entry is Entry.NOTHING)
    head = home.stays[0]
    odd_head = home.entry is Entry.VAGUE or conditions.insured > first.year
    same = (first.year * MOST_YEARS + len(present)) * len(AIDS) + aid
    for stay in home.stays:
        person = stay.person
        odd = person is home.dropout or person.state_stated or (stay is head and odd_head)
        if steady and not odd:
            key = person.birth.cohort, same
            block = person.traits.blocks.get(key) or _block(person, key, aid, present)
            lines.append(block.text.replace(HEAD, f"{person.id}\t{first.code}\t"))
            for found, facts in zip(present, block.facts, strict=True):
                found.members += 1
                found.facts |= facts
        else:
            _add_odd(home, stay, present, aid, open_year, lines)


def _block(person: Person, key: tuple[int, int], aid: int, present: list[Present]) -> Block:
    traits = person.traits
    cover = AIDS[aid][traits.cover]
    states = [state_in(person, one.year) for one in present]
    text = "".join(
        f"{HEAD}{one.year}\tt\t{state.text}\t{cover[traits.pension and state.pays_in]}\t1\n"
        for one, state in zip(present, states, strict=True)
    )
    made = traits.blocks[key] = Block(text, tuple(state.facts for state in states))
    return made


def _add_odd(home: Home, stay: Stay, present: list[Present], aid: int, open_year: int, lines: list[str]) -> None:
    """The years of somebody who came, went, or of whom some year says something else than the traits do."""
    person, until, cover = stay.person, stay.counted_until, AIDS[aid]
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
        lines.append(f"{person.id}\t{found.code}\t{year}\t{confirmed}\t{state.text}\t{cover[kind][pension]}\t1\n")


def _open(home: Home, stay: Stay, state: State, kind: int, year: int) -> tuple[State, int, str]:
    """What the open year says: it may be wrong, not known, or only carried forward."""
    if home.entry is Entry.VAGUE and stay is home.stays[0]:
        kind = NOT_KNOWN
    confirmed = FLAG[home.entry is not Entry.NOTHING or stay.counted_from == year]
    return stay.person.state_stated or state, kind, confirmed
