"""首次建库: a county in the national layout, with its past years."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from registry import cipher
from registry.accounts.scope import SYSTEM
from registry.actions.operations import undo_operation
from registry.actions.runs import open_run
from registry.audit.acts import act
from registry.choices import POOR_STOCK, BatchKind, BatchState, RunState, Stock
from registry.models import (
    Balance,
    Baseline,
    Closing,
    Household,
    Membership,
    MemberYear,
    Person,
    StagedHousehold,
    Statement,
    Survey,
)
from registry.queries.undoing import obstacles_to
from registry.refusal import Refused
from registry.seed.copying import copy_in, thawed
from registry.seed.national import make_national_workbook, national_streams
from registry.seed.plans import Plan
from registry.seed.writing import write
from tests.adjustment.worlds import PROVINCE, approve, close_year, rehearse, start
from tests.cast import Cast
from tests.factories import HouseholdFactory, RehearsalFactory, Tree, closed_run

from .conftest import Desk, somebody_acts

pytestmark = pytest.mark.django_db
# Households split off, closed, removed and relapsed; members that came and went in every way.
PLAN = Plan(households=220, seed=33)
SMALL = Plan(households=12, seed=5)


@pytest.fixture
def county(cast: Cast) -> Desk:
    """The county clerk's, where the province has closed 2013 to 2015."""
    for year in (2013, 2014, 2015):
        closed_run(year, baseline=year == 2013)
    return Desk(cast.county_clerk, 433124000000, BatchKind.BASELINE)


# What goes out comes in

SEALED = {"phone_sealed", "card_sealed", "id_sealed"}
# Ids and what says when a row was made; decisions and doubts, which the national layout has no columns for.
LEFT_OUT = {"id", "decision_id", "doubts", "split_from_id", "number_missing_since"}
TABLES = ("household", "person", "membership", "memberyear", "statement", "survey", "closing")


def register(keys: dict[int, str]) -> dict[str, list[str]]:
    """Every row of the register's tables, households by their key in the file and persons by their number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, encode(id_index, 'hex') FROM registry_person")
        persons = dict(cursor.fetchall())
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT * FROM registry_{table}")
            names = [column.name for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[table] = sorted(str(plain(row, table, keys, persons)) for row in rows)
    return found


def plain(row: dict[str, Any], table: str, keys: dict[int, str], persons: dict[int, str]) -> dict[str, Any]:
    own = keys[row["id"]] if table == "household" else keys.get(row.get("household_id", 0))
    split = keys.get(row.get("split_from_id") or 0)
    values = {name: value for name, value in row.items() if name not in LEFT_OUT and not name.endswith("_index")}
    values |= {name: cipher.unseal(row[name]) for name in SEALED & row.keys() if row[name]}
    person = persons.get(row.get("person_id", row["id"] if table == "person" else 0))
    if values.get("members_closing") == 0:  # the seed says that of nobody nothing is known, §13.2 that nobody lacks it
        values |= {"education": "", "medical": ""}
    return values | {"household_id": own, "person_id": person, "split_from": split}


@contextmanager
def loaded_by_copy() -> Iterator[dict[int, str]]:
    """The population of the plan straight in the tables, until the block ends; yields the keys of its households."""
    with transaction.atomic():
        with act("seed.load", by=SYSTEM), thawed():
            for stream in national_streams(PLAN):
                for table, text in write(stream).tables.items():
                    if table != "registry_decision":
                        copy_in(table, text)
        yield {number: str(number) for number in range(1, PLAN.households + 1)}
        transaction.set_rollback(True)


def test_what_goes_out_comes_in_row_by_row_in_every_table(county: Desk) -> None:
    with loaded_by_copy() as keys:
        expected = register(keys)
        assert Closing.objects.filter(split=True).exists()
        assert {"exited", "relapsed", "removed", "closed"} <= set(Closing.objects.values_list("outcome", flat=True))
    batch = county.bring_in(make_national_workbook(PLAN))
    assert (batch.state, batch.problem) == (BatchState.MERGED, "")
    keys = {pk: key for pk, key in StagedHousehold.objects.values_list("household_id_found", "key") if pk}
    found = register(keys)
    for table in TABLES:
        assert len(found[table]) == len(expected[table]), table
        different = [pair for pair in zip(found[table], expected[table], strict=True) if pair[0] != pair[1]]
        assert different[:1] == [], table


# The next year goes on from there


def test_the_open_year_is_rehearsed_applied_and_balances_from_the_stock_that_came_in(county: Desk) -> None:
    county.bring_in(make_national_workbook(PLAN))
    stock = Closing.objects.filter(year=2015, closing_status__in=POOR_STOCK)
    run = open_run(province_code=PROVINCE, year=2016, by=SYSTEM)
    rehearse(run)
    assert (run.state, run.problem) == (RunState.REHEARSED, [])
    approve(run)
    start(run)
    assert (run.state, run.problem) == (RunState.FINISHED, [])
    lines = Balance.objects.filter(run=run, rehearsed=False, level=1, stock=Stock.POOR)
    assert {line.balances for line in lines} == {True}
    opening = {line.persons: line.opening for line in lines}
    assert opening == {False: stock.count(), True: stock.aggregate(n=Sum("members_closing"))["n"]}
    assert not Balance.objects.filter(run=run, balances=False).exists()


# Undoing


def test_undoing_leaves_nothing_and_the_county_may_begin_anew(county: Desk) -> None:
    batch = county.bring_in(make_national_workbook(PLAN))
    assert Baseline.objects.get().year == 2016
    assert Household.objects.filter(split_from__isnull=False).exists()
    undo_operation(operation_id=batch.operation_id or 0, by=county.clerk)
    for model in (Household, Person, Membership, MemberYear, Statement, Survey, Closing, Baseline):
        assert not model._default_manager.exists(), model
    assert county.bring_in(make_national_workbook(SMALL)).state == BatchState.MERGED


def test_what_was_built_on_keeps_it_from_being_undone(county: Desk) -> None:
    batch = county.bring_in(make_national_workbook(SMALL))
    with somebody_acts():
        Survey.objects.filter(year=2016).update(food=False)
    with pytest.raises(Refused):
        undo_operation(operation_id=batch.operation_id or 0, by=county.clerk)


# Who may, and when


def close_a_year(tree: Tree) -> None:
    """A household of the county has a closing row, whatever made it."""
    row = RehearsalFactory.build(household=HouseholdFactory(village=tree.village), year=2016)
    columns = [column.attname for column in Closing._meta.concrete_fields if not column.primary_key]
    with somebody_acts():
        Closing.objects.create(**{name: getattr(row, name) for name in columns})


def test_a_county_with_closing_rows_of_its_own_does_not_come_in_again(county: Desk, tree: Tree) -> None:
    close_a_year(tree)
    batch = county.upload(make_national_workbook(SMALL))
    assert batch.state == BatchState.REFUSED
    assert "已有年末结账" in batch.problem


def test_the_database_begins_no_baseline_where_a_year_was_closed(county: Desk, tree: Tree) -> None:
    close_a_year(tree)
    with pytest.raises(DatabaseError, match="it has closing rows"), somebody_acts():
        Baseline.objects.create(county_code=433124000000, year=2016)


def a_statement(year: int) -> None:
    """One more, of a year in which the county had come in with all it had."""
    Statement.objects.bulk_create([Statement(household_id=0, year=year, village_code=433124100200)])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Closing.objects.filter(year=2015).update(members_closing=9),
        lambda: Closing.objects.filter(year=2015).delete(),
        lambda: a_statement(2013),
        lambda: Baseline.objects.update(year=2017),
        lambda: Baseline.objects.all().delete(),
    ],
    ids=["changed", "deleted", "added by another act", "prolonged", "forgotten"],
)
def test_what_came_in_is_as_frozen_as_the_rest(change: Callable[[], Any], county: Desk) -> None:
    county.bring_in(make_national_workbook(SMALL))
    with pytest.raises(DatabaseError, match=r"is frozen|stands as|has closing rows"), somebody_acts():
        change()


def test_when_the_year_of_the_baseline_is_approved_nothing_more_comes_in(county: Desk) -> None:
    county.bring_in(make_national_workbook(SMALL))
    run = open_run(province_code=PROVINCE, year=2016, by=SYSTEM)
    rehearse(run)
    approve(run)
    with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic(), act("batch.merge", by=SYSTEM):
        a_statement(2013)


def test_a_closed_year_is_not_taken_back_from_under_a_county_that_came_in(county: Desk) -> None:
    run = open_run(province_code=PROVINCE, year=2016, by=SYSTEM)
    close_year(run)
    entering = Desk(county.clerk, county.region_code, BatchKind.BASELINE)
    in_the_way = "花垣县 已带着以前年度建库，请先撤销其导入"
    assert in_the_way not in obstacles_to(run).whole
    assert entering.bring_in(make_national_workbook(replace(SMALL, open_year=2017))).state == BatchState.MERGED
    assert in_the_way in obstacles_to(run).whole


def test_the_same_file_twice_is_one_batch_and_a_changed_one_leaves_alone_who_is_in(county: Desk) -> None:
    workbook = make_national_workbook(SMALL)
    first = county.bring_in(workbook)
    assert county.upload(workbook).pk == first.pk
    again = county.upload(make_national_workbook(replace(SMALL, households=13)))
    assert again.counts["unchanged"]["households"] >= 12
    assert again.counts["refused"]["households"] == 0
