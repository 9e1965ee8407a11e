"""Stock and flow counted a second time, from memberships and statuses and domain.md §13.2 and §13.6 alone.

One household and one person after the other, as somebody with the paper files would; no code of the product is used.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from registry.models import Closing, Membership
from registry.regions.models import Region

STOCKS = {"poor": {"poor", "relapsed"}, "registered": {"poor", "relapsed", "exited", "stable"}}
Amount = tuple[int, str, int]  # village, term, how many
Amounts = dict[tuple[str, bool], list[Amount]]  # by stock, and whether in persons
Accounts = dict[tuple[str, bool], Counter[str]]


def amounts(year: int) -> Amounts:
    """What counts in the four accounts of a year, in which village."""
    found: Amounts = defaultdict(list)
    before, now, codes = _rows(year - 1), _rows(year), _recoded(year)
    at_opening, at_closing, movements = _members(year - 1), _members(year), _movements(year)
    for stock, statuses in STOCKS.items():
        for persons in (True, False):
            terms = found[stock, persons]
            for number, row in before.items():
                village = codes.get(row.village_code, row.village_code)
                terms += _opening(row, village, now.get(number), statuses, at_opening[number] if persons else 1)
            for number, row in now.items():
                moved = movements[number] if persons else None
                terms += _rest(row, statuses, at_closing[number] if persons else 1, moved)
    return found


def accounts(counted: Amounts, first: int, last: int) -> Accounts:
    """The four accounts of the codes from `first` to `last`."""
    found: Accounts = defaultdict(Counter)
    for (stock, persons), terms in counted.items():
        for village, term, amount in terms:
            if first <= village <= last and (term not in {"exited", "relapsed"} or stock == "poor"):
                found[stock, persons][term] += amount
    return found


def _rows(year: int) -> dict[int, Any]:
    return {row.household_id: row for row in Closing.objects.filter(year=year)}


def _opening(last: Any, village: int, row: Any, statuses: set[str], number: int) -> Iterator[Amount]:
    """Where a household stood, and where it went: without a row of this year, to another province."""
    if last.closing_status in statuses:
        yield village, "opening", number
        yield village, "moved", -number
        if row is not None:
            yield row.village_code, "moved", number


def _rest(row: Any, statuses: set[str], number: int, moved: Counter[str] | None) -> Iterator[Amount]:
    stood = row.opening_status in statuses
    if row.split and stood and moved is None:
        yield row.village_code, "split", 1
    if stood and moved is not None:
        yield from ((row.village_code, term, amount) for term, amount in moved.items())
    if row.outcome in {"registered", "relapsed"} or (stood and row.outcome in {"exited", "removed", "closed"}):
        yield row.village_code, row.outcome, number
    if row.closing_status in statuses:
        yield row.village_code, "closing", number


def _recoded(year: int) -> dict[int, int]:
    """The code that each recoded village has at the end of the year, after any number of changes."""
    ended = Region.objects.filter(level=5, successor__isnull=False, valid_to__lte=date(year, 12, 31))
    steps = {region.code: region.successor.code for region in ended.select_related("successor") if region.successor}
    return {code: _end_of(code, steps) for code in steps}


def _end_of(code: int, steps: dict[int, int]) -> int:
    while code in steps:
        code = steps[code]
    return code


def _members(year: int) -> Counter[int]:
    """How many belong to each household at the end of the accounting year."""
    return Counter(one.household_id for one in Membership.objects.all() if _belongs(one, year))


def _belongs(one: Membership, year: int) -> bool:
    """Whether the membership holds at the end of the accounting year."""
    return one.counted_from <= year and (one.counted_until is None or one.counted_until > year)


def _movements(year: int) -> dict[int, Counter[str]]:
    """Comings and goings of the year by household and kind."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for household, term, _day in _changes(year):
        found[household][term] += 1
    return found


def corrected_people(year: int) -> Iterator[tuple[str, date, int]]:
    """Who was added to or struck from a registered household: which of both, on which day, in which village (§10)."""
    rows = _rows(year)
    for household, term, day in _changes(year):
        row = rows.get(household)
        if row and day and row.opening_status in STOCKS["registered"] and term.startswith("correction"):
            yield "added" if term == "correction_in" else "struck", day, row.village_code


def _changes(year: int) -> Iterator[tuple[int, str, date | None]]:
    """Household, term and day of each coming and going of the year (the table of §13.2)."""
    lives: dict[int, list[Membership]] = defaultdict(list)
    for one in Membership.objects.order_by("pk"):
        lives[one.person_id].append(one)
    for life in lives.values():
        opening = next((one for one in life if _belongs(one, year - 1)), None)
        closing = next((one for one in life if _belongs(one, year)), None)
        if opening and closing and opening.household_id != closing.household_id:
            yield opening.household_id, "transfer_out", None
            yield closing.household_id, "transfer_in", None
        elif opening and not closing:
            going = max((one for one in life if one.counted_until == year), key=lambda one: (one.left_on, one.pk))
            yield opening.household_id, f"{going.kind_out}_out", going.left_on
        elif closing and not opening:
            coming = min((one for one in life if one.counted_from == year), key=lambda one: (one.joined_on, one.pk))
            yield closing.household_id, f"{coming.kind_in}_in", coming.joined_on
