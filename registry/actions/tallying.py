"""The results of a run counted by area, once, when they are there: its pages count no households."""

from pathlib import Path
from typing import Any

from django.db import transaction
from psycopg2.extensions import AsIs

from registry.audit.acts import Actor, act
from registry.choices import Outcome, TallyKind
from registry.models import Closing, Rehearsal, Run, Tally
from registry.queries.years import province_span
from registry.regions.choices import Level
from registry.sqlfile import run_sql

SQL = Path(__file__).parent / "sql"


@transaction.atomic
def tally_run(*, run: Run, rehearsed: bool, by: Actor) -> dict[str, Any]:
    """Write the run's tallies anew; give back the figures of the whole province, keyed by the words of the choices.

    Those of a run that was rehearsed here are taken over; only a run that came with its years is counted from its rows.
    """
    whole = province_span(run.region_code)
    with act("run.tally", by=by, target=run, region_code=run.region_code):
        run.tallies.filter(rehearsed=rehearsed).delete()
        if not rehearsed and run_sql(SQL / "keep_tally.sql", run=run.pk):
            return _figures(run.tallies.filter(rehearsed=False, level=Level.PROVINCE))
        run_sql(
            SQL / "tally.sql",
            run=run.pk,
            rehearsed=rehearsed,
            results=AsIs((Rehearsal if rehearsed else Closing)._meta.db_table),
            year=run.year,
            first=whole.first,
            last=whole.last,
        )
    return _figures(run.tallies.filter(rehearsed=rehearsed, level=Level.PROVINCE))


def _figures(tallies: Any) -> dict[str, Any]:
    figures: dict[str, Any] = {"outcomes": {}, "refusals": {}, "doubts": {}, "causes": {}}
    line: Tally
    for line in tallies.order_by("word"):
        if line.kind == TallyKind.OUTCOME:
            figures["outcomes"][line.word] = {"households": line.households, "persons": line.persons}
        elif line.kind == TallyKind.CAUSE:
            if line.about == Outcome.RELAPSED:
                figures["causes"][line.word] = line.households
        else:
            counts = figures["refusals" if line.kind == TallyKind.REFUSAL else "doubts"]
            counts[line.word] = counts.get(line.word, 0) + line.households
    return figures
