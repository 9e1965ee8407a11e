"""A county comes in with its past years: set-based, in one transaction and one act, or not at all."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from registry.accounts.models import User
from registry.audit.acts import act
from registry.choices import REGISTERED, BatchState, OperationKind, Status
from registry.copying import Rows, copy_rows
from registry.models import Batch
from registry.refusal import Refused, refuse_if
from registry.regions.spans import COUNTY_CODES
from registry.sqlfile import rows_of, run_sql

from .baselines import begin_baselines
from .batches import counts_of, demand_kind, year_problems
from .locking import hold_year
from .operations import record_operation

SQL = Path(__file__).parent / "sql"
# Temporary table → what it has beside the columns of the register's table of that name. `local` numbers a person of the
# file, `key` is the household's number in it.
TABLES = {
    "household": "0 AS staged, ''::text AS key, ''::text AS split_key",
    "statement": "0 AS staged",
    "survey": "0 AS staged",
    "closing": "0 AS staged",
    "person": "0 AS local",
    "membership": "0 AS staged, 0 AS local",
    "memberyear": "0 AS local",
}
NUMBERING = ("number_households", "number_persons")
WRITING = (
    "households",
    "persons",
    "memberships",
    "member_years",
    "statements",
    "surveys",
    "closings",
    "mark_staged",
)
CARRYING = ("carry_surveys", "carry_member_years")
CARRIED_STATUSES = [status.value for status in (*REGISTERED, Status.CANDIDATE)]


@transaction.atomic
def enter_county(*, batch_id: UUID, tables: Mapping[str, Rows], by: User) -> Batch:
    """Write what was staged. A batch that is no longer to be merged is left as it is, so a second run does nothing.

    What the file does not say of the open year is carried forward from its last one, as for everybody else.
    """
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    if batch.state != BatchState.MERGING:
        return batch
    demand_kind(by, batch.kind, batch.region_code)
    hold_year(batch.region_code)
    refuse_if(year_problems(batch))
    with act("batch.merge", by=by, target=batch, batch=batch.pk) as merging:
        for name, rows in tables.items():
            _load(name, rows)
        _refuse_registered()
        counties = _counties()
        begin_baselines(counties, batch.year)
        for step in (*NUMBERING, *WRITING):
            run_sql(SQL / "entering" / f"{step}.sql", batch=batch.pk, today=timezone.localdate())
        for county in counties:
            _carry_forward(county, batch.year)
        batch.state, batch.counts = BatchState.MERGED, counts_of(batch)
        batch.merged_by_name, batch.merged_at = by.name, timezone.now()
        batch.operation = record_operation(
            kind=OperationKind.IMPORT,
            act=merging,
            household=None,
            village_code=batch.region_code,
            year=batch.year,
            reason=batch.file_name,
            households=batch.staged.filter(merged=True).count(),
            by=by,
        )
        batch.save(update_fields=["state", "counts", "merged_by_name", "merged_at", "operation"])
    return batch


def _load(name: str, rows: Rows) -> None:
    """Copy rows into a temporary table shaped like the register's."""
    table, register = sql.Identifier(f"entering_{name}"), sql.Identifier(f"registry_{name}")
    create = "CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {}, t.* FROM {} t WITH NO DATA"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(table))
        cursor.execute(sql.SQL(create).format(table, sql.SQL(TABLES[name]), register))
        copy_rows(f"entering_{name}", rows)
        cursor.execute(sql.SQL("ANALYZE {}").format(table))


def _refuse_registered() -> None:
    (found,) = rows_of(SQL / "entering" / "registered_meanwhile.sql")
    if found["persons"]:
        raise Refused(_("校验之后有 %d 人已在别处登记，没有合并；请重新校验") % found["persons"])


def _counties() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT village_code / %(size)s * %(size)s FROM ("
            "SELECT village_code FROM entering_household UNION SELECT village_code FROM entering_closing) AS places",
            {"size": COUNTY_CODES},
        )
        return [county for (county,) in cursor.fetchall()]


def _carry_forward(county: int, year: int) -> None:
    for step in CARRYING:
        run_sql(SQL / f"{step}.sql", first=county, last=county + COUNTY_CODES - 1, year=year, statuses=CARRIED_STATUSES)
