from datetime import date

import pytest

from registry.choices import RowVerdict
from registry.excel import tables_of
from registry.imports.checking import Checked, check_workbook
from registry.imports.contents import Moment
from registry.models import Person
from registry.refusal import Refused
from registry.regions.spans import span_of
from registry.seed.bad_rows import BAD_ROWS
from registry.seed.plans import Plan
from registry.seed.populations import load_population
from registry.seed.workbooks import make_workbook
from registry.workbook.reading import read_workbook
from tests.factories import Tree

PLAN = Plan(households=120, seed=5)


def checked(workbook: bytes) -> tuple[Checked, list[RowVerdict]]:
    """What an import into the county would say of it."""
    found = check_workbook(
        workbook, tables_of(433124000000, 2016), [span_of("433124")], Moment(2016, date(2016, 11, 1))
    )
    return found, [judged.verdict for judged in found.judged]


def test_every_household_would_be_new_and_nothing_is_remarked(tree: Tree) -> None:
    found, verdicts = checked(make_workbook(PLAN))
    assert verdicts == [RowVerdict.NEW] * 120
    assert found.findings.kept == []


def test_its_people_are_none_of_the_population(tree: Tree) -> None:
    load_population(PLAN)
    persons = Person.objects.count()
    _, verdicts = checked(make_workbook(PLAN))
    assert verdicts == [RowVerdict.NEW] * 120
    assert persons > 300


def test_as_many_households_are_bad_as_were_asked_for_each_for_another_reason(tree: Tree) -> None:
    found, verdicts = checked(make_workbook(PLAN, bad_rows=40))
    assert verdicts.count(RowVerdict.REFUSED) == 40
    assert len({finding.code for finding in found.findings.kept}) >= 14


@pytest.mark.parametrize("number", range(len(BAD_ROWS)))
def test_each_bad_row_is_bad(number: int, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.seed.bad_rows.BAD_ROWS", BAD_ROWS[number : number + 1])
    _, verdicts = checked(make_workbook(Plan(households=8, seed=5), bad_rows=2))
    assert RowVerdict.REFUSED in verdicts


def numbers(seed: int) -> set[str]:
    """The ID numbers in the workbook of a seed."""
    members = read_workbook(make_workbook(Plan(households=30, seed=seed)))[1]
    column = members.rows[0][1].index("证件号码")
    return {str(cells[column]) for _, cells in members.rows[1:]}


def test_the_same_seed_writes_the_same_people_and_another_one_others(tree: Tree) -> None:
    assert numbers(5) == numbers(5)
    assert numbers(5).isdisjoint(numbers(6))


def test_an_area_without_villages_has_no_workbook(tree: Tree) -> None:
    with pytest.raises(Refused, match="没有 710000 的村"):
        make_workbook(Plan(area="710000"))
