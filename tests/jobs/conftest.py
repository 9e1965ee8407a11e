"""A kind of job made for tests: each unit leaves one act, so that lost and doubled work can be counted."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.audit.models import Act
from registry.jobs import handlers, running
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job, Unit

HUNAN = 430000000000
ROWS = 10


def leave_an_act(unit: Unit) -> int:
    """The work of a unit."""
    with act("test.unit", by=SYSTEM, target=unit):
        return ROWS


def works_done() -> list[str]:
    """Ids of the units whose work is in the database, one for each time."""
    return list(Act.objects.filter(verb="test.unit").order_by("at").values_list("target_id", flat=True))


def queue(*phases: int, subject: str = "run 1", region_code: int = HUNAN) -> Job:
    """A job with one unit for each phase given."""
    plans = [UnitPlan(phase, f"4331{number:02}") for number, phase in enumerate(phases, start=20)]
    return queue_job(
        kind=JobKind.REHEARSAL, title="试算", region_code=region_code, subject=subject, units=plans, by=SYSTEM
    )


Working = Callable[[handlers.Run], list[Job]]


@pytest.fixture
def working(monkeypatch: pytest.MonkeyPatch) -> Working:
    """Let a function do the units; gives the list of the jobs that ended early. Errors are tried again at once."""
    monkeypatch.setattr(running, "RETRY_AFTER", timedelta(0))

    def register(run: handlers.Run) -> list[Job]:
        ended: list[Job] = []
        monkeypatch.setitem(handlers._DUTIES, JobKind.REHEARSAL, handlers.Duty(run, ended.append))
        return ended

    register(leave_an_act)
    return register
