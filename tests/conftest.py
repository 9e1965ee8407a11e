"""What all tests share. The database is real and made by the migrations; tests log in as the owner of its tables."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def as_application(db: None) -> Iterator[None]:
    """Run the test with the rights of the application's role; the owner is back before anything is flushed."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.APP_DATABASE_ROLE}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
