"""Rows in by COPY; for large populations indexes, foreign keys and triggers are laid aside and made again after it."""

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection

from .columns import COLUMNS

# Per session, for building indexes and checking foreign keys of millions of rows.
ROOM = {"maintenance_work_mem": "1GB", "work_mem": "256MB", "max_parallel_maintenance_workers": "2"}
PIECE = 2**20  # bytes handed on at a time
SAMPLE = 30  # default_statistics_target of the first ANALYZE; autovacuum comes by with the usual one later

# Everything of these tables but primary keys and checks, with the statement that makes it again. Unique constraints
# come with their index, so that those indexes are not listed twice.
LAID_ASIDE = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', relname, conname),
       format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', relname, conname, pg_get_constraintdef(c.oid)),
       contype = 'f'
FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid
WHERE contype IN ('f', 'u') AND relname = ANY(%(tables)s) AND relnamespace = 'public'::regnamespace
UNION ALL
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid), false
FROM pg_index x JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid
WHERE t.relname = ANY(%(tables)s) AND t.relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x'))
ORDER BY 3, 2
"""
FREEZING = ("registry_closing", "registry_memberyear", "registry_statement", "registry_survey")


def copy_in(table: str, text: bytes) -> None:
    """COPY one piece of text into `table`."""
    columns = ", ".join(f'"{column}"' for column in COLUMNS[table])
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', io.BytesIO(text), size=PIECE)


@contextmanager
def bare_tables(tables: Collection[str]) -> Iterator[list[str]]:
    """Take indexes, unique constraints, foreign keys and triggers off `tables`.

    Yields the statements that make them again; they run on leaving, unless an error rolls everything back. Needs the
    owner's role and a transaction, which keeps everybody else from the tables until it ends. With the triggers go the
    events: the act that surrounds the load is then all the history these rows have.
    """
    with connection.cursor() as cursor:
        _check_now()
        for name, value in ROOM.items():
            cursor.execute(f"SET LOCAL {name} = %s", [value])
        cursor.execute(LAID_ASIDE, {"tables": list(tables)})
        found = cursor.fetchall()
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        # Foreign keys first: they hang on unique constraints of other tables.
        for drop, _, _ in sorted(found, key=lambda row: not row[2]):
            cursor.execute(drop)
    again = [make for _, make, _ in found]
    yield again
    with connection.cursor() as cursor:
        for make in again:
            cursor.execute(make)
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _check_now() -> None:
    """Check what foreign keys have waited for: until then the tables they tie cannot be altered."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def thawed() -> Iterator[None]:
    """Let rows into frozen years: a population is added to a province whose earlier years are closed."""
    with connection.cursor() as cursor:
        _check_now()
        for table in FREEZING:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER frozen_year_insert')
        yield
        _check_now()
        for table in FREEZING:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER frozen_year_insert')


def analyze(tables: Collection[str]) -> None:
    """Let the planner know what came."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL default_statistics_target = %s", [SAMPLE])
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
        cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")


def reserve(table: str, count: int) -> int:
    """The first of `count` ids in a row that the application will never give to another row of `table`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        while True:
            cursor.execute(
                "SELECT min(id), max(id) FROM (SELECT nextval(%s) AS id FROM generate_series(1, %s)) AS drawn",
                [sequence, count],
            )
            first, last = cursor.fetchone()
            # Somebody else may draw ids at the same time; then these are not in a row.
            if last - first + 1 == count:
                return int(first)
