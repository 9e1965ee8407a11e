"""The baseline of §13.1: the opening rows of the first year, from the register as it was imported."""

import pytest
from django.db import transaction

from registry.accounts.scope import SYSTEM
from registry.actions.runs import open_run
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Balance, Closing, Decision, Doubt, Household, Run
from registry.parameters.models import PovertyLine
from registry.queries.years import open_year

from .conftest import Loading
from .worlds import PROVINCE, close_year, rehearse


@pytest.fixture
def baseline(loaded: Loading) -> Run:
    """A register without any run: a poor household of two, an exited one of one, a candidate, a removed one."""
    loaded(
        households=[
            {"household": 1},
            {"household": 2, "status": "exited", "attribute": "05"},
            {"household": 3, "status": "candidate"},
            {"household": 4, "status": "removed"},
        ],
        persons=[{"person": n} for n in (1, 2, 3, 4)],
        memberships=[{"membership": n, "person": n, "household": h} for n, h in ((1, 1), (2, 1), (3, 2), (4, 3))],
        statements=[{"household": 1, "wage": "1000"}],
    )
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.all().delete()
    return open_run(province_code=PROVINCE, year=2016, by=SYSTEM, baseline=True)


def test_it_writes_an_opening_row_for_whoever_is_registered_and_changes_nothing(baseline: Run) -> None:
    before = list(Household.objects.order_by("pk").values())
    close_year(baseline)
    assert baseline.state == RunState.FINISHED
    columns = ("household", "opening_status", "village_opening", "closing_status", "outcome", "members_closing")
    assert list(Closing.objects.filter(year=2016).order_by("household").values_list(*columns)) == [
        (1, "", None, "poor", "unchanged", 2),
        (2, "", None, "exited", "unchanged", 1),
    ]
    assert list(Household.objects.order_by("pk").values()) == before
    assert not Doubt.objects.exists()
    assert not Balance.objects.exists()


def test_what_is_known_of_the_year_stands_in_the_row(baseline: Run) -> None:
    close_year(baseline)
    row = Closing.objects.get(household=1, year=2016)
    assert [row.net_income, row.income_per_head] == [1000, 500]
    assert (row.income, row.food) == ("unmet", "unknown")


def test_after_it_the_next_year_is_open_and_opens_with_its_rows(baseline: Run) -> None:
    close_year(baseline)
    assert open_year(PROVINCE) == 2017
    following = open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    with transaction.atomic(), act("parameter.set", by=SYSTEM):
        PovertyLine.objects.update_or_create(year=2017, kind="nbs", defaults={"amount": 2952, "source": "统计年鉴"})
    rehearse(following)
    assert (following.state, following.problem) == (RunState.REHEARSED, [])
    line = Balance.objects.get(run=following, level=1, stock="registered", persons=True)
    assert (line.opening, line.closing, line.balances) == (3, 3, True)


def test_a_decision_of_its_year_contradicts_it(baseline: Run) -> None:
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Decision.objects.create(
            household_id=1,
            village_code=433124100200,
            year=2016,
            kind="exit",
            state="approved",
            reason="-",
            decided_on="2016-12-01",
        )
    rehearse(baseline)
    assert (baseline.state, baseline.problem) == (RunState.OPEN, [{"household_id": 1, "problem": "baseline"}])
