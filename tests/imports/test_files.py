"""What is read of a workbook, and how long it may take."""

import re
from dataclasses import replace

import pytest
from openpyxl import Workbook

from registry.workbook.cells import ErrorCell, Formula
from registry.workbook.reading import LIMITS, Unreadable, read_workbook

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
