"""A frozen year is read-only in the database: for models, bulk writes, raw SQL and COPY, and nobody thaws it."""

import io
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from registry.accounts.scope import SYSTEM
from registry.actions.runs import freeze_run
from registry.audit.acts import act
from registry.models import Closing, MemberYear, Run, Statement, Survey

from .conftest import Loading
from .worlds import close_year, home

YEARLY = (Closing, MemberYear, Statement, Survey)


@pytest.fixture
def finished(loaded: Loading) -> Run:
    """A finished 2016 of household 1, with rows of both years; household 2, a candidate, has a survey of 2017 only."""
    files = home()
    for name in ("member_years", "statements", "surveys"):
        files[name] = [*files[name], {**files[name][0], "year": 2017}]
    files["households"] = [{"household": 1}, {"household": 2, "status": "candidate"}]
    files["surveys"].append({"household": 2, "year": 2017})
    run = loaded(**files)
    close_year(run)
    return run


@pytest.fixture
def frozen(finished: Run) -> Run:
    freeze_run(run_id=finished.pk, version=finished.version, by=SYSTEM)
    finished.refresh_from_db()
    return finished


def write(change: Callable[[], Any]) -> None:
    with transaction.atomic(), act("test.write", by=SYSTEM):
        change()


def copy_statement(year: int) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(
            "COPY registry_statement (household_id, year, village_code, excluded_note, version) FROM STDIN",
            io.StringIO(f"2\t{year}\t433124100201\t\t1\n"),
        )


WRITES: list[tuple[str, Callable[[int], Any]]] = [
    ("an update", lambda year: Statement.objects.filter(year=year).update(wage=1)),
    ("a deletion", lambda year: MemberYear.objects.filter(year=year).delete()),
    ("raw SQL", lambda year: raw(f"UPDATE registry_survey SET food = false WHERE year = {year}")),
    ("a row moved into the year", lambda year: Survey.objects.filter(household=2).update(year=year)),
    ("a row added", lambda year: Statement.objects.create(household_id=2, year=year, village_code=433124100200)),
]


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", [row[1] for row in WRITES], ids=[row[0] for row in WRITES])
def test_rows_of_a_finished_year_can_be_written_until_it_is_frozen(finished: Run, change: Callable[[int], Any]) -> None:
    write(lambda: change(2016))


@pytest.mark.parametrize("change", [row[1] for row in WRITES], ids=[row[0] for row in WRITES])
def test_rows_of_a_frozen_year_cannot_be_written(frozen: Run, change: Callable[[int], Any]) -> None:
    with pytest.raises(DatabaseError, match="the year 2016 is frozen"):
        write(lambda: change(2016))


@pytest.mark.parametrize("change", [row[1] for row in WRITES], ids=[row[0] for row in WRITES])
def test_rows_of_the_next_year_are_as_free_as_before(frozen: Run, change: Callable[[int], Any]) -> None:
    write(lambda: change(2017))


def test_closing_rows_of_a_frozen_year_cannot_be_written(frozen: Run) -> None:
    for change in (
        lambda: Closing.objects.filter(year=2016).update(members_closing=9),
        lambda: Closing.objects.filter(year=2016).delete(),
    ):
        with pytest.raises(DatabaseError, match="the year 2016 is frozen"):
            write(change)


def test_copy_is_no_way_round(frozen: Run) -> None:
    with pytest.raises(psycopg2.DatabaseError, match="the year 2016 is frozen"):
        write(lambda: copy_statement(2016))


def test_another_provinces_year_stays_open(frozen: Run) -> None:
    write(lambda: Statement.objects.filter(year=2017).update(household_id=1, village_code=520628100200))
    write(lambda: Statement.objects.filter(year=2017).update(wage=1))


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "ALTER TABLE registry_statement DISABLE TRIGGER ALL",
        "ALTER TABLE registry_statement DISABLE TRIGGER frozen_year_update",
        "DROP TRIGGER frozen_year_update ON registry_statement",
        "TRUNCATE registry_statement",
    ],
)
def test_from_a_shell_with_the_applications_password_nobody_gets_round_the_triggers(
    frozen: Run, as_application: None, statement: str
) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        raw(statement)


def test_from_a_shell_a_frozen_year_is_not_written_even_under_an_act(frozen: Run, as_application: None) -> None:
    with pytest.raises(DatabaseError, match="the year 2016 is frozen"):
        write(lambda: raw("UPDATE registry_statement SET wage = 1 WHERE year = 2016"))


@pytest.mark.parametrize("change", [lambda run: run.update(state="finished"), lambda run: run.delete()])
def test_nobody_thaws_a_year(frozen: Run, change: Callable[[Any], Any]) -> None:
    with pytest.raises(DatabaseError, match="the year 2016 is frozen"):
        write(lambda: change(Run.objects.filter(pk=frozen.pk)))


def test_closing_rows_are_written_inside_an_act_only(finished: Run) -> None:
    with pytest.raises(DatabaseError, match="outside an act"), transaction.atomic():
        Closing.objects.update(members_closing=9)


@pytest.mark.django_db
def test_every_yearly_table_has_its_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'frozen_year_%%' GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert found == {model._meta.db_table: 3 for model in YEARLY}
