"""A household's income of a year, item by item, in whole yuan (§3.1)."""

from functools import cache
from typing import NamedTuple

from .people import Home
from .states import AT_WORK, OLD

LEAST, POOREST, RICHEST = 1.04, 0.42, 0.97
RANGE, GROWTH = 0.55, 0.05
WHOLE, COST = 1000, 550  # in a thousand; the cost of what business leaves
ROUND = 50  # yuan

# What shares depend on: bits of the home, and above them two of those of its members.
DIBAO, SUPPORT, FOREST, COMPANY, COOPERATIVE, FARMLAND, WORKS, PENSIONERS = (1 << bit for bit in range(8))


class Items(NamedTuple):
    """Columns of the statement, from wage to excluded, in the order of COPY."""

    wage: int = 0
    business: int = 0
    asset_dividend: int = 0
    other_property: int = 0
    family_planning: int = 0
    dibao: int = 0
    destitute_support: int = 0
    pension: int = 0
    ecological: int = 0
    other_transfer: int = 0
    business_cost: int = 0
    excluded: int = 0


def _shares(flags: int) -> tuple[int, ...]:
    """Of a thousand yuan: wage, dividend, rent, dibao, support, pension, ecological and other; the rest is business."""
    support = 700 if flags & SUPPORT else 0
    shares = (
        20 if flags & COMPANY else 0,
        20 if flags & COOPERATIVE else 0,
        220 if flags & DIBAO else 0,
        support,
        90 if flags & PENSIONERS and not support else 0,
        20 if flags & FOREST else 0,
        40,
    )
    earned = WHOLE - sum(shares)
    return (earned * (62 if flags & FARMLAND else 80) // 100 if flags & WORKS else 0, *shares)


SHARES = tuple(map(_shares, range(256)))


def base_of(home: Home) -> int:
    """The bits that stay with the home."""
    living = home.living
    return (
        DIBAO * home.on_dibao
        | SUPPORT * home.on_support
        | FOREST * (living.returned_forest > 0)
        | COMPANY * living.leading_company
        | COOPERATIVE * living.cooperative
        | FARMLAND * (living.farmland > 0)
    )


def per_head(home: Home, year: int, line: float, first: int) -> float:
    """Yuan a head that agree with the home's conditions: above the line or not."""
    if home.conditions.earns(year):
        return line * (LEAST + RANGE * home.level + GROWTH * (year - first))
    return line * (POOREST + (RICHEST - POOREST) * home.level)


def net_income(home: Home, year: int, line: float, first: int, members: int) -> int:
    """Of the whole household, in round sums."""
    return (int(per_head(home, year, line, first) * members) // ROUND + 1) * ROUND


def flags_of(base: int, facts: int) -> int:
    """The bits of `base` with those of the year's members, whose facts are bits of states.py."""
    return base | WORKS * (facts & AT_WORK > 0) | PENSIONERS * (facts & OLD > 0)


def items(net: int, flags: int) -> Items:
    """`net` yuan, divided as `flags` says."""
    parts = [net * share // WHOLE for share in SHARES[flags]]
    wage, dividend, rent, dibao, support, pension, ecological, other = parts
    business = net - sum(parts)
    cost = business * COST // WHOLE
    # In the order of the columns; no family-planning money, and what is excluded comes beside all this.
    return Items(wage, business + cost, dividend, rent, 0, dibao, support, pension, ecological, other, cost, dividend)


@cache
def items_text(net: int, flags: int) -> str:
    """The items as columns of COPY. Sums are round, so that many households share one text."""
    return text_of(items(net, flags))


def text_of(found: Items) -> str:
    """Note, version and items as columns of COPY."""
    note = "助学金、慰问金" if found.excluded else ""
    return "\t".join([note, "1", *map(str, found)])


@cache
def income_per_head(net: int, members: int) -> str:
    """Yuan with 2 decimals, half away from zero (§13.2)."""
    cents = (abs(net) * 200 + members) // (2 * members)
    return f"{'-' if net < 0 else ''}{cents // 100}.{cents % 100:02d}"
