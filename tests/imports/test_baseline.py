"""首次建库: a county in the national layout, with its past years."""

import pytest

from registry.choices import BatchKind, BatchState
from registry.models import Batch, Closing, Household
from registry.seed.national import make_national_workbook
from registry.seed.plans import Plan

from tests.cast import Cast
from tests.factories import closed_run

from .conftest import Desk

pytestmark = pytest.mark.django_db
PLAN = Plan(households=40, seed=5)


@pytest.fixture
def county(cast: Cast) -> Desk:
    """The county clerk's, where the province has closed 2013 to 2015."""
    for year in (2013, 2014, 2015):
        closed_run(year, baseline=year == 2013)
    return Desk(cast.county_clerk, 433124000000, BatchKind.BASELINE)


def test_a_county_comes_in(county: Desk) -> None:
    batch = county.upload(make_national_workbook(PLAN))
    print(batch.problem)
    for fault in batch.faults.all()[:40]:
        print(fault.warning, fault.sheet, fault.row, fault.column, fault.code, fault.message)
    print(batch.counts, batch.rows, batch.report)
    assert batch.state == BatchState.CHECKED
    from registry.imports.kinds.baseline import merge
    from django.db import transaction

    batch.state = "merging"
    batch.save()
    merge(batch, county.clerk)
    batch = Batch.objects.get()
    print(batch.problem)
    assert batch.state == BatchState.MERGED
    assert Closing.objects.count() > 60
