"""The seal of a part: whatever is written to the facts breaks it, and nothing else; a broken one proves nothing."""

from collections.abc import Iterable

import pytest
from django.db import connection, transaction

from registry.accounts.scope import SYSTEM
from registry.adjustment import applying
from registry.adjustment.computing import basis_of
from registry.adjustment.sealing import seal_of
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Closing, Part, Run
from registry.parameters.models import PovertyLine

from .conftest import Loading
from .worlds import Row, approve, home, rehearse, start

COUNTY, REST = (433124000000, 433124999999), (433125000000, 439999999999)
CAMPAIGN: Row = {"areas": "43"}
NEIGHBOUR = "433125100200"
ALL = ("household", "membership", "person", "memberyear", "statement", "survey", "decision", "closing", "campaign")


def seal(run: Run, span: tuple[int, int] = COUNTY) -> str:
    return seal_of(basis_of(run), Part(run=run, number=1, first=span[0], last=span[1]))


def write(*statements: str) -> None:
    with transaction.atomic(), act("test.setup", by=SYSTEM), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def whole(**more: Iterable[Row]) -> dict[str, Iterable[Row]]:
    """One household with a row in every table that is read."""
    return {**home(), "decisions": [{"kind": "exit"}], "campaigns": [CAMPAIGN], **more}


@pytest.mark.parametrize("table", ALL)
def test_whoever_writes_a_row_that_is_read_breaks_the_seal_of_its_part_alone(loaded: Loading, table: str) -> None:
    run = loaded(**whole())
    before, elsewhere = seal(run), seal(run, REST)
    assert before == seal(run)
    write(f"UPDATE registry_{table} SET id = id")
    assert seal(run) != before
    assert (seal(run, REST) == elsewhere) is (table != "campaign")


def test_a_row_that_comes_or_goes_breaks_it(loaded: Loading) -> None:
    run = loaded(**whole())
    seals = [seal(run)]
    write("DELETE FROM registry_statement")
    seals.append(seal(run))
    write(
        "INSERT INTO registry_campaign (name, opens, closes, allows, areas, source) "
        "SELECT name, opens, closes, allows, areas, source FROM registry_campaign"
    )
    seals.append(seal(run))
    assert len(set(seals)) == len(seals)


def test_what_is_not_of_the_year_leaves_it_whole(loaded: Loading) -> None:
    files = whole()
    files["statements"] = [*files["statements"], {"year": 2015}]
    files["households"] = [*files["households"], {"household": 2, "status": "candidate", "village": NEIGHBOUR}]
    run = loaded(**files)
    before = seal(run)
    write(
        "UPDATE registry_statement SET wage = 1 WHERE year = 2015",
        "UPDATE registry_household SET id = id WHERE id = 2",
    )
    assert seal(run) == before


def test_the_membership_elsewhere_of_somebody_who_left_belongs_to_it(loaded: Loading) -> None:
    files = whole(persons=[{}, {"person": 2}])
    files["households"] = [*files["households"], {"household": 2, "village": NEIGHBOUR}]
    files["memberships"] = [
        {},
        {"membership": 2, "person": 2, "counted_until": 2016, "kind_out": "natural", "left_on": "2016-05-01"},
        {"membership": 3, "person": 2, "household": 2, "counted_from": 2016, "joined_on": "2016-05-01"},
    ]
    run = loaded(**files)
    before = seal(run)
    write("UPDATE registry_membership SET id = id WHERE id = 3")
    assert seal(run) != before


def test_last_years_row_of_a_household_that_came_belongs_to_it(loaded: Loading) -> None:
    files = whole(previous_closings=[{"village": NEIGHBOUR}])
    run = loaded(**files)
    before = seal(run)
    write("UPDATE registry_closing SET id = id")
    assert seal(run) != before


def test_another_line_breaks_it(loaded: Loading) -> None:
    run = loaded(**whole())
    before = seal(run)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        PovertyLine.objects.update(amount=3000)
    assert seal(run) != before


def test_an_unbroken_seal_spares_the_computing(loaded: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    run = loaded(**whole())
    rehearse(run)
    approve(run)
    monkeypatch.setattr(applying, "computed", None)  # whoever computes fails
    start(run)
    assert run.state == RunState.FINISHED


def test_a_broken_seal_refuses_nothing_that_is_as_approved(loaded: Loading) -> None:
    run = loaded(**whole())
    rehearse(run)
    approve(run)
    write("UPDATE registry_survey SET food = false", "UPDATE registry_survey SET food = true")
    start(run)
    assert run.state == RunState.FINISHED
    assert Closing.objects.get(year=2016).food == "met"
