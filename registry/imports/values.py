"""From cells to values. Nothing is guessed: what is not plainly of the column's kind is `Wrong`, with its reason.

Values are JSON's own: dates are ISO texts, amounts are texts with all their places, as the database gives them.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import TypeAlias

from django.utils.translation import gettext as _

from registry.excel import Column, Kind
from registry.workbook.cells import Cell, ErrorCell, Formula

from .faults import FaultKind
from .words import Wrong, choice_reading, choices_reading, compact

Value: TypeAlias = str | int | list[str] | None

YES = frozenset({"是", "有", "1", "√", "✓", "✔", "Y", "YES", "TRUE"})
NO = frozenset({"否", "无", "没有", "0", "×", "✗", "✘", "X", "N", "NO", "FALSE"})
DATE_TEXT = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$")
NUMBER_TEXT = re.compile(r"^-?\d{1,20}(\.\d+)?$")
EARLIEST = date(1900, 1, 1)
# Full-width digits and letters, which some input methods leave behind.
FULL_WIDTH = {
    code: code - 0xFEE0 for start, end in ("０９", "ＡＺ", "ａｚ") for code in range(ord(start), ord(end) + 1)
}


class Reader(dict[Cell, "Value | Wrong"]):
    """Reads the cells of a column, each different one once: a workbook repeats itself, and a look-up is cheap."""

    def __init__(self, column: Column, latest: date) -> None:
        super().__init__({None: None})
        self.any_wrong = False
        self._read = _reading(column, latest)

    def __missing__(self, cell: Cell) -> "Value | Wrong":
        value = self[cell] = self._read_one(cell)
        self.any_wrong = self.any_wrong or isinstance(value, Wrong)
        return value

    def _read_one(self, cell: Cell) -> "Value | Wrong":
        if isinstance(cell, Formula):
            return Wrong(FaultKind.FORMULA, _("单元格是公式，请改为数值或文字（选择性粘贴为数值）"))
        if isinstance(cell, ErrorCell):
            return Wrong(FaultKind.ERROR_CELL, _("单元格是错误值 %s") % cell.text)
        if isinstance(cell, str):
            cell = clean(cell)
        return None if cell == "" else self._read(cell)


def clean(text: str) -> str:
    """Full-width digits and letters made half-width, control characters dropped, white space made single."""
    if not text.isascii():
        text = text.translate(FULL_WIDTH)
    if not text.isprintable():  # hardly ever
        text = "".join(char for char in text if char.isspace() or unicodedata.category(char) != "Cc")
    return " ".join(text.split())


def _reading(column: Column, latest: date) -> Callable[[Cell], "Value | Wrong"]:
    if column.kind == Kind.CHOICE:
        return choice_reading(column)
    if column.kind == Kind.CHOICES:
        return choices_reading(column)
    if column.kind == Kind.DATE:
        return partial(_date, latest=latest)
    by_kind = {
        Kind.TEXT: _text,
        Kind.DIGITS: _digits,
        Kind.YES_NO: _yes_no,
        Kind.NUMBER: _number,
        Kind.WHOLE: _whole,
        Kind.IGNORED: _text,
    }
    return partial(by_kind[column.kind], column=column)


def _text(cell: Cell, column: Column) -> "Value | Wrong":
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    if column.length and len(text) > column.length:
        return Wrong(
            FaultKind.TEXT, _("超过 %(limit)d 个字，现为 %(now)d 个") % {"limit": column.length, "now": len(text)}
        )
    return text


def _digits(cell: Cell, column: Column) -> "Value | Wrong":
    if not isinstance(cell, str):
        message = _("%s存成了数字，末几位可能已经丢失；请把这一列设为“文本”格式后重新填写")
        return Wrong(FaultKind.NUMERIC_ID, message % column.label)
    return _text(compact(cell).replace("-", ""), column)


def _yes_no(cell: Cell, column: Column) -> "Value | Wrong":
    word = compact(str(cell))
    if word in YES or word in NO:
        return word in YES
    return Wrong(FaultKind.CHOICE, _("“%(said)s”不是“是”或“否”") % {"said": cell})


def _date(cell: Cell, latest: date) -> "Value | Wrong":
    day = cell
    if not isinstance(day, date):
        match = DATE_TEXT.match(compact(str(cell)))
        if match is None:
            return Wrong(FaultKind.DATE, _("“%s”不是日期，请写成 2016-01-02 的样子") % cell)
        try:
            day = date(*(int(part) for part in match.groups() if part))
        except ValueError:
            return Wrong(FaultKind.DATE, _("日期 %s 不存在") % cell)
    if not EARLIEST <= day <= latest:
        message = _("日期 %(day)s 不在 1900-01-01 与 %(latest)s 之间")
        return Wrong(FaultKind.DATE, message % {"day": day.isoformat(), "latest": latest.isoformat()})
    return day.isoformat()


def _number(cell: Cell, column: Column) -> "Value | Wrong":
    number: int | float | Decimal
    if isinstance(cell, int | float):
        number, text = cell, f"{cell:.{column.places}f}"
    else:
        said = compact(str(cell)).replace(",", "")
        if not NUMBER_TEXT.match(said):
            return Wrong(FaultKind.NUMBER, _("“%s”不是数") % cell)
        number, text = Decimal(said), f"{Decimal(said):.{column.places}f}"
    if number < 0 and not column.signed:
        return Wrong(FaultKind.NEGATIVE, _("%s不能为负") % column.label)
    if abs(number) >= 10 ** (column.digits - column.places):
        return Wrong(FaultKind.NUMBER, _("%s太大，请核对单位") % column.label)
    if Decimal(text) != Decimal(str(number)):  # more places than are kept: half away from zero, as on paper
        text = str(Decimal(str(number)).quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP))
    return text


def _whole(cell: Cell, column: Column) -> "Value | Wrong":
    text = compact(str(cell))
    if not (text.isascii() and text.isdecimal()):
        return Wrong(FaultKind.NUMBER, _("“%s”不是整数") % cell)
    if column.digits and len(text) > column.digits:
        return Wrong(FaultKind.NUMBER, _("%s位数过多") % column.label)
    if column.between and not column.between[0] <= int(text) <= column.between[1]:
        limits = {"label": column.label, "least": column.between[0], "most": column.between[1]}
        return Wrong(FaultKind.NUMBER, _("%(label)s应在 %(least)d 与 %(most)d 之间") % limits)
    return int(text)
