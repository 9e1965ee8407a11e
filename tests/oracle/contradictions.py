"""§13.2, §13.8: input that contradicts itself stops the run, which names the households."""

from collections.abc import Iterator
from dataclasses import dataclass

from .facts import Household
from .membership import Members, households_where, is_at_closing, is_at_opening, stays_by_person
from .register import REGISTERED, Register


@dataclass(frozen=True, order=True)
class Contradiction:
    kind: str
    household: int


class SelfContradictory(Exception):
    """The run stops; `found` names the households, each with what is wrong about it."""

    def __init__(self, found: set[Contradiction]) -> None:
        super().__init__("; ".join(f"{one.kind}: {one.household}" for one in sorted(found)))
        self.found = found


def status_disagrees(register: Register, household: Household) -> bool:
    """Removed or closed and identified again it is a candidate (§13.3): that is no disagreement."""
    opening = register.openings.get(household.household)
    if opening is None or household.status == opening.closing_status:
        return False
    return not (household.status == "candidate" and opening.closing_status in ("removed", "closed"))


def lacks_opening_row(register: Register, household: Household) -> bool:
    return (
        household.status in REGISTERED
        and household.household not in register.openings
        and not register.is_split(household)
    )


def split_from_unregistered(register: Register, household: Household) -> bool:
    return register.is_split(household) and register.opening_status(household.split_from) not in REGISTERED


def members_opening_differ(register: Register, household: Household) -> bool:
    """Only a household with an opening row, or made by a split in Y with 0 members, has an opening."""
    counted = len(register.members.get(household.household, Members()).opening)
    if household.household in register.openings:
        return counted != register.openings[household.household].members_closing
    return register.is_split(household) and counted != 0


CHECKS = {
    "status_disagrees": status_disagrees,
    "no_opening_row": lacks_opening_row,
    "split_from_unregistered": split_from_unregistered,
    "members_opening": members_opening_differ,
}


def of_households(register: Register) -> Iterator[Contradiction]:
    for household in register.households.values():
        if register.is_ours(household):
            for kind, is_wrong in CHECKS.items():
                if is_wrong(register, household):
                    yield Contradiction(kind, household.household)


def of_gone_households(register: Register) -> Iterator[Contradiction]:
    for opening in register.openings.values():
        village = register.village_at_opening(opening)
        if opening.household not in register.households and village.startswith(register.province):
            yield Contradiction("household_gone", opening.household)


def of_persons(register: Register) -> Iterator[Contradiction]:
    """A person in two households: both are named, if one of them is the province's."""
    for stays in stays_by_person(register.memberships):
        for kind, holds in (("two_at_opening", is_at_opening), ("two_at_closing", is_at_closing)):
            found = households_where(holds, stays, register.year)
            known = [register.households[one] for one in found if one in register.households]
            if len(found) > 1 and any(register.is_ours(one) for one in known):
                yield from (Contradiction(kind, one) for one in found)


def contradictions(register: Register) -> set[Contradiction]:
    return {*of_households(register), *of_gone_households(register), *of_persons(register)}


def stop_if_contradictory(register: Register) -> None:
    found = contradictions(register)
    if found:
        raise SelfContradictory(found)
