"""From an uploaded file to rows of the register."""

import pytest

from registry.models import Household, Membership

from .conftest import Desk, faults, verdicts
from .workbooks import workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_household_comes_in_as_a_candidate(desk: Desk) -> None:
    batch = desk.upload(workbook())
    assert batch.problem == ""
    assert faults(batch) == []
    assert verdicts(batch) == {"1": "new"}
    batch = desk.merge(batch)
    assert (batch.problem, batch.state) == ("", "merged")
    household = Household.objects.get()
    assert household.status == "candidate"
    assert Membership.objects.count() == 2
