"""Decisions of the open year, one for every row of §13.3 and every reason of §13.8, each with the facts it needs."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from registry.choices import Attribute, DecisionKind, DecisionState, Leaving, Outcome, Refusal, Status

from .dice import spread
from .events import leave
from .people import Entry, Filed, Home

POOR, RELAPSED, EXITED, STABLE = Status.POOR, Status.RELAPSED, Status.EXITED, Status.STABLE
CANDIDATE = Status.CANDIDATE
REGISTER, EXIT, RELAPSE = DecisionKind.REGISTER, DecisionKind.EXIT, DecisionKind.RELAPSE
STABILISE, REMOVE, CLOSE = DecisionKind.STABLE, DecisionKind.REMOVE, DecisionKind.CLOSE


class Facts(Enum):
    """How the household stands at the cut."""

    AS_IT_IS = "as it is"
    READY = "all seven guarantees met"
    UNREADY = "income below the line"
    UNSEEN = "not surveyed"
    SLUMP = "below the line again"
    NOBODY = "nobody left"


class Drive(Enum):
    """The campaigns of the open year (campaigns.py makes them)."""

    CLEARING = "allows removal, here"
    CHECKING = "allows no removal"
    ELSEWHERE = "allows removal, in another area"


class When(Enum):
    """When the result was announced."""

    IN_TIME = "within the year"
    BEFORE = "the year before"
    NEVER = "not at all"


@dataclass(frozen=True)
class Case:
    """A decision for a household that stands at `start`, and what the closing must make of it."""

    start: Status
    kind: DecisionKind | None
    outcome: Outcome
    refusal: str = ""
    weight: int = 0  # among the cases of its status; 0 is told once only
    facts: Facts = Facts.AS_IT_IS
    procedure: bool = True
    announced: When = When.IN_TIME
    drive: Drive | None = None
    in_window: bool = True
    attribute: Attribute | None = None


def _refused(start: Status, kind: DecisionKind, refusal: Refusal, **how: object) -> Case:
    return replace(Case(start, kind, Outcome.UNCHANGED, refusal), **how)  # type: ignore[arg-type]


CASES = (
    Case(POOR, REMOVE, Outcome.REMOVED, weight=4, drive=Drive.CLEARING),
    Case(EXITED, REMOVE, Outcome.REMOVED, weight=2, drive=Drive.CLEARING),
    Case(RELAPSED, REMOVE, Outcome.REMOVED, weight=2, drive=Drive.CLEARING),
    _refused(POOR, REMOVE, Refusal.CAMPAIGN),
    _refused(POOR, REMOVE, Refusal.CAMPAIGN, drive=Drive.CHECKING),
    _refused(POOR, REMOVE, Refusal.AREA, drive=Drive.ELSEWHERE),
    _refused(EXITED, REMOVE, Refusal.WINDOW, drive=Drive.CLEARING, in_window=False),
    _refused(STABLE, REMOVE, Refusal.STATUS, drive=Drive.CLEARING),
    Case(POOR, None, Outcome.CLOSED, weight=2, facts=Facts.NOBODY),
    Case(EXITED, CLOSE, Outcome.CLOSED, weight=2, facts=Facts.NOBODY),
    Case(POOR, CLOSE, Outcome.CLOSED, weight=1),
    replace(Case(POOR, EXIT, Outcome.CLOSED, Refusal.NOBODY_LEFT), facts=Facts.NOBODY),
    Case(CANDIDATE, REGISTER, Outcome.REGISTERED, weight=8),
    _refused(CANDIDATE, REGISTER, Refusal.PROCEDURE, weight=1, procedure=False),
    _refused(CANDIDATE, REGISTER, Refusal.ANNOUNCEMENT, announced=When.NEVER),
    _refused(CANDIDATE, REGISTER, Refusal.NOBODY, facts=Facts.NOBODY),
    _refused(CANDIDATE, REGISTER, Refusal.ATTRIBUTE, attribute=Attribute.ORDINARY),
    _refused(POOR, REGISTER, Refusal.STATUS),
    Case(POOR, EXIT, Outcome.EXITED, weight=70, facts=Facts.READY),
    Case(RELAPSED, EXIT, Outcome.EXITED, weight=20, facts=Facts.READY),
    Case(POOR, EXIT, Outcome.EXITED, facts=Facts.READY, attribute=Attribute.ORDINARY),  # without a mapping: a doubt
    _refused(POOR, EXIT, Refusal.GUARANTEES, weight=10, facts=Facts.UNREADY),
    _refused(POOR, EXIT, Refusal.GUARANTEES, weight=3, facts=Facts.UNSEEN),
    _refused(POOR, EXIT, Refusal.PROCEDURE, weight=2, facts=Facts.READY, procedure=False),
    _refused(POOR, EXIT, Refusal.ANNOUNCEMENT, weight=1, facts=Facts.READY, announced=When.BEFORE),
    _refused(EXITED, EXIT, Refusal.STATUS),
    Case(EXITED, RELAPSE, Outcome.RELAPSED, weight=10, facts=Facts.SLUMP),
    Case(STABLE, RELAPSE, Outcome.RELAPSED, weight=1, facts=Facts.SLUMP),
    _refused(EXITED, RELAPSE, Refusal.NOTHING_UNMET, weight=2, facts=Facts.READY),
    _refused(EXITED, RELAPSE, Refusal.NOTHING_UNMET, facts=Facts.UNSEEN),
    _refused(EXITED, RELAPSE, Refusal.PROCEDURE, weight=1, facts=Facts.SLUMP, procedure=False),
    _refused(EXITED, RELAPSE, Refusal.ANNOUNCEMENT, facts=Facts.SLUMP, announced=When.NEVER),
    _refused(POOR, RELAPSE, Refusal.STATUS),
    Case(EXITED, STABILISE, Outcome.STABILISED, weight=8),
    _refused(EXITED, STABILISE, Refusal.PROCEDURE, weight=1, procedure=False),
    _refused(POOR, STABILISE, Refusal.STATUS),
)
BY_STATUS = {
    status: spread({case: case.weight for case in CASES if case.start == status})
    for status in (POOR, RELAPSED, EXITED, STABLE, CANDIDATE)
}
REASONS = {
    REGISTER: "民主评议通过，人均纯收入低于标准",
    EXIT: "稳定超过标准，两不愁三保障已实现",
    RELAPSE: "收入下降，低于标准",
    STABILISE: "收入持续稳定，不再享受政策",
    REMOVE: "不符合识别标准",
    CLOSE: "整户自然减少",
}


def arrange(home: Home, case: Case, year: int, campaigns: dict[Drive, int]) -> None:
    """Bring the household into the case, and file its decision."""
    home.entry = Entry.NOTHING if case.facts == Facts.UNSEEN else Entry.FULL
    if case.facts in (Facts.READY, Facts.SLUMP):
        home.conditions.meet_by(year)
    if case.facts == Facts.SLUMP:
        home.conditions.slip(range(year, year + 1))
    if case.facts == Facts.UNREADY:
        home.conditions.earning = year + 1
    if case.facts == Facts.NOBODY:
        empty(home, year)
    if case.attribute:
        home.attribute = case.attribute
    if case.kind:
        home.decisions.append(_filed(home, case, case.kind, year, campaigns))
    if case.kind == EXIT:
        home.planned_exit = year


def pend(home: Home, case: Case, year: int, state: DecisionState) -> None:
    """File the decision of the case without the facts: proposed, or taken back."""
    if case.kind:
        filed = _filed(home, case, case.kind, year, {})
        filed.state, filed.campaign = state, None
        home.decisions.append(filed)


def empty(home: Home, year: int) -> None:
    """Everybody dies or moves away in `year`."""
    present = home.present()
    reason = Leaving.MOVE_OUT if len(present) > 1 else Leaving.DEATH
    for stay in present:
        leave(home, stay, year, date(year, 5, 16).toordinal(), reason)


def _filed(home: Home, case: Case, kind: DecisionKind, year: int, campaigns: dict[Drive, int]) -> Filed:
    announced = {When.IN_TIME: date(year, 12, 8), When.BEFORE: date(year - 1, 12, 20), When.NEVER: None}[case.announced]
    decided = date(year, 6, 15) if kind == REMOVE and case.in_window else date(year, 11, 25)
    return Filed(
        year=year,
        kind=kind,
        state=DecisionState.APPROVED,
        reason=REASONS[kind],
        decided_on=decided.toordinal(),
        cause=home.main_cause if kind == RELAPSE else "",
        campaign=campaigns.get(case.drive) if case.drive else None,
        procedure_complete=case.procedure,
        announced_on=announced.toordinal() if announced else None,
    )
