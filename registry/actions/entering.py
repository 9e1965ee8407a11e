"""A county comes in with its past years: set-based, in one transaction and one act, or not at all."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from registry.accounts.models import User
from registry.choices import REGISTERED, Status
from registry.copying import Rows, copy_rows
from registry.models import Batch
from registry.refusal import Refused
from registry.regions.spans import COUNTY_CODES
from registry.sqlfile import rows_of, run_sql

from .baselines import begin_baselines
from .merging import take_in

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
    """Write what was staged of a county with its years, as `take_in` does.

    What the file does not say of the open year is carried forward from its last one, as for everybody else.
    """
    return take_in(batch_id=batch_id, write=lambda batch: _write(batch, tables), by=by)


def _write(batch: Batch, tables: Mapping[str, Rows]) -> None:
    for name, rows in tables.items():
        _load(name, rows)
    _refuse_registered()
    counties = _counties()
    begin_baselines(counties, batch.year)
    for step in (*NUMBERING, *WRITING):
        run_sql(SQL / "entering" / f"{step}.sql", batch=batch.pk, today=timezone.localdate())
    for county in counties:
        _carry_forward(county, batch.year)


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
