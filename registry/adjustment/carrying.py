"""The units of carrying forward: each brings a county, or a piece of one, into the open year."""

from registry.actions.carrying import carry_forward
from registry.jobs.choices import JobKind
from registry.jobs.handlers import handles
from registry.jobs.models import Unit
from registry.regions.spans import Span

from .steps import JobActor


def carry_unit(unit: Unit) -> int:
    """Do one; returns the rows that it brought."""
    first, last = map(int, unit.key.split("-"))
    year = int(unit.job.subject.rpartition("-")[2])
    return carry_forward(span=Span(first, last), year=year, by=JobActor(unit.job.by_id, unit.job.by_name))


handles(JobKind.CARRYING, carry_unit)
