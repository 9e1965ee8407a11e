"""COPY into a table: how set-based writes bring their rows to the database."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from psycopg2 import sql

STREAM_BYTES, STREAM_ROWS = 2**20, 200


@dataclass(frozen=True)
class Rows:
    """Rows for a table; bytes and lists have been through `in_copy`. None and empty texts become NULL, but empty texts
    stay empty in the columns `never_null`."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    never_null: Sequence[str] = ()


def in_copy(value: bytes | list[str]) -> str:
    """Bytes and lists of words as COPY reads them."""
    return "\\x" + value.hex() if isinstance(value, bytes) else "{" + ",".join(value) + "}"


def copy_rows(table: str, rows: Rows) -> None:
    """Append rows to a table."""
    columns, never_null = (sql.SQL(", ").join(map(sql.Identifier, names)) for names in (rows.columns, rows.never_null))
    options = (
        sql.SQL("FORMAT csv, FORCE_NOT_NULL ({})").format(never_null) if rows.never_null else sql.SQL("FORMAT csv")
    )
    with connection.cursor() as cursor:
        copy = sql.SQL("COPY {} ({}) FROM STDIN ({})").format(sql.Identifier(table), columns, options)
        cursor.copy_expert(copy.as_string(cursor.cursor), _Stream(rows.rows), STREAM_BYTES)


class _Stream:
    """Rows as a file that is never whole in memory."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows = iter(rows)
        self.ready = b""

    def read(self, size: int) -> bytes:
        while len(self.ready) < size and (chunk := list(islice(self.rows, STREAM_ROWS))):
            out = io.StringIO()
            csv.writer(out).writerows(chunk)
            self.ready += out.getvalue().encode()
        given, self.ready = self.ready[:size], self.ready[size:]
        return given
