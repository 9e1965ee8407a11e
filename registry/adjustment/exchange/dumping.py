"""Writing a run as the exchange lays it down: DIR/in what it was computed from, DIR/out what came of it."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg2.extensions import AsIs

from registry.adjustment.computing import drop
from registry.choices import RunState
from registry.models import Rehearsal, Run
from registry.parameters.choices import LineKind, Name
from registry.parameters.models import PovertyLine
from registry.parameters.queries import value_of
from registry.queries.runs import results_of
from registry.queries.years import province_span
from registry.regions.choices import Level
from registry.sqlfile import read_sql, run_sql

from .codes import stage_code_lists
from .standing import standing_at

SQL = Path(__file__).parent / "sql"
UNAPPLIED = frozenset({RunState.OPEN, RunState.REHEARSED, RunState.APPROVED})


@transaction.atomic
def dump(run: Run, directory: Path) -> None:
    """Write the run's output and its input: where the run is applied already, the register as it stood at the cut."""
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
    _write_all("out", directory, parameters)
    cut = None if run.state in UNAPPLIED else run.approved_at
    with standing_at(cut) if cut else nullcontext():
        run_sql(SQL / "near.sql", **parameters)
        _write_all("in", directory, parameters | _parameters_of(run))
        drop("near")
    drop("code_list")


def _parameters_of(run: Run) -> dict[str, Any]:
    """The province's parameters of the year as cells; an empty list of items would mean all of them."""
    lines = PovertyLine.objects.filter(year=run.year)
    national = lines.filter(kind=LineKind.NBS, province_code__isnull=True).first()
    provincial = lines.filter(kind=LineKind.PROVINCIAL, province_code=run.region_code).first()
    return {
        "province": str(run.region_code)[: Level.PROVINCE.digits],
        "line_nbs": national and national.amount,
        "line_provincial": provincial and provincial.amount,
        "stable_items": " ".join(value_of(Name.STABLE_ITEMS, run.region_code, run.year)),
        "serious_illness_from": value_of(Name.SERIOUS_ILLNESS_FROM, run.region_code, run.year),
    }


def _write_all(side: str, directory: Path, parameters: dict[str, Any]) -> None:
    (directory / side).mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor:
        for path in sorted((SQL / side).glob("*.sql")):
            query = cursor.mogrify(read_sql(path), parameters).decode()
            with (directory / side / f"{path.stem}.csv").open("w", encoding="utf-8", newline="") as file:
                cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)", file)
