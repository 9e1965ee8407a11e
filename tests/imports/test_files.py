"""What is read of a workbook, and how long it may take."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from registry.workbook.cells import ErrorCell, Formula
from registry.workbook.reading import LIMITS, Unreadable, read_workbook
from registry.workbook.writing import write_rows
from tests.factories import id_number

from .formats import Sheets, ods, text, xls
from .workbooks import repacked, with_lying_dimension, workbook


def test_a_file_that_takes_too_long_is_refused() -> None:
    row = b"<row>" + b"<c><v>1</v></c>" * 60 + b"</row>"
    many = repacked(
        workbook(),
        {"xl/worksheets/sheet1.xml": lambda xml: re.sub(rb"<row .*</row>", row * 100_000, xml)},
    )
    with pytest.raises(Unreadable) as refusal:
        read_workbook(many, replace(LIMITS, seconds=1))
    assert refusal.value.code == "time"


def test_a_lying_dimension_loses_no_row() -> None:
    rows = [{"户标识": str(number), "行政村": "城北村"} for number in range(500)]
    sheets = read_workbook(with_lying_dimension(workbook(rows)))
    assert [len(sheet.rows) for sheet in sheets] == [501, 3]


def test_gaps_between_rows_keep_the_numbers_that_excel_shows() -> None:
    def gap(made: Workbook) -> None:
        made["农户"]["A9"] = "2"

    assert [number for number, _cells in read_workbook(workbook(edit=gap))[0].rows] == [1, 2, 9]


def test_formulas_and_errors_are_told_from_values() -> None:
    def spoil(made: Workbook) -> None:
        made["农户"]["B2"], made["农户"]["C2"] = "=1+1", "#N/A"

    cells = read_workbook(workbook(edit=spoil))[0].rows[1][1]
    assert cells[1:3] == [Formula(None), ErrorCell("#N/A")]


def as_xlsx(sheets: Sheets) -> bytes:
    return write_rows(
        [(name, ["姓名", "证件号码"], [list(row.values()) for row in rows]) for name, rows in sheets.items()]
    )


MANY = [id_number(date(1930, 1, 1) + timedelta(days=17 * n), ("male", "female")[n % 2], n % 500) for n in range(2000)]


@pytest.mark.parametrize(
    "written", [as_xlsx, xls, ods, lambda sheets: text(sheets["成员"])], ids=["xlsx", "xls", "ods", "csv"]
)
def test_two_thousand_id_numbers_are_read_to_the_last_digit(written: Callable[[Sheets], bytes]) -> None:
    (sheet,) = read_workbook(written({"成员": [{"姓名": "石某", "证件号码": number} for number in MANY]}))
    assert [cells[1] for _number, cells in sheet.rows[1:]] == MANY
    assert any(number.endswith("X") for number in MANY)
