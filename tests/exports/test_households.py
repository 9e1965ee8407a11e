"""The list of households as a file: exactly as listed."""

import pytest

from .conftest import Desk

pytestmark = pytest.mark.django_db


def test_the_file_has_the_rows_and_columns_of_the_page(desk: Desk, village: list[int]) -> None:
    head, *rows = desk.sheet("households")
    page = desk.client.get("/households/")
    assert head == ["户主", *(str(column.label) for column in page.context["columns"])]
    assert [row[:3] for row in rows] == [
        [line.row.head.person.name, line.household.pk, f"···· {line.row.head.person.id_last4}"]
        for line, _cells in page.context["lines"]
    ]
