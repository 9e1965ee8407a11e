"""Files of other kinds: .xls, .et, .ods and .csv, told by their content."""

import io
from datetime import date

import pytest
import xlwt

from registry.models import Household, MemberYear, Person, Statement
from registry.workbook.cells import ErrorCell, Formula
from registry.workbook.reading import Unreadable, read_workbook
from tests.factories import Tree

from .conftest import Desk, faults, verdicts
from .formats import ods, text, xls
from .test_downloads import errors_of, opened
from .test_merge import HEAD, stored_household
from .workbooks import daughter, household, member

pytestmark = pytest.mark.django_db
SHEETS = {
    "农户": [household("1", 核算期起=date(2015, 10, 1), 低保金=300.5), household("2")],
    "成员": [member("1"), daughter("1"), member("2", 2)],
}


@pytest.mark.parametrize("data", [xls(SHEETS), ods(SHEETS)], ids=["xls", "ods"])
def test_a_workbook_of_another_kind_comes_in_as_an_xlsx_does(desk: Desk, data: bytes) -> None:
    batch = desk.upload(data, "户.et")
    assert (batch.problem, batch.rows, verdicts(batch)) == ("", 5, {"1": "new", "2": "new"})
    desk.merge(batch)
    statement = Statement.objects.get(household__memberships__person__name="石大零")
    assert (statement.period_start, str(statement.dibao)) == (date(2015, 10, 1), "300.50")
    assert Person.objects.count() == 3


@pytest.mark.parametrize("data", [xls, ods], ids=["xls", "ods"])
def test_an_id_number_kept_as_a_number_is_refused_in_any_kind(desk: Desk, data: object) -> None:
    assert callable(data)
    file = data({"农户": [household()], "成员": [member(证件号码=110101199003070010)]})
    assert ("成员", 2, "证件号码", "numeric_id") in faults(desk.upload(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_households_updates_those_it_numbers(desk: Desk, tree: Tree, encoding: str) -> None:
    stored = stored_household(tree)
    desk.bring_in(text([{"户编号": stored.pk, "家庭住址": "新屋㙟", "低保金": "1,200.50"}], encoding))
    stored.refresh_from_db()
    assert (stored.address, str(Statement.objects.get().dibao)) == ("新屋㙟", "1200.50")


def test_a_csv_of_members_says_by_household_number_whose_they_are(desk: Desk, tree: Tree) -> None:
    stored = stored_household(tree)
    rows = [
        {
            "户编号": stored.pk,
            "姓名": "石大零",
            "证件号码": HEAD,
            "与户主关系": "户主",
            "民族": "苗族",
            "文化程度": "小学",
        }
    ]
    batch = desk.bring_in(text(rows, "gb18030", "\t"))
    assert (batch.rows, batch.counts["changed"]) == (1, {"households": 1, "rows": 1})
    assert MemberYear.objects.get().education == "primary"
    assert stored.memberships.filter(counted_until=None).count() == 2


def test_a_member_of_a_csv_without_a_household_is_refused_at_its_row_and_comes_back(desk: Desk, tree: Tree) -> None:
    rows = [{"户编号": 1999999999, "姓名": "石大零", "证件号码": HEAD, "与户主关系": "户主"}]
    batch = desk.upload(text(rows))
    assert ("CSV", 2, "户编号", "unknown_household") in faults(batch)
    book = opened(errors_of(batch))
    assert [row[1].value for row in book["成员"].iter_rows(min_row=2)] == ["石大零"]
    again = desk.upload(errors_of(batch))
    assert [code for *_place, code in faults(again)] == ["unknown_household"]


def test_a_csv_whose_head_is_unknown_goes_back_in_words(desk: Desk) -> None:
    assert "表头" in desk.upload(b"a,b\n1,2\n").problem


def test_a_csv_that_brings_new_households_needs_their_members(desk: Desk) -> None:
    assert [code for *_place, code in faults(desk.upload(text([household("1")])))] == ["no_members"]
    assert not Household.objects.exists()


def test_formulas_of_ods_and_csv_are_told_from_values() -> None:
    formula = {"<table:table-cell><text:p>城北村": '<table:table-cell table:formula="of:=A1"><text:p>城北村'}
    marked = {key.replace("cell>", 'cell office:value-type="string">'): value for key, value in formula.items()}
    spoiled = ods(SHEETS, spoil=marked)
    assert any(isinstance(cell, Formula) for cell in read_workbook(spoiled)[0].rows[1][1])
    assert read_workbook(text([{"户编号": "=1+1", "低保金": "2"}]))[0].rows[1][1][0] == Formula(None)


def shaped() -> bytes:
    """An .xls file with a hidden row, merged cells, a formula, an error and a row that shows nothing."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "甲")
    sheet.write(1, 0, 5)
    sheet.row(1).hidden = True
    sheet.write(2, 1, xlwt.Formula("1+1"))
    sheet.row(3).set_cell_error(0, 42)
    sheet.write_merge(4, 6, 0, 1, "乙")
    sheet.write(7, 0, "  ")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_xls_is_read_twice_like_the_others() -> None:
    (sheet,) = read_workbook(shaped())
    assert sheet.rows == [
        (1, ["甲", None]),
        (2, [5, None]),
        (3, [None, Formula(None)]),
        (4, [ErrorCell("#N/A"), None]),
        (5, ["乙", None]),
    ]
    assert (set(sheet.hidden), list(sheet.merged)) == ({2}, [(5, 0, 7, 1)])


def test_an_xls_whose_chain_of_sectors_has_no_end_is_damaged() -> None:
    data = bytearray(shaped())
    table = 512 * (int.from_bytes(data[76:80], "little") + 1)
    for number in range(128):
        data[table + 4 * number : table + 4 * number + 4] = bytes(4)
    with pytest.raises(Unreadable) as refusal:
        read_workbook(bytes(data))
    assert refusal.value.code == "damaged"
