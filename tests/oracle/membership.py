"""§13.2 Persons: who was in which household at opening and at closing, and how each coming and going is counted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from .facts import Membership

KINDS = ("natural", "correction", "transfer")


@dataclass
class Members:
    """Of one household: persons at opening and closing, increases and decreases by kind."""

    opening: set[int] = field(default_factory=set)
    closing: set[int] = field(default_factory=set)
    increase: Counter[str] = field(default_factory=Counter)
    decrease: Counter[str] = field(default_factory=Counter)


def is_at_opening(membership: Membership, year: int) -> bool:
    """counted_from < Y and (counted_until empty or ≥ Y)"""
    return membership.counted_from < year and (membership.counted_until is None or membership.counted_until >= year)


def is_at_closing(membership: Membership, year: int) -> bool:
    """counted_from ≤ Y and (counted_until empty or > Y)"""
    return membership.counted_from <= year and (membership.counted_until is None or membership.counted_until > year)


def first_coming_kind(memberships: Iterable[Membership], year: int) -> str:
    """Told by the real dates, on one day by the order of entry (§13.8)."""
    comings = [one for one in memberships if one.counted_from == year]
    return min(comings, key=lambda one: (one.joined_on or date.min, one.membership)).kind_in


def last_going_kind(memberships: Iterable[Membership], year: int) -> str:
    goings = [one for one in memberships if one.counted_until == year]
    return max(goings, key=lambda one: (one.left_on or date.min, one.membership)).kind_out


def households_where(holds: Callable[[Membership, int], bool], stays: list[Membership], year: int) -> list[int]:
    return sorted({one.household for one in stays if holds(one, year)})


def count_person(stays: list[Membership], year: int, members: dict[int, Members]) -> None:
    """One person's line in the table of §13.2.

    With two households at opening or closing the run stops anyway (contradictions.py); here the first stands.
    """
    opening = households_where(is_at_opening, stays, year)
    closing = households_where(is_at_closing, stays, year)
    for household in opening:
        members[household].opening.add(stays[0].person)
    for household in closing:
        members[household].closing.add(stays[0].person)
    match opening[:1], closing[:1]:
        case [was], [now] if was != now:
            members[was].decrease["transfer"] += 1
            members[now].increase["transfer"] += 1
        case [was], []:
            members[was].decrease[last_going_kind(stays, year)] += 1
        case [], [now]:
            members[now].increase[first_coming_kind(stays, year)] += 1
        case _:
            pass  # A and A, also after leaving and coming back; – and –, also who came and went within Y


def stays_by_person(memberships: Iterable[Membership]) -> list[list[Membership]]:
    ordered = sorted(memberships, key=lambda one: (one.person, one.membership))
    return [list(stays) for _, stays in groupby(ordered, key=lambda one: one.person)]


def members_by_household(memberships: Iterable[Membership], year: int) -> dict[int, Members]:
    members: dict[int, Members] = defaultdict(Members)
    for stays in stays_by_person(memberships):
        count_person(stays, year, members)
    return members
