"""The register as it stood at the cut of a run that was applied since: temporary tables in front of the real ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, models

from registry.models import Decision, Household, Membership, MemberYear, Person, Statement, Survey

MODELS: tuple[type[models.Model], ...] = (Household, Person, Membership, MemberYear, Statement, Survey, Decision)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside the block the tables of `MODELS` hold what they held at `moment`, for this session alone.

    PostgreSQL looks for a table among the temporary ones first, so that the statements of the exchange need not know.
    Needs a transaction.
    """
    with connection.cursor() as cursor:
        for model in MODELS:
            _stand(model, moment)
        yield
        for model in MODELS:
            cursor.execute(f"DROP TABLE pg_temp.{model._meta.db_table}")


def _stand(model: type[models.Model], moment: datetime) -> None:
    """Each row as the last act up to the moment left it; a row without any event stands as it came.

    Whatever came in large loads has none, until its first change keeps what stood there, as an event without an act
    (migration 0012).
    """
    table = model._meta.db_table
    names = [connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields]
    columns, event_columns = ", ".join(names), ", ".join(f"e.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE TEMP TABLE {table} AS
            SELECT {columns} FROM (
                SELECT DISTINCT ON (e.pgh_obj_id) {event_columns}, e.pgh_label
                FROM {table}event e LEFT JOIN audit_act a ON a.id = e.pgh_context_id
                WHERE a.id IS NULL OR a.at <= %s
                ORDER BY e.pgh_obj_id, a.at DESC NULLS LAST, e.pgh_id DESC
            ) AS stood
            WHERE pgh_label <> 'delete'
            UNION ALL
            SELECT {columns} FROM public.{table} came
            WHERE NOT EXISTS (SELECT FROM {table}event e WHERE e.pgh_obj_id = came.id)
            """,  # noqa: S608 names of our own tables and columns
            [moment],
        )
        cursor.execute(f"ALTER TABLE pg_temp.{table} ADD PRIMARY KEY (id)")
        cursor.execute(f"ANALYZE pg_temp.{table}")
