"""The list of households as a file: exactly as listed."""

from typing import Any

import pytest

from registry.choices import Guarantee, HousingGrade, Status
from registry.models import Household, MemberYear, Survey
from registry.queries.columns import COLUMNS, Cell, Kind, cells_of, lines_of
from registry.queries.finding import page_of
from registry.queries.household_lines import household_lines
from tests.factories import DoubtFactory, Tree, enter_year, household_of

from .conftest import Desk, changed

pytestmark = pytest.mark.django_db
YEAR = 2016


def test_the_file_has_the_rows_and_columns_of_the_page(desk: Desk, village: list[int]) -> None:
    head, *rows = desk.sheet("households")
    page = desk.client.get("/households/")
    assert head == ["户主", *(str(column.label) for column in page.context["columns"])]
    assert [row[:3] for row in rows] == [
        [line.row.head.person.name, line.household.pk, f"···· {line.row.head.person.id_last4}"]
        for line, _cells in page.context["lines"]
    ]


def test_conditions_columns_and_order_are_those_of_the_page(desk: Desk, village: list[int]) -> None:
    desk.client.cookies["list_columns"] = "number.group"
    changed(Household.objects.get(pk=village[1]), group="二组")
    head, *rows = desk.sheet("households", "group=%E4%BA%8C%E7%BB%84&page=4")
    assert (head, rows) == (["户主", "户编号", "村民小组"], [["乙二", village[1], "二组"]])
    _head, *rows = desk.sheet("households", "sort=-number")
    assert [row[1] for row in rows] == sorted(village, reverse=True)


def test_who_was_found_by_name_goes_out_alone_and_the_name_is_not_on_record(desk: Desk, village: list[int]) -> None:
    address = desk.client.post("/find/", {"words": "丙三"})["Location"]
    export = desk.order("households", address.partition("?")[2])
    assert (export.rows, export.conditions, export.query) == (1, "按姓名查找", "")
    assert "丙三" not in f"{export.words_sealed!r}"


def test_a_query_that_the_page_refuses_is_refused(desk: Desk, village: list[int]) -> None:
    answer = desk.client.post("/exports/order/households/", {"format": "xlsx", "conditions": "age_from=abc"})
    assert answer.status_code == 409
    assert "查询条件有误" in answer.content.decode()


def shown(cell: Cell) -> Any:
    """What a reader of the page sees in the cell."""
    value = cell.value
    match cell.column.kind:
        case Kind.GUARANTEES | Kind.COLLECTION:
            return value[1]
        case Kind.MASKED:
            return f"···· {value}" if value else None
        case Kind.STATUS:
            return str(Status(value).label)
    return value or None


def test_every_column_says_what_it_says_on_the_page(tree: Tree, village: list[int]) -> None:
    """Guarantees stand in every way; one household has a doubt, one no year, one lies in another province."""
    DoubtFactory(household=Household.objects.get(pk=village[0]))
    changed(Survey.objects.get(household=village[0], year=YEAR), housing_grade=HousingGrade.D)
    changed(Survey.objects.get(household=village[1], year=YEAR), confirmed=False)
    for row in MemberYear.objects.filter(person__memberships__household=village[2], year=YEAR)[:1]:
        changed(row, resident_insurance=False, employee_insurance=False, soldier=False)
    bare = household_of(2, village=tree["433124100201"])
    child = household_of(4, village=tree["433124100201"])
    abroad = household_of(2, village=tree["520628100200"])
    enter_year(abroad)
    ids = [*village, abroad.pk, bare.pk, child.pk]
    households = page_of(ids)
    page = [
        [line.row.head.person.name if line.row.head else None, *map(shown, cells_of(line, COLUMNS))]
        for line in lines_of(households, YEAR)
    ]
    keys = [column.key for column in COLUMNS]
    known = [(one.pk, one.village_code) for one in households]
    assert [[cell or None for cell in line] for line in household_lines(known, keys, YEAR)] == page
    states = {cell for line in page for cell in line} & {str(word.label) for word in Guarantee}
    assert states == {str(word.label) for word in Guarantee}
