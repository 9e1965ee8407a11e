"""Whatever the description allows may be asked, and nothing ends in a fault of the server."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from config.wsgi import application
from registry.accounts.actions.tokens import make_token
from tests.cast import Cast
from tests.factories import Tree, closed_run, enter_year, household_of
from tests.matrix import ROWS

EXAMPLES, SERVER_FAULT = 15, 500
DESCRIBED = {name for name in ROWS if name.startswith("api:")} - {"api:docs", "api:schema"}
Described = tuple[list[Any], dict[str, str]]


@pytest.fixture
def open_connection() -> Iterator[None]:
    """The test's own connection, which stands in a transaction, is not closed after a request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(open_connection: None, tree: Tree, cast: Cast) -> Described:
    """Every operation of the description, with a household and a year to ask about, and a clerk's token."""
    closed_run(2015)
    enter_year(household_of(3, village=tree.village))
    bearer = {"Authorization": f"Bearer {make_token(name='对接', by=cast.county_clerk)}"}
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application, headers=bearer)
    return [_operation(found) for found in schema.get_all_operations()], bearer


def _operation(found: Any) -> Any:
    """What is described; fails where the description is not valid."""
    return found.ok()


def test_every_endpoint_stands_in_the_description(described: Described) -> None:
    operations, _bearer = described
    assert len({operation.path for operation in operations}) == len(DESCRIBED)


def test_nothing_that_is_asked_ends_in_a_fault(described: Described) -> None:
    operations, bearer = described
    faults: list[str] = []
    for operation in operations:

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            answer = case.call(headers=bearer)
            if answer.status_code >= SERVER_FAULT:
                faults.append(case.as_curl_command())

        ask()
    assert faults == []
