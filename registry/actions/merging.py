"""The merge of a workbook: set-based, in one transaction and one act, or not at all.

It goes piece by piece, some thousand households at a time, so that the rows of the next piece are made ready while the
database writes this one, and memory does not grow with the file.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from registry.accounts.models import User
from registry.audit.acts import act
from registry.choices import BatchState, OperationKind, RowVerdict
from registry.copying import Rows, copy_rows
from registry.models import Batch, Fault
from registry.refusal import Refused, refuse_if
from registry.sqlfile import rows_of, run_sql

from .batches import counts_of, demand_kind, year_problems
from .clearing import clear_emptied
from .locking import hold_year
from .operations import record_operation

SQL = Path(__file__).parent / "sql"
# Temporary table → what it has beside the columns of the register's table of that name. `member` is the row in 成员.
TABLES = {
    "household": "false AS is_new",
    "statement": "0 AS changed",
    "survey": "0 AS changed",
    "person": "0 AS member, false AS is_new, false AS touched",
    "membership": "0 AS member, 0::bigint AS seen_household, 0::bigint AS ends",
    "memberyear": "0 AS member",
    "cleared": "member int, part text, name text",
}
# Of what the planner has to know the spread: whether a piece is all new, or all there already.
SPREAD = {"household": ("id", "is_new"), "person": ("id", "is_new"), "membership": ("id", "ends")}
CLEARED = "cleared"  # what is to be emptied, shaped like no table of the register
# Heads step down before new members come in and others step up: a household has at most one head at any time.
STEPS = (
    "insert_households",
    "update_households",
    "insert_persons",
    "update_persons",
    "end_memberships",
    "demote_heads",
    "insert_memberships",
    "update_relations",
    "write_member_years",
    "write_statements",
    "write_surveys",
    "reopen_collections",
    "mark_staged",
)


@transaction.atomic
def merge_batch(*, batch_id: UUID, pieces: Iterable[Mapping[str, Rows]], by: User) -> Batch:
    """Write what was staged of households, as `take_in` does.

    A household that somebody changed since the check is refused; where all or nothing was chosen, the whole merge is.
    """
    return take_in(batch_id=batch_id, write=lambda batch: _write(batch, pieces, by), by=by)


@transaction.atomic
def take_in(*, batch_id: UUID, write: Callable[[Batch], None], by: User) -> Batch:
    """Let `write` bring a batch into the register, as one operation that may be undone.

    A batch that is no longer to be merged is left as it is, so a second run does nothing.
    """
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    if batch.state != BatchState.MERGING:
        return batch
    demand_kind(by, batch.kind, batch.region_code)
    hold_year(batch.region_code)
    refuse_if(year_problems(batch))
    with act("batch.merge", by=by, target=batch, batch=batch.pk) as merging:
        write(batch)
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


def _write(batch: Batch, pieces: Iterable[Mapping[str, Rows]], by: User) -> None:
    """Write all pieces, or, where a household of them is stale and all or nothing was chosen, refuse them all."""
    run_sql(SQL / "lock_staged_households.sql", batch=batch.pk)
    _check_at_once()
    _lay_tables()
    stale: list[int] = []
    for tables in pieces:
        _fill_tables(tables)
        stale += _take_out_stale()
        if stale and not batch.only_good:
            continue  # only to count the others
        if batch.clears:
            clear_emptied(batch.year)
        for step in STEPS:
            run_sql(SQL / f"{step}.sql", year=batch.year, batch=batch.pk, today=timezone.localdate(), by=by.pk)
    if stale and not batch.only_good:
        raise Refused(_("校验之后有 %d 户被人改动，没有合并；请重新校验") % len(stale))
    if stale:
        _refuse_stale(batch, stale)


def _check_at_once() -> None:
    """Foreign keys are checked with each piece, while the next one is made ready, and not all of them at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _lay_tables() -> None:
    """Temporary tables shaped like the register's."""
    like_register = "CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT 0 AS staged, {}, t.* FROM {} t WITH NO DATA"
    with connection.cursor() as cursor:
        for name, own in TABLES.items():
            create = like_register if name != CLEARED else "CREATE TEMP TABLE {} (staged int, {}) ON COMMIT DROP"
            table, register = sql.Identifier(f"merging_{name}"), sql.Identifier(f"registry_{name}")
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(table))
            cursor.execute(sql.SQL(create).format(table, sql.SQL(own), register))


def _fill_tables(tables: Mapping[str, Rows]) -> None:
    """Copy rows into the temporary tables, in place of those of the piece before."""
    with connection.cursor() as cursor:
        for name, rows in tables.items():
            table = sql.Identifier(f"merging_{name}")
            cursor.execute(sql.SQL("TRUNCATE {}").format(table))
            copy_rows(f"merging_{name}", rows)
            if name in SPREAD:
                columns = sql.SQL(", ").join(map(sql.Identifier, SPREAD[name]))
                cursor.execute(sql.SQL("ANALYZE {} ({})").format(table, columns))


def _take_out_stale() -> list[int]:
    """Take households out that are not as they were when the file was checked; returns their numbers."""
    stale = [row["staged"] for row in rows_of(SQL / "stale_households.sql")]
    if stale:
        with connection.cursor() as cursor:
            for name in TABLES:
                table = sql.Identifier(f"merging_{name}")
                cursor.execute(sql.SQL("DELETE FROM {} WHERE staged = ANY (%s)").format(table), [stale])
    return stale


def _refuse_stale(batch: Batch, stale: list[int]) -> None:
    """Say of stale households that they were not taken."""
    message = _("校验之后有人改动了这一户或登记了其成员，请重新校验")
    batch.errors_sealed = None  # made again, with these
    batch.save(update_fields=["errors_sealed"])
    staged = batch.staged.filter(number__in=stale)
    staged.update(verdict=RowVerdict.REFUSED, changes=0)
    Fault.objects.bulk_create(
        Fault(batch=batch, staged_number=row.number, sheet="农户", code="stale", message=message)
        for row in staged.only("number")
    )
