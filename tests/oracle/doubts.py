"""§13.4: the doubts the closing opens, on the new status; it changes nothing by itself."""

from collections.abc import Iterator

from .closing import Closing
from .guarantees import MET, UNMET
from .register import REGISTERED, Register

REFUSED = {"exit": "exit_refused", "relapse": "relapse_refused"}


def is_surveyed(register: Register, household: int) -> bool:
    """Statement and survey of Y: entered, or confirmed for Y."""
    survey = register.surveys.get(household)
    return household in register.statements and survey is not None and bool(survey.confirmed)


def doubts_of(register: Register, closing: Closing) -> Iterator[str]:
    """The rules' names. `*_refused` on any status, the others on registered households only."""
    status = closing.household.status
    results = closing.guarantees.values()
    live_exit = closing.decision is not None and closing.decision.kind == "exit"
    if closing.outcome.decision_state == "refused" and closing.decision:
        yield REFUSED.get(closing.decision.kind, "decision_refused")
    if status not in REGISTERED:
        return
    if not is_surveyed(register, closing.household.household):
        yield "not_surveyed"
    if status in ("poor", "relapsed") and all(one == MET for one in results) and not live_exit:
        yield "ready_not_exited"
    if status in ("exited", "stable") and UNMET in results:
        yield "slipping"
    if closing.attribute_unmapped:
        yield "attribute_unmapped"
