"""COPY into a table: how set-based writes bring their rows to the database."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import connection
from psycopg2 import sql

STREAM_BYTES, STREAM_ROWS = 2**20, 200


@dataclass(frozen=True)
class Rows:
    """Rows for a table; bytes and lists have been through `in_copy`. None and empty texts become NULL, but empty texts
    stay empty in the columns `never_null`. What is `written` of them goes over first."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    never_null: Sequence[str] = ()
    written: bytes = b""

    def write(self) -> "Rows":
        """The same in the words of COPY, all in memory: work that need not wait for the database."""
        return replace(self, rows=(), written=_in_words(self.rows))


def in_copy(value: bytes | list[str]) -> str:
    """Bytes and lists of words as COPY reads them."""
    return "\\x" + value.hex() if isinstance(value, bytes) else "{" + ",".join(value) + "}"


def fresh_ids(table: str, count: int) -> Iterator[int]:
    """Ids for rows of a table that are yet to be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(sequence) FROM CAST(pg_get_serial_sequence(%s, 'id') AS regclass) AS sequence,"
            " generate_series(1, %s)",
            [table, count],
        )
        return iter([row[0] for row in cursor.fetchall()])


def copy_rows(table: str, rows: Rows) -> None:
    """Append rows to a table."""
    columns, never_null = (sql.SQL(", ").join(map(sql.Identifier, names)) for names in (rows.columns, rows.never_null))
    options = (
        sql.SQL("FORMAT csv, FORCE_NOT_NULL ({})").format(never_null) if rows.never_null else sql.SQL("FORMAT csv")
    )
    with connection.cursor() as cursor:
        copy = sql.SQL("COPY {} ({}) FROM STDIN ({})").format(sql.Identifier(table), columns, options)
        cursor.copy_expert(copy.as_string(cursor.cursor), _Stream(rows), STREAM_BYTES)


def _in_words(rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


class _Stream:
    """Rows as a file that is never whole in memory."""

    def __init__(self, rows: Rows) -> None:
        self.rows = iter(rows.rows)
        self.ready = rows.written

    def read(self, size: int) -> bytes:
        while len(self.ready) < size and (chunk := list(islice(self.rows, STREAM_ROWS))):
            self.ready += _in_words(chunk)
        given, self.ready = self.ready[:size], self.ready[size:]
        return given
