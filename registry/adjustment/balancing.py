"""The balance of a run (domain.md §13.6): village by village inside each part, then summed up to the province."""

from datetime import date
from typing import Any

from psycopg2.extensions import AsIs

from registry.models import Balance, Closing, Part, Rehearsal, Run
from registry.regions.choices import Level
from registry.sqlfile import rows_of, run_sql

from .computing import COLUMNS, SQL, configure, drop

STEPS = ("recoded", "last_year", "this_year", "origins", "movements")
TABLES = ("recoded", "last_year", "this_year", "origin", "movement", "stock_at_end")


def balance_part(run: Run, part: Part, *, rehearsed: bool) -> list[dict[str, Any]]:
    """Write the lines of the part's villages anew; give back the households at which one of them breaks.

    The closing of a rehearsal comes from its rows; that of a run is counted apart from statuses and memberships.
    """
    parameters = parameters_of(run, part, rehearsed=rehearsed)
    configure()
    for step in (*STEPS, "rehearsed_stock" if rehearsed else "applied_stock"):
        run_sql(SQL / f"{step}.sql", **parameters)
    lines = Balance.objects.filter(
        run=run,
        rehearsed=rehearsed,
        level=Level.VILLAGE,
        region_code__gte=part.first,
        region_code__lte=part.last,
    )
    lines.delete()
    run_sql(SQL / "balance_villages.sql", **parameters)
    broken: list[dict[str, Any]] = []
    if lines.filter(balances=False).exists():
        broken = rows_of(SQL / "broken.sql", **parameters) or [{"household_id": None, "problem": "balance"}]
    drop(*TABLES)
    return broken


def balance_areas(run: Run, *, rehearsed: bool) -> None:
    """Write the lines of townships, counties, prefectures and the province anew, from those of the villages."""
    Balance.objects.filter(run=run, rehearsed=rehearsed, level__lt=Level.VILLAGE).delete()
    run_sql(SQL / "balance_areas.sql", run=run.pk, rehearsed=rehearsed)


def parameters_of(run: Run, part: Part, *, rehearsed: bool) -> dict[str, Any]:
    """The named parameters of the statements about the rows of a part, rehearsed or applied."""
    return {
        "run": run.pk,
        "rehearsed": rehearsed,
        "results": AsIs((Rehearsal if rehearsed else Closing)._meta.db_table),
        "year": run.year,
        "node": date(run.year, 12, 31),
        "first": part.first,
        "last": part.last,
        "columns": COLUMNS,
    }
