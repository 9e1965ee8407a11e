"""A small synthetic register in the making: homes and persons, in a setting of villages, campaigns and parameters."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

UNREGISTERED = ("candidate", "removed", "closed")
REGISTERED = ("poor", "relapsed", "exited", "stable")


@dataclass(frozen=True)
class Window:
    """A campaign."""

    number: int
    opens: date
    closes: date
    allows: str
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    rng: Random
    year: int
    province: str
    villages: list[str]
    """Valid at the cut."""
    recoded: dict[str, str]
    """Old code → its successor, which may itself be recoded."""
    outside: list[str]
    """Villages of other provinces."""
    line: Decimal
    stable: tuple[str, ...]
    serious_required: bool
    windows: list[Window]
    parameters: list[dict[str, str]]

    def day(self, year: int | None = None, since: date | None = None) -> date:
        """A day of the year, the first and the last more often than others."""
        first, last = date(year or self.year, 1, 1), date(year or self.year, 12, 31)
        first = max(first, since or first)
        edge = self.rng.random()
        if edge < 0.1:
            return first if edge < 0.05 else last
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def successor(self, code: str) -> str:
        while code in self.recoded:
            code = self.recoded[code]
        return code


@dataclass(eq=False)
class Home:
    number: int
    status: str
    village: str
    opening_status: str = ""
    """Of the opening row; empty: it has none."""
    opening_village: str = ""
    split_from: "Home | None" = None
    split_year: int | None = None
    emptied: bool = False
    decision_kind: str = ""
    """Of the live decision."""
    papers_good: bool = True

    def root(self) -> "Home":
        """The household with an opening row from which it was split off in Y, over others split off in Y."""
        return self.split_from.root() if self.split_from and not self.opening_status else self


@dataclass
class Stay:
    person: int
    home: Home
    since: int
    kind_in: str
    joined_on: date
    until: int | None = None
    kind_out: str = ""
    left_on: date | None = None

    def end(self, until: int, kind_out: str, left_on: date) -> None:
        self.until, self.kind_out, self.left_on = until, kind_out, max(left_on, self.joined_on)


@dataclass
class World:
    setting: Setting
    homes: list[Home] = field(default_factory=list)
    born: list[date | None] = field(default_factory=list)
    """By person, from 1 on: index 0 is nobody."""
    stays: list[Stay] = field(default_factory=list)

    def is_ours(self, home: Home) -> bool:
        return home.village.startswith(self.setting.province)

    def present(self, year: int) -> dict[int, list[int]]:
        """Persons by home at the end of an accounting year."""
        found: dict[int, list[int]] = {home.number: [] for home in self.homes}
        for stay in self.stays:
            if stay.since <= year and (stay.until is None or stay.until > year):
                found[stay.home.number].append(stay.person)
        return found
