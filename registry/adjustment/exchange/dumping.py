"""Writing a run as the exchange lays it down: DIR/in what it was computed from, DIR/out what came of it."""

from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg2.extensions import AsIs

from registry.choices import RunState
from registry.models import Rehearsal, Run
from registry.queries.runs import results_of
from registry.queries.years import province_span
from registry.sqlfile import read_sql

from .codes import stage_code_lists

SQL = Path(__file__).parent / "sql"
UNAPPLIED = frozenset({RunState.OPEN, RunState.REHEARSED, RunState.APPROVED})


@transaction.atomic
def dump(run: Run, directory: Path) -> None:
    """Write the run's output; and its input, as long as nothing of it is applied: afterwards the register has moved on."""
    whole = province_span(run.region_code)
    model = results_of(run).model
    parameters = {
        "run": run.pk,
        "year": run.year,
        "first": whole.first,
        "last": whole.last,
        "results": AsIs(model._meta.db_table),
        "rehearsed": model is Rehearsal,
    }
    stage_code_lists()
    if run.state in UNAPPLIED:
        _write_all("in", directory, parameters)
    _write_all("out", directory, parameters)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE code_list")


def _write_all(side: str, directory: Path, parameters: dict[str, Any]) -> None:
    (directory / side).mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor:
        for path in sorted((SQL / side).glob("*.sql")):
            query = cursor.mogrify(read_sql(path), parameters).decode()
            with (directory / side / f"{path.stem}.csv").open("w", encoding="utf-8", newline="") as file:
                cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)", file)
