"""A household until the open year begins: what it met from when on, who came and went, what was decided."""

from registry.choices import DecisionKind, DecisionState, Status

from .cases import REASONS, empty
from .conditions import draw_conditions
from .days import last_of
from .events import live
from .newcomers import Newcomers
from .paths import CHANGES
from .people import Filed, Home

DROPOUT, DROPOUT_AGES = 0.25, range(6, 13)
ONE_BAD_YEAR = 0.05  # of those that exited


def draw_past(home: Home, newcomers: Newcomers, clearing: int) -> None:
    """Fit the home's conditions to its statuses and tell its closed years; `clearing` is the campaign of removals."""
    time = newcomers.time
    _draw_conditions(home, newcomers)
    first = max(home.path.identified or time.open, time.baseline)
    for year in range(first + 1, time.open):
        status = home.path[year]
        if status == Status.CLOSED:
            empty(home, year)
        elif status != Status.REMOVED:
            live(home, newcomers, year)
        if status in (Status.CLOSED, Status.REMOVED):
            home.last_year = year
            break
    for year, status in home.path.changes:
        if year > time.baseline:
            home.decisions.append(_applied(home, newcomers, year, CHANGES[status][1], clearing))


def _draw_conditions(home: Home, newcomers: Newcomers) -> None:
    time, dice = newcomers.time, newcomers.dice
    conditions = home.conditions = draw_conditions(dice, time.first, time.open)
    pupil = next((stay.person for stay in home.stays if stay.person.age(time.first) in DROPOUT_AGES), None)
    if pupil and dice.chance(DROPOUT):
        home.dropout, conditions.schooled = pupil, dice.between(time.first + 1, time.open + 2)
    for year, status in home.path.changes:
        if status == Status.EXITED:
            conditions.meet_by(year)
            if year + 1 < time.open and dice.chance(ONE_BAD_YEAR):
                conditions.slip(range(year + 1, year + 2))
        elif status == Status.RELAPSED:
            conditions.slip(range(year, time.open + 1))
            home.relapse_cause = home.main_cause


def _applied(home: Home, newcomers: Newcomers, year: int, kind: DecisionKind, clearing: int) -> Filed:
    on = last_of(year) - newcomers.dice.between(15, 45)
    return Filed(
        year,
        kind,
        DecisionState.APPLIED,
        reason=REASONS[kind],
        decided_on=on,
        cause=home.relapse_cause if kind == DecisionKind.RELAPSE else "",
        campaign=clearing if kind == DecisionKind.REMOVE else None,
        announced_on=on + 10,
    )
