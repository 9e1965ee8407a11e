"""Closing rows of the closed years: the baseline's, and those a run of each later year would have left (§13.5)."""

from collections import Counter
from functools import cache
from itertools import product

from registry.choices import POOR_STOCK, REGISTERED, DoubtRule, Guarantee, Kind, Outcome, Status

from .incomes import income_per_head
from .member_years import Present
from .paths import CHANGES, Timeline, attribute_at
from .people import Home
from .states import FLAG, NULL

MET, UNMET, UNKNOWN = Guarantee.MET.value, Guarantee.UNMET.value, Guarantee.UNKNOWN.value
VERDICTS = {met: "\t".join(MET if one else UNMET for one in met) for met in product((True, False), repeat=7)}
ALL_MET = (True,) * 7
NOTHING_KNOWN = "\t".join([UNKNOWN] * 7)
UNCHANGED = Outcome.UNCHANGED
KINDS = (Kind.NATURAL, Kind.CORRECTION, Kind.TRANSFER)
FEN = 100


def closing(home: Home, found: Present, net: int | None, time: Timeline, line: int) -> str:
    """The closing row of a year; `line` in fen, `net` None without a statement."""
    year, members = found.year, found.members
    split, status = home.split_year == year, home.path[year]
    opening = "" if year == time.baseline else ((split and home.split_from) or home).path.get(year - 1, "")
    outcome = UNCHANGED if opening == status or year == time.baseline else CHANGES[status][0]
    income, guarantees, doubts = f"{NULL if net is None else net}\t{NULL}", NOTHING_KNOWN, "[]"
    if net is not None and members:
        income = f"{net}\t{income_per_head(net, members)}"
        met = _met(home, found, rich=net * FEN > line * members)
        guarantees = VERDICTS[met]
        if year != time.baseline:
            doubts = _doubts(status, all_met=met == ALL_MET)
    decision = NULL
    for filed in home.decisions:
        if filed.year == year:
            decision = str(filed.id)
    numbers = (
        f"{home.id}\t{year}\t{found.code if opening else NULL}\t{found.code}\t{FLAG[split]}\t"
        f"{_movements(home, year, members, opened=opening != '')}\t{income}\t{_yuan(line)}\t{decision}"
    )
    attribute = home.attribute if status in POOR_STOCK else attribute_at(home.attribute, status)
    # Members of an enumeration are formatted slowly; join takes them as the strings they are.
    return "\t".join((numbers, opening, status, outcome, attribute, guarantees, "", doubts + "\n"))


@cache
def _yuan(fen: int) -> str:
    return f"{fen // FEN}.{fen % FEN:02d}"


def _met(home: Home, found: Present, *, rich: bool) -> tuple[bool, ...]:
    """The seven guarantees in their order; of a closed year everything is known."""
    conditions, year = home.conditions, found.year
    return (
        rich,
        conditions.food <= year,
        conditions.clothing <= year,
        conditions.water <= year,
        conditions.housed(year),
        not found.unschooled,
        not found.uninsured,
    )


def _movements(home: Home, year: int, members: int, *, opened: bool) -> str:
    """Members at opening, comings and goings by kind, members at closing (§13.2)."""
    if not opened or not home.changed:
        return f"{members if opened else 0}\t0\t0\t0\t0\t0\t0\t{members}"
    opening, came, went = 0, Counter[str](), Counter[str]()
    for stay in home.stays:
        until = stay.counted_until
        if stay.counted_from < year and (until is None or until >= year):
            opening += 1
            if until == year:
                went[stay.kind_out] += 1
        elif stay.counted_from == year and (until is None or until > year):
            came[stay.kind_in] += 1
    moved = [*(came[kind] for kind in KINDS), *(went[kind] for kind in KINDS)]
    return "\t".join(map(str, (opening, *moved, members)))


def _doubts(status: Status, *, all_met: bool) -> str:
    if status in POOR_STOCK:
        return f'["{DoubtRule.READY_NOT_EXITED.value}"]' if all_met else "[]"
    return "[]" if all_met or status not in REGISTERED else f'["{DoubtRule.SLIPPING.value}"]'
