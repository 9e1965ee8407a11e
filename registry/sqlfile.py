"""Long set-based SQL lives in files, one statement each, with named parameters (`%(year)s`)."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection


@cache
def read_sql(path: Path) -> str:
    """The statement in `path`."""
    return path.read_text(encoding="utf-8")


def run_sql(path: Path, **parameters: Any) -> int:
    """Execute the statement in `path`; return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql(path), parameters)
        return int(cursor.rowcount)


def rows_of(path: Path, **parameters: Any) -> list[dict[str, Any]]:
    """The rows that the query in `path` returns, as dicts."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql(path), parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
