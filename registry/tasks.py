"""What beat rings for: each task looks for itself what is due, so that a missed ring is made up by the next one.

Two beats, or one that catches up after days, do no harm: a run is one row a province and year, and it moves only from
the state that it is in. The day is the one of Asia/Shanghai, whatever the machine's own clock is set to.
"""

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from registry.accounts.scope import SYSTEM
from registry.actions.carrying import queue_carrying
from registry.actions.desk import discard_old_drafts
from registry.actions.exports import discard_export
from registry.actions.runs import open_run, rehearse_run, start_run
from registry.choices import RunState
from registry.jobs.tasks import ring
from registry.models import Run
from registry.queries.carrying import carrying_due
from registry.queries.exports import expired_exports
from registry.queries.figures_tallies import gather
from registry.queries.figures_years import years_of
from registry.queries.runs import last_run, provinces_with_register, rehearsing
from registry.queries.years import open_year
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.queries import children
from registry.rules.runs import node_of, rehearsal_is_due

log = structlog.get_logger("adjustment")


@shared_task
def open_and_rehearse_due_runs() -> None:
    """On 31 December, or on the first day after it that the machine is up: open and rehearse every province's year."""
    today = timezone.localdate()
    for province in provinces_with_register():
        year = open_year(province.code)
        # A province without a baseline has no year to close yet.
        if today >= node_of(year) and last_run(province.code) is not None:
            _open_and_rehearse(province.code, year)


def _open_and_rehearse(province_code: int, year: int) -> None:
    try:
        run = open_run(province_code=province_code, year=year, by=SYSTEM)
        if not rehearsing(run) and rehearsal_is_due(state=run.state, facts_at=run.facts_at, year=year):
            with transaction.atomic():
                ring(rehearse_run(run_id=run.pk, version=run.version, by=SYSTEM))
    except Refused as refusal:
        log.warning("run waits", province=province_code, year=year, why=refusal.messages)


@shared_task
def apply_approved_runs() -> None:
    """After the end of its year an approved run is applied; one that is not approved waits."""
    today = timezone.localdate()
    for run in Run.objects.filter(state=RunState.APPROVED).order_by("year", "region_code"):
        if today > node_of(run.year):
            _start(run)


def _start(run: Run) -> None:
    try:
        with transaction.atomic():
            ring(start_run(run_id=run.pk, version=run.version, by=SYSTEM))
    except Refused as refusal:
        log.warning("run not started", province=run.region_code, year=run.year, why=refusal.messages)


@shared_task
def carry_years_forward() -> None:
    """Wherever a year was opened without its approval, by a baseline above all, last year's rows are brought along."""
    for province_code, year in carrying_due():
        with transaction.atomic():
            ring(queue_carrying(province_code=province_code, year=year, by=SYSTEM))


@shared_task
def discard_drafts() -> None:
    """Drafts that nobody took up again are personal data without a purpose."""
    discard_old_drafts(now=timezone.now(), by=SYSTEM)


@shared_task
def discard_expired_exports() -> None:
    """A file that was not fetched within a day serves nobody; the record of it stays."""
    for export_id in expired_exports():
        try:
            discard_export(export_id=export_id, by=SYSTEM)
        except Refused:
            log.info("export is gone already", export=str(export_id))


@shared_task
def gather_figures() -> None:
    """Count the areas that are too large to be counted while somebody waits for the page of figures."""
    for province in provinces_with_register():
        for year in years_of(province.code):
            for area in (province, *children(province, Level.PREFECTURE)):
                gather(area, year)
