"""A household's way through the statuses, year by year, until the end of the year before the open one (§5.2)."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from registry.choices import Attribute, DecisionKind, Outcome, Status

from .dice import Dice, spread

SHORTEST = 3  # years, so that somebody can have exited, relapsed and be found poor again


class Path(dict[int, Status]):
    """The status at the end of each year since a household was identified; shared by all that went the same way."""

    def __init__(self, statuses: Mapping[int, Status]) -> None:
        super().__init__(statuses)
        self.identified: int | None = next(iter(self), None)
        self.changes = tuple((year, status) for year, status in self.items() if status != self.get(year - 1))


class Timeline(NamedTuple):
    """The first year in which anybody was identified, the year of the baseline, the open year."""

    first: int
    baseline: int
    open: int

    @classmethod
    def of(cls, open_year: int, closed_years: int) -> "Timeline":
        """The register as imported for a late baseline has a past of its own."""
        baseline = open_year - closed_years
        return cls(min(baseline, open_year - SHORTEST), baseline, open_year)

    @property
    def closed(self) -> range:
        """The years that have closing rows."""
        return range(self.baseline, self.open)


# How households stand when the open year begins, of a hundred.
FATES = spread(
    {
        Status.POOR: 60,
        Status.EXITED: 30,
        Status.RELAPSED: 2,
        Status.STABLE: 2,
        Status.REMOVED: 2,
        Status.CLOSED: 1,
        Status.CANDIDATE: 3,
    }
)
IDENTIFIED_LATER = 0.04  # of those that stayed poor

# What a change of status is called in a closing row, and the decision behind it.
CHANGES: dict[Status, tuple[Outcome, DecisionKind]] = {
    Status.EXITED: (Outcome.EXITED, DecisionKind.EXIT),
    Status.RELAPSED: (Outcome.RELAPSED, DecisionKind.RELAPSE),
    Status.STABLE: (Outcome.STABILISED, DecisionKind.STABLE),
    Status.REMOVED: (Outcome.REMOVED, DecisionKind.REMOVE),
    Status.CLOSED: (Outcome.CLOSED, DecisionKind.CLOSE),
    Status.POOR: (Outcome.REGISTERED, DecisionKind.REGISTER),
}
EXITED_AS = {
    Attribute.ORDINARY_POOR: Attribute.ORDINARY,
    Attribute.DIBAO_POOR: Attribute.DIBAO,
    Attribute.DESTITUTE_POOR: Attribute.DESTITUTE,
    Attribute.DIBAO_DESTITUTE_POOR: Attribute.DIBAO_DESTITUTE,
}
OUT_OF_POVERTY = (Status.EXITED, Status.STABLE)
NOWHERE = Path({})


def path_to(fate: Status, dice: Dice, time: Timeline) -> Path:
    """Some way on which a household comes to stand at `fate`; none for a candidate.

    With the baseline as only closed year nobody can have been removed: such a household stays poor.
    """
    first, last = time.first, time.open - 1
    if fate == Status.CANDIDATE:
        return NOWHERE
    if fate == Status.EXITED:
        return _path(last, first, (dice.between(first + 1, last), fate.value))
    if fate in (Status.RELAPSED, Status.STABLE):
        exited = dice.between(first + 1, last - 1)
        after = dice.between(exited + 1, last)
        return _path(last, first, (exited, Status.EXITED.value), (after, fate.value))
    if fate in (Status.REMOVED, Status.CLOSED) and time.baseline < last:
        return _path(last, first, (dice.between(time.baseline + 1, last), fate.value))
    identified = dice.between(first + 1, last) if dice.chance(IDENTIFIED_LATER) else first
    return _path(last, identified)


@cache
def _path(last: int, identified: int, *changes: tuple[int, str]) -> Path:
    statuses = dict.fromkeys(range(identified, last + 1), Status.POOR)
    for year, status in changes:
        statuses |= dict.fromkeys(range(year, last + 1), Status(status))
    return Path(statuses)


def attribute_at(poor: Attribute, status: Status) -> Attribute:
    """The household attribute L2 that goes with a status."""
    return EXITED_AS.get(poor, poor) if status in OUT_OF_POVERTY else poor
