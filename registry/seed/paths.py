"""A household's way through the statuses, year by year, until the end of the year before the open one (§5.2)."""

from typing import NamedTuple, TypeAlias

from registry.choices import Attribute, DecisionKind, Outcome, Status

from .dice import Dice, spread

Path: TypeAlias = dict[int, Status]
SHORTEST = 3  # years, so that somebody can have exited, relapsed and be found poor again


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


def path_to(fate: Status, dice: Dice, time: Timeline) -> Path:
    """Some way on which a household comes to stand at `fate`; empty for a candidate.

    With the baseline as only closed year nobody can have been removed: such a household stays poor.
    """
    first, last = time.first, time.open - 1
    if fate == Status.CANDIDATE:
        return {}
    if fate == Status.EXITED:
        return _path(last, (first, Status.POOR), (dice.between(first + 1, last), fate))
    if fate in (Status.RELAPSED, Status.STABLE):
        exited = dice.between(first + 1, last - 1)
        after = dice.between(exited + 1, last)
        return _path(last, (first, Status.POOR), (exited, Status.EXITED), (after, fate))
    if fate in (Status.REMOVED, Status.CLOSED) and time.baseline < last:
        return _path(last, (first, Status.POOR), (dice.between(time.baseline + 1, last), fate))
    identified = dice.between(first + 1, last) if dice.chance(IDENTIFIED_LATER) else first
    return _path(last, (identified, Status.POOR))


def _path(last: int, *changes: tuple[int, Status]) -> Path:
    path: Path = {}
    for year, status in changes:
        path |= dict.fromkeys(range(year, last + 1), status)
    return path


def attribute_at(poor: Attribute, status: Status) -> Attribute:
    """The household attribute L2 that goes with a status."""
    return EXITED_AS.get(poor, poor) if status in OUT_OF_POVERTY else poor
