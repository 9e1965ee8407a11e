"""§13.6: the balance of both stocks, in persons and in households, at every level."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .closing import Closing
from .membership import KINDS
from .register import REGISTERED, Register

LEVELS = {"village": 12, "township": 9, "county": 6, "city": 4, "province": 2}
STOCKS = {"poor": {"poor", "relapsed"}, "registered": REGISTERED}
UNITS = ("persons", "households")
ADDED = ("opening", "moved", "registered", "relapsed", "split", *(f"{kind}_in" for kind in KINDS))
TAKEN = (*(f"{kind}_out" for kind in KINDS), "exited", "removed", "closed")


@dataclass(frozen=True)
class Standing:
    """A household in the balance, its statuses and counts; `village_closing` may lie in another province."""

    village_opening: str
    village_closing: str
    opening_status: str
    closing_status: str
    outcome: str
    split: bool
    opening: int
    closing: int
    changes: Counter[str]


def standing(closing: Closing) -> Standing:
    members = closing.members
    changes = Counter({f"{kind}_in": members.increase[kind] for kind in KINDS})
    changes.update({f"{kind}_out": members.decrease[kind] for kind in KINDS})
    return Standing(
        village_opening=closing.village_opening,
        village_closing=closing.household.village,
        opening_status=closing.opening_status,
        closing_status=closing.household.status,
        outcome=closing.outcome.outcome,
        split=closing.split,
        opening=len(members.opening),
        closing=len(members.closing),
        changes=changes,
    )


def departures(register: Register) -> Iterator[Standing]:
    """Households that opened in the province and live in another at the cut: they leave it and no more."""
    for opening in register.openings.values():
        household, village = register.households.get(opening.household), register.village_at_opening(opening)
        if household and village.startswith(register.province) and not register.is_ours(household):
            yield Standing(
                village_opening=village,
                village_closing=household.village,
                opening_status=opening.closing_status,
                closing_status="",
                outcome="",
                split=False,
                opening=opening.members_closing,
                closing=0,
                changes=Counter(),
            )


def terms(one: Standing, stock: str, unit: str) -> Iterator[tuple[str, str, int]]:
    """(village, term, amount) of one household; `moved` and `opening` at two villages, all else at the closing one."""
    here, persons = one.village_closing, unit == "persons"
    closing = one.closing if persons else 1
    if one.opening_status in STOCKS[stock]:
        opening = one.opening if persons else 1
        if one.split:
            yield here, "split", 0 if persons else 1
        else:
            yield one.village_opening, "opening", opening
            yield one.village_opening, "moved", -opening
            yield here, "moved", opening
        if persons:
            yield from ((here, term, amount) for term, amount in one.changes.items())
        if one.outcome in ("removed", "closed") or (one.outcome == "exited" and stock == "poor"):
            yield here, one.outcome, closing
    if one.outcome == "registered" or (one.outcome == "relapsed" and stock == "poor"):
        yield here, one.outcome, closing
    if one.closing_status in STOCKS[stock]:
        yield here, "closing", closing


def expected_closing(account: Counter[str]) -> int:
    return sum(account[term] for term in ADDED) - sum(account[term] for term in TAKEN)


def holds(account: Counter[str]) -> bool:
    return expected_closing(account) == account["closing"]


Accounts = dict[tuple[str, str, str, str], Counter[str]]


def accounts(standings: Iterable[Standing], province: str) -> Accounts:
    """By level, area, stock and unit."""
    found: Accounts = defaultdict(Counter)
    for one in standings:
        for stock in STOCKS:
            for unit in UNITS:
                yielded = [
                    *terms(one, stock, unit),
                    (one.village_opening, "closing", 0),  # an area has its rows even when nothing counts there
                    (one.village_closing, "closing", 0),
                ]
                for village, term, amount in yielded:
                    if village.startswith(province):
                        for level, digits in LEVELS.items():
                            found[level, village[:digits], stock, unit][term] += amount
    return found


def balance(register: Register, closings: Iterable[Closing]) -> Accounts:
    return accounts([*(standing(one) for one in closings), *departures(register)], register.province)
