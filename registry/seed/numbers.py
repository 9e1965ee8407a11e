"""Valid ID numbers of nobody: the unissued area 000000, a day of birth, a sequence number, the check digit (§2.4).

A day has 500 sequence numbers a sex. A population takes them from lots of ten sequence numbers of every day, which no
person of the register has yet (the last 4 digits that are stored tell), and each stream of it takes every n-th number,
so that processes that know nothing of each other never give one number twice.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.refusal import Refused
from registry.rules.identity import CHECK_DIGITS, UNISSUED_AREA, WEIGHTS

from .days import Day, day

LOTS = 100
WORKBOOK_LOTS = 10  # the last ones: persons of workbooks are other persons than those of any population
LOT_SIZE = 10
PERSONS_A_LOT = 60_000  # a fifth of the numbers: some days are fuller than others
SEARCH_DAYS = 60

_SEQUENCES = tuple(f"{number:03d}" for number in range(LOTS * LOT_SIZE))
_WEIGHTED = tuple(
    sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS[14:], strict=True)) for digits in _SEQUENCES
)


@dataclass(frozen=True)
class Lots:
    """`count` lots from `first` on."""

    first: int
    count: int


def free_lots(taken: Collection[int], persons: int) -> Lots:
    """Enough lots for `persons`, none of them among `taken`. Refused when there are not."""
    count = 1 + persons // PERSONS_A_LOT
    for first in range(LOTS - WORKBOOK_LOTS - count + 1):
        if not any(lot in taken for lot in range(first, first + count)):
            return Lots(first, count)
    raise Refused(_("没有足够的虚构证件号码：登记的人员和要造的人员合计过多"))


def workbook_lots(seed: int) -> Lots:
    """The lot of a workbook; ten seeds in a row give ten different ones."""
    return Lots(LOTS - WORKBOOK_LOTS + seed % WORKBOOK_LOTS, 1)


def numbered(birth: Day, sequence: int) -> str:
    """The 18 characters for a day of birth and a sequence number, odd for a man."""
    check = CHECK_DIGITS[(birth.weighted + _WEIGHTED[sequence]) % 11]
    return f"{UNISSUED_AREA}{birth.digits}{_SEQUENCES[sequence]}{check}"


class Numbers:
    """The numbers of one stream of `streams`."""

    def __init__(self, lots: Lots, stream: int, streams: int) -> None:
        self._first = lots.first * LOT_SIZE
        self._a_day = lots.count * LOT_SIZE // 2
        self._stream, self._streams = stream, streams
        self._next: dict[int, int] = {}

    def take(self, born: int, male: bool) -> tuple[Day, str]:
        """The day of birth, which may be some days later than asked for, and the number. Never the same twice."""
        for ordinal in range(born, born + SEARCH_DAYS):
            key = 2 * ordinal + male
            slot = self._next.get(key)
            if slot is None:
                slot = (self._stream - ordinal * self._a_day) % self._streams
            if slot < self._a_day:
                self._next[key] = slot + self._streams
                birth = day(ordinal)
                return birth, numbered(birth, self._first + 2 * slot + male)
        raise OverflowError(f"all ID numbers of {SEARCH_DAYS} days are given")
