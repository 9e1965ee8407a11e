"""Odd workbooks that are what they should be come in whole, every row counted by somebody else as well."""

import pytest

from registry.models import Household, Statement, Survey

from .conftest import Desk, faults, verdicts
from .second_reader import rows_of_data
from .taken import TAKEN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_write_and_mean_well_is_taken(desk: Desk, name: str) -> None:
    data = TAKEN[name].make()
    batch = desk.upload(data)
    assert (batch.problem, faults(batch), verdicts(batch)) == ("", [], {"1": "new"})
    assert batch.counts["new"]["rows"] == batch.rows == rows_of_data(data)
    desk.merge(batch)
    written = {
        "household": Household.objects.get(),
        "statement": Statement.objects.get(),
        "survey": Survey.objects.get(),
    }
    for field, value in TAKEN[name].wanted.items():
        model, column = field.split(".")
        assert str(getattr(written[model], column)) == str(value)
