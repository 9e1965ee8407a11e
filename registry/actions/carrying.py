"""Carrying forward: a year that opens brings last year's conditions and person-years along, unconfirmed (§13.1).

Statements are never carried: a statement is a row that somebody entered for the year (§13.8).
"""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import Actor, act
from registry.choices import REGISTERED, Status
from registry.jobs.actions import UnitPlan, queue_job
from registry.jobs.choices import JobKind
from registry.jobs.models import Job
from registry.queries.carrying import carrying_subject
from registry.queries.runs import plan_parts
from registry.queries.years import open_year
from registry.regions.spans import Span
from registry.sqlfile import run_sql

from .locking import hold_year

SQL = Path(__file__).parent / "sql"
CARRIED_STATUSES = (*REGISTERED, Status.CANDIDATE)


@transaction.atomic
def queue_carrying(*, province_code: int, year: int, by: Viewer) -> Job:
    """Queue it for the open year of a province, county by county. Who approved the year before opened it."""
    demand(by, Permission.ADJUSTMENT_APPROVE, province_code)
    with act("year.open", by=by, region_code=province_code, reason=str(year)):
        return queue_job(
            kind=JobKind.CARRYING,
            title=_("%d 年度：沿用上年资料") % year,
            region_code=province_code,
            subject=carrying_subject(province_code, year),
            units=[UnitPlan(1, f"{span.first}-{span.last}") for span in plan_parts(province_code)],
            by=by,
        )


@transaction.atomic
def carry_forward(*, span: Span, year: int, by: Actor) -> int:
    """Bring last year's rows of the households of a span into `year`; returns how many. A second time brings none.

    Nor does it bring any into a year that is cut off, or not open any more because the one before was taken back.
    """
    hold_year(span.first)
    if open_year(span.first) != year:
        return 0
    parameters = {"first": span.first, "last": span.last, "year": year, "statuses": [str(s) for s in CARRIED_STATUSES]}
    with act("year.carry", by=by, region_code=span.first, reason=str(year)):
        return sum(run_sql(SQL / f"{name}.sql", **parameters) for name in ("carry_surveys", "carry_member_years"))
