"""A household's income of a year, item by item, in whole yuan (§3.1)."""

from typing import NamedTuple

from .people import Home

LEAST, POOREST, RICHEST = 1.04, 0.42, 0.97
RANGE, GROWTH = 0.55, 0.05
# Shares of the net income, which the items together make up exactly.
DIBAO, SUPPORT, PENSION, ECOLOGICAL, DIVIDEND, RENT, OTHER = 0.22, 0.7, 0.09, 0.02, 0.02, 0.02, 0.04
WAGE, WAGE_ALONE = 0.62, 0.8
COST = 0.55  # of what business leaves


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


def per_head(home: Home, year: int, line: float, first: int) -> float:
    """Yuan a head that agree with the home's conditions: above the line or not."""
    if home.conditions.earns(year):
        return line * (LEAST + RANGE * home.level + GROWTH * (year - first))
    return line * (POOREST + (RICHEST - POOREST) * home.level)


def items(home: Home, net: int, *, works: bool, pensioners: bool) -> Items:
    """`net` yuan, divided as the household lives: whether anybody works for wages, whether anybody is old."""
    living = home.living
    dibao = int(net * DIBAO) if home.on_dibao else 0
    support = int(net * SUPPORT) if home.on_support else 0
    pension = int(net * PENSION) if pensioners and not support else 0
    ecological = int(net * ECOLOGICAL) if living.returned_forest else 0
    dividend = int(net * DIVIDEND) if living.leading_company else 0
    rent = int(net * RENT) if living.cooperative else 0
    other = int(net * OTHER)
    rest = net - dibao - support - pension - ecological - dividend - rent - other
    wage = int(rest * (WAGE if living.farmland else WAGE_ALONE)) if works else 0
    business = rest - wage
    cost = int(business * COST)
    # In the order of the columns; no family-planning money, and what is excluded comes beside all this.
    return Items(wage, business + cost, dividend, rent, 0, dibao, support, pension, ecological, other, cost, dividend)


def income_per_head(net: int, members: int) -> str:
    """Yuan with 2 decimals, half away from zero (§13.2)."""
    cents = (abs(net) * 200 + members) // (2 * members)
    return f"{'-' if net < 0 else ''}{cents // 100}.{cents % 100:02d}"
