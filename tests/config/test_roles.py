"""Which database role a command, a test and the application run as."""

import os

import pytest
from django.conf import settings
from django.db import connection

import manage


def current_user() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone()
    return str(name)


@pytest.mark.parametrize(
    ("command", "role"), [("migrate", "owner"), ("seed", "owner"), ("shell", None), ("demo", "owner")]
)
def test_only_commands_that_change_the_schema_or_load_in_bulk_run_as_owner(
    command: str, role: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JINGZHUN_DB_ROLE")
    monkeypatch.setattr("sys.argv", ["manage.py", command])
    monkeypatch.setattr(manage, "execute_from_command_line", lambda _: None)
    manage.main()
    assert os.environ.get("JINGZHUN_DB_ROLE") == role


@pytest.mark.django_db
def test_tests_run_as_the_owner() -> None:
    assert current_user() == settings.DATABASES["default"]["USER"] != settings.APP_DATABASE_ROLE


def test_a_test_may_run_as_the_application(as_application: None) -> None:
    assert current_user() == settings.APP_DATABASE_ROLE
