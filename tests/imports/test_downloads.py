"""What we hand out: templates and error workbooks, which come back and are read again."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from registry.choices import BatchState
from registry.cipher import unseal_bytes
from registry.excel import FAULTS_LABEL, HOUSEHOLDS, MEMBERS, TEMPLATE_VERSION, Kind, tables_of
from registry.imports.template import template
from registry.models import Batch, Household
from registry.queries.stored import villages_in
from registry.regions.spans import span_of
from registry.workbook.writing import Heading, Marked, Page, write_pages, write_rows
from tests.factories import Tree, id_number

from .conftest import Desk, faults, verdicts
from .workbooks import ADULT, daughter, household, member, workbook

pytestmark = pytest.mark.django_db
RED = "00FF8A80"
WRONG = id_number(ADULT, "male", 2)[:17] + "?"


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(sheet: Worksheet) -> list[dict[str, object]]:
    labels, *rows = sheet.iter_rows()
    return [{str(label.value): cell.value for label, cell in zip(labels, row, strict=False)} for row in rows]


def cell_of(sheet: Worksheet, label: str, row: int) -> Any:
    column = next(cell.column for cell in sheet[1] if cell.value == label)
    return sheet.cell(row, column)


@pytest.fixture
def bad(desk: Desk) -> Batch:
    """Three households, of which the second is wrong in two places."""

    def as_text(book: Workbook) -> None:
        cell_of(book["农户"], "备注", 3).data_type = "s"

    data = workbook(
        [household("1"), household("2", 低保金=-5, 备注="=走访"), household("3")],
        [member("1"), member("2", 2, 证件号码=WRONG), daughter("2", 2), member("3", 3)],
        edit=as_text,
    )
    return desk.upload(data)


def errors_of(batch: Batch) -> bytes:
    """As the check's job made it."""
    return unseal_bytes(Batch.objects.get(pk=batch.pk).errors_sealed or b"")


def test_the_error_workbook_holds_only_refused_rows_as_they_were(bad: Batch) -> None:
    book = opened(errors_of(bad))
    assert [row["户标识"] for row in rows_of(book["农户"])] == ["2"]
    assert [row["姓名"] for row in rows_of(book["成员"])] == ["石大二", "石小二"]
    assert rows_of(book["农户"])[0]["低保金"] == -5
    assert rows_of(book["成员"])[0]["证件号码"] == WRONG


def test_wrong_cells_are_red_with_a_comment_and_the_last_column_says_all(bad: Batch) -> None:
    sheet = opened(errors_of(bad))["农户"]
    wrong, right = cell_of(sheet, "低保金", 2), cell_of(sheet, "乡镇", 2)
    assert (wrong.fill.fgColor.rgb, wrong.comment.text) == (RED, "低保金不能为负")
    assert (right.fill.fgColor.rgb, right.comment) != (RED, None)
    assert rows_of(sheet)[0][FAULTS_LABEL] == "低保金不能为负"
    assert rows_of(sheet)[0]["原行号"] == 3


def test_text_that_begins_like_a_formula_comes_back_as_text(bad: Batch) -> None:
    cell = cell_of(opened(errors_of(bad))["农户"], "备注", 2)
    assert (cell.data_type, cell.value) == ("s", "=走访")


def test_what_no_workbook_may_hold_is_left_out_of_what_comes_back(desk: Desk) -> None:
    odd: dict[str, Any] = {"姓名": "石_x0000_大", "备_x0007_注": "_x000B_", "文化程度": "=1"}
    book = opened(errors_of(desk.upload(workbook([household()], [member(**odd), daughter()]))))
    row = rows_of(book["成员"])[0]
    assert (row["姓名"], row["备注"]) == ("石大", None)


def test_the_error_workbook_uploaded_as_it_is_has_the_same_faults(desk: Desk, bad: Batch) -> None:
    again = desk.upload(errors_of(bad))
    assert verdicts(again) == {"2": "refused"}
    assert {code for *_place, code in faults(again)} == {code for *_place, code in faults(bad)}


def test_the_corrected_error_workbook_is_accepted(desk: Desk, bad: Batch) -> None:
    desk.merge(bad)
    book = opened(errors_of(bad))
    cell_of(book["农户"], "低保金", 2).value = 500
    cell_of(book["成员"], "证件号码", 2).value = id_number(ADULT, "male", 2)
    again = desk.upload(saved(book))
    assert (again.problem, verdicts(again)) == ("", {"2": "new"})
    desk.merge(again)
    assert Household.objects.count() == 3


def test_an_id_number_that_lost_its_digits_stays_a_number_and_is_refused_again(desk: Desk) -> None:
    first = desk.upload(workbook(None, [member(证件号码=110101199003070010), daughter()]))
    again = desk.upload(errors_of(first))
    assert ("成员", 2, "证件号码", "numeric_id") in faults(again)


def test_a_template_has_every_column_drop_downs_and_its_version_in_a_hidden_cell(tree: Tree) -> None:
    book = opened(template(villages_in([span_of("433124")]), tables_of(433124000000, 2016)))
    for table in (HOUSEHOLDS, MEMBERS):
        expected = [column.label for column in table.columns if column.kind != Kind.IGNORED]
        assert [cell.value for cell in book[table.name][1]] == expected
        assert book[table.name].data_validations.dataValidation
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A1"].value == TEMPLATE_VERSION


def test_a_filled_in_template_is_accepted_and_its_example_is_not_read(desk: Desk) -> None:
    book = opened(template(villages_in([span_of("433124")]), tables_of(433124000000, 2016)))
    for name, row in (("农户", household()), ("成员", member())):
        for label, value in row.items():
            cell_of(book[name], label, 3).value = value
    batch = desk.upload(saved(book))
    assert (batch.problem, batch.rows, verdicts(batch)) == ("", 2, {"1": "new"})


def test_a_template_nobody_filled_in_is_sent_back(desk: Desk) -> None:
    batch = desk.upload(saved(opened(template(villages_in([span_of("433124")]), tables_of(433124000000, 2016)))))
    assert batch.state == BatchState.REFUSED
    assert "没有户" in batch.problem


def test_a_template_of_another_version_is_told_so(desk: Desk) -> None:
    book = opened(template(villages_in([span_of("433124")]), tables_of(433124000000, 2016)))
    book["选项"]["A1"] = "jingzhun-households-0"
    cell_of(book["农户"], "户标识", 3).value = "1"
    assert "另一版本的模板" in desk.upload(saved(book)).faults.get(code="notice").message


TRIGGERS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "\t=1")


def fast(text: str) -> bytes:
    return write_rows([("表", [text], [[text]])])


def formatted(text: str) -> bytes:
    page = Page("表", [Heading(text, choices=(text,), note=text)], [[text], [Marked(text, text)]], [[text]])
    return write_pages([page], hidden="选项", version=text)


@pytest.mark.parametrize("text", TRIGGERS)
@pytest.mark.parametrize("writer", [fast, formatted])
def test_no_text_becomes_a_formula(writer: Callable[[str], bytes], text: str) -> None:
    cells = [cell for sheet in opened(writer(text)) for row in sheet.iter_rows() for cell in row if cell.value]
    assert len(cells) >= 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_hidden_row_comes_back_to_be_seen_and_is_taken_as_it_is(desk: Desk) -> None:
    def hide(book: Workbook) -> None:
        book["成员"].row_dimensions[3].hidden = True

    first = desk.upload(workbook(edit=hide))
    assert faults(first) == [("成员", 3, "", "hidden")]
    again = desk.upload(errors_of(first))
    assert (again.rows, verdicts(again)) == (3, {"1": "new"})


def test_merged_cells_come_back_apart_and_the_first_keeps_what_was_said(desk: Desk) -> None:
    first = desk.upload(workbook(edit=lambda book: book["成员"].merge_cells("D2:D3")))
    sheet = opened(errors_of(first))["成员"]
    assert [row["与户主关系"] for row in rows_of(sheet)] == ["户主", None]
    assert cell_of(sheet, "与户主关系", 3).fill.fgColor.rgb == RED
