"""The exchange format: what is loaded is what is dumped, and no name or ID number is among it."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from registry import cipher
from registry.adjustment.exchange import dump, load
from registry.models import Household, Person
from registry.parameters.models import PovertyLine
from registry.rules.identity import UNISSUED_AREA, read_id
from tests.factories import HouseholdFactory
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .worlds import COLUMNS, YEAR, Case, case_of, close_year, home, load_case, rehearse, write_case

pytestmark = pytest.mark.django_db


def read_input(directory: Path) -> Case:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (directory / "in").glob("*.csv")}
    return {stem: list(csv.DictReader(text.splitlines())) for stem, text in texts.items()}


def test_an_outsider_computes_the_same_from_the_dump_as_from_what_was_loaded(tmp_path: Path) -> None:
    case = make_case(7, 400)
    run = load_case(case, tmp_path)
    rehearse(run)
    dump(run, tmp_path / "dump")
    dumped = read_input(tmp_path / "dump")
    assert {name: list(rows[0]) for name, rows in dumped.items() if rows} == {
        name: list(columns) for name, columns in COLUMNS.items() if dumped[name]
    }
    assert differences(exchange.run(dumped, "43", YEAR), exchange.run(case, "43", YEAR)) == []


def test_rows_come_out_as_they_went_in(tmp_path: Path) -> None:
    case = make_case(8, 200)
    run = load_case(case, tmp_path)
    rehearse(run)
    dump(run, tmp_path / "dump")
    dumped = read_input(tmp_path / "dump")
    for name, key in (("households", "household"), ("persons", "person"), ("previous_closings", "household")):
        given = {row[key]: row for row in case[name]}
        assert {row[key]: row for row in dumped[name]}.items() <= given.items()
        assert len(dumped[name]) > 100


def test_after_the_run_the_input_is_that_of_the_cut(tmp_path: Path) -> None:
    run = load_case(make_case(9, 300), tmp_path)
    rehearse(run)
    dump(run, tmp_path / "before")
    before = read_input(tmp_path / "before")
    close_year(run)
    dump(run, tmp_path / "after")
    assert read_input(tmp_path / "after") == before
    assert {row["state"] for row in before["decisions"]} >= {"approved", "proposed"}


def test_an_empty_cell_is_none_in_quotes_as_well(tmp_path: Path) -> None:
    write_case(case_of(**home()), tmp_path)
    file = tmp_path / "in" / "parameters.csv"
    file.write_text('year,province,name,value\n"","",line_nbs,2952\n', encoding="utf-8")
    load(tmp_path)
    assert PovertyLine.objects.get(year=YEAR).province_code is None


def test_loaded_people_have_invented_names_and_numbers_of_the_unissued_area(tmp_path: Path) -> None:
    load_case(case_of(**home()), tmp_path)
    person = Person.objects.get()
    assert person.id_sealed is not None
    reading = read_id(cipher.unseal(person.id_sealed), "citizen", today=timezone.localdate())
    assert reading.number.startswith(UNISSUED_AREA)
    assert (reading.born, reading.sex) == (person.born, person.sex)


def test_numbers_given_later_do_not_collide_with_loaded_ones(tmp_path: Path) -> None:
    load_case(case_of(households=[{"household": 1_000_000_007, "status": "candidate"}]), tmp_path)
    village = Household.objects.get().village
    assert HouseholdFactory(village=village).pk == 1_000_000_008


def test_without_opening_rows_the_year_must_be_said(tmp_path: Path) -> None:
    write_case(case_of(households=[{"status": "candidate"}]), tmp_path)
    with pytest.raises(ValueError, match="say which year"):
        load(tmp_path)
    assert load(tmp_path, year=2016) == 2016
