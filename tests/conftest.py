"""What all tests share. The database is real and made by the migrations; tests log in as the owner of its tables."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from registry.accounts.models import User

from .cast import Cast, call_cast
from .factories import Tree, plant_tree

BROWSER_TESTS = Path(__file__).parent / "browser"


@pytest.fixture
def as_application(db: None) -> Iterator[None]:
    """Run the test with the rights of the application's role; the owner is back before anything is flushed."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.APP_DATABASE_ROLE}"')
    yield
    if not connection.in_atomic_block:  # otherwise the rollback of the test takes the role back, even after an error
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its journeys are left out only where somebody asked for it."""
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
            if os.environ.get("JINGZHUN_NO_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="JINGZHUN_NO_BROWSER is set"))


@pytest.fixture
def tree(db: None) -> Tree:
    """The regions of tests/factories/places.py."""
    return plant_tree()


@pytest.fixture
def cast(tree: Tree) -> Cast:
    """Everybody of tests/cast.py."""
    return call_cast(tree)


@pytest.fixture
def signed_in_as() -> Callable[[User], Client]:
    """A browser in which somebody has logged in: `signed_in_as(cast.county_clerk).get(…)`."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser
