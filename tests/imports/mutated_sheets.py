"""What hands do to the sheets of a workbook, and some of what nobody would, by chance."""

import io
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from .workbooks import saved

HALF = 0.5
ODD_CELLS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e300, 10**17, 0.1 + 0.2, 110101199003070010),
    *("", " ", "　", "\n", "'", "-", "—", "，", "null", "NaN", "1e5", "+1", "@x", "#N/A", "=1+1", '=HYPERLINK("x")'),
    *("_x0000_", "石_x0000_大", "_x0007_", "_xD800_", "\u202e石", "\u200b", "\ufffe", "👨‍👩‍👧", "𠮷"),
    *("ａｂｃ１２３", "٣", "²", "½", "Ⅷ", "一", "9" * 18, "0" * 400, "1" * 400, "石" * 1999, "石" * 2001),
    *("合计_x0000_", "备注：", "示例", "2016-13-40", "２０１６年"),
    *(date(1900, 1, 1), date(9999, 12, 31), datetime(2016, 1, 2, 3, 4), time(3, 4), timedelta(hours=30)),  # noqa: DTZ001
)
ODD_NAMES = ("表", "选项", "填写说明", "成员2015", "2016年农户", "x" * 31, "👨‍👩‍👧", "农户 ", "CSV", "_x0000_")


def spoilt_by_hand(data: bytes, chance: Random) -> bytes:
    """One to four things done to its sheets."""
    book = load_workbook(io.BytesIO(data))
    spoilers = (_cells, _cells, _cells, _heads, _rows, _columns, _shape, _book)
    for spoil in chance.choices(spoilers, k=chance.choice((1, 2, 4))):
        spoil(book, chance)
    book.worksheets[0].sheet_state = "visible"  # one must be
    return saved(book)


def _a_sheet(book: Workbook, chance: Random) -> Worksheet:
    return chance.choice(book.worksheets)


def _cells(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    for _time in range(chance.choice((1, 5, 40))):
        row, column = chance.randint(2, sheet.max_row + 1), chance.randint(1, sheet.max_column + 1)
        _put(sheet, row, column, chance.choice(ODD_CELLS))


def _heads(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    column = chance.randint(1, sheet.max_column + 1)
    other = sheet.cell(1, chance.randint(1, sheet.max_column)).value
    _put(sheet, 1, column, chance.choice((other, *ODD_CELLS)))


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if type(sheet.cell(row, column)).__name__ != "MergedCell":
        sheet.cell(row, column).value = value


def _rows(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    at = chance.randint(1, sheet.max_row)
    way = chance.choice(("drop", "insert", "twice", "swap", "far"))
    values = [cell.value for cell in sheet[at]]
    if way == "drop":
        sheet.delete_rows(at, chance.choice((1, 1, 5)))
    elif way == "insert":
        sheet.insert_rows(at, chance.choice((1, 3)))
    elif way == "twice":
        sheet.append(values)
    else:
        target = chance.randint(1, sheet.max_row) if way == "swap" else chance.choice((5000, 400_001, 1_048_576))
        for column, value in enumerate(values, 1):
            _put(sheet, target, column, value)


def _columns(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    at = chance.randint(1, sheet.max_column)
    way = chance.choice(("drop", "insert", "twice", "far"))
    if way == "drop":
        sheet.delete_cols(at)
    elif way == "insert":
        sheet.insert_cols(at)
    else:
        target = sheet.max_column + 1 if way == "twice" else chance.choice((200, 703, 16_384))
        for row in range(1, sheet.max_row + 1):
            _put(sheet, row, target, sheet.cell(row, at).value)


def _shape(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    row, column = chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)
    if chance.random() < HALF:
        sheet.row_dimensions[row].hidden = True
    else:
        sheet.merge_cells(None, row, column, row + chance.randint(0, 3), column + chance.randint(0, 3))


def _book(book: Workbook, chance: Random) -> None:
    sheet = _a_sheet(book, chance)
    way = chance.choice(("rename", "copy", "hide", "add", "drop", "first"))
    if way == "rename":
        sheet.title = chance.choice(
            ("表", "选项", "填写说明", "成员2015", "2016年农户", "x" * 31, "👨‍👩‍👧", "农户 ", "CSV")
        )
    elif way == "copy":
        book.copy_worksheet(sheet)
    elif way == "hide":
        sheet.sheet_state = "veryHidden"
    elif way == "drop" and len(book.worksheets) > 1:
        book.remove(sheet)
    elif way == "first":
        book.move_sheet(sheet, -1)
    else:
        book.create_sheet("另表").append(["说明"])
