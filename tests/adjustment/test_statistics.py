"""Plans must not be made from statistics that say a full table is empty."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.oracle.cases import make_case

from .worlds import load_case, rehearse


def rows_expected(table: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return float(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("as_application")
def test_the_application_has_a_table_analyzed_that_was_loaded_since(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE registry_membership")
        run = load_case(make_case(3, 1000), tmp_path)
        cursor.execute(f'SET ROLE "{settings.APP_DATABASE_ROLE}"')
    assert rows_expected("registry_membership") < 100
    rehearse(run)
    assert rows_expected("registry_membership") > 1000
