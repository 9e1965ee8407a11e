"""Odd workbooks that are nevertheless what they should be: name → how it is made, and what stands in the register
after the merge."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .workbooks import household, member, repacked, with_lying_dimension, workbook


@dataclass(frozen=True)
class Taken:
    """A file, and values of the household, its statement and its survey by `model.field`."""

    make: Callable[[], bytes]
    wanted: Mapping[str, Any] = field(default_factory=dict)


def of(*, wanted: Mapping[str, Any] | None = None, **cells: Any) -> Taken:
    """A household with these cells."""
    return Taken(lambda: workbook([household(**cells)]), wanted or {})


def edited(edit: Callable[[Workbook], object], **wanted: Any) -> Taken:
    """The usual workbook, made odd."""
    return Taken(lambda: workbook(edit=edit), wanted)


def style_to_the_end(book: Workbook) -> None:
    book["农户"]["A1048576"].font = Font(bold=True)
    book["农户"]["XFD9"].font = Font(bold=True)


def blanks_below(book: Workbook) -> None:
    book["农户"].append([" ", "　", "\t"])
    book["成员"].append([None, "\u00a0"])


def gaps(book: Workbook) -> None:
    book["成员"].insert_rows(3, 40)


def since_1904(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    book["农户"]["H1"], book["农户"]["H2"] = "核算期起", datetime(2015, 10, 1)  # noqa: DTZ001


def hide_a_sheet(book: Workbook) -> None:
    book.create_sheet("旧表").append(["作废"])
    book["旧表"].sheet_state = "hidden"


def rename(book: Workbook) -> None:
    """Heads by national code and alias, in another order."""
    for sheet, names in (
        ("农户", {"工资性收入": "AAC073", "贫困户属性": "户属性", "行政村": "村 名"}),
        ("成员", {"证件号码": "身份证号", "姓名": "*AAB002", "与户主关系": "AAB006"}),
    ):
        for cell in book[sheet][1]:
            cell.value = names.get(str(cell.value), str(cell.value))
        book[sheet].move_range("A1:A9", cols=30)


def merge_beside(book: Workbook) -> None:
    book["农户"]["H1"] = "村里的意见"
    book["农户"].merge_cells("H2:I3")


def prefixed(xml: bytes) -> bytes:
    """The sheet as some programs write it: <x:row>."""
    for name in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"is", b"t"):
        for before in (b"<", b"</"):
            for after in (b" ", b">", b"/"):
                xml = xml.replace(before + name + after, before + b"x:" + name + after)
    return xml.replace(b"xmlns=", b"xmlns:x=")


def wide(xml: bytes) -> bytes:
    """A sheet that declares 16,384 columns."""
    xml = re.sub(rb"<dimension [^>]*/>", b'<dimension ref="A1:XFD1048576"/>', xml)
    return xml.replace(b"<sheetData>", b'<cols><col min="1" max="16384" width="12" customWidth="1"/></cols><sheetData>')


def as_text(book: Workbook) -> None:
    """A note that looks like a formula, kept as text."""
    cell = book["农户"]["H2"]
    book["农户"]["H1"], cell.value = "家庭住址", "=走访"
    cell.data_type = "s"


OCTOBER = {"statement.period_start": date(2015, 10, 1)}
TAKEN = {
    "a dimension tag that lies": Taken(lambda: with_lying_dimension(workbook())),
    "a declared width of 16,384 columns": Taken(lambda: repacked(workbook(), {"xl/worksheets/sheet1.xml": wide})),
    "styled empty rows to 1,048,576": edited(style_to_the_end),
    "rows of white space at the end": edited(blanks_below),
    "gaps between rows": edited(gaps),
    "prefixed XML": Taken(lambda: repacked(workbook(), {"xl/worksheets/sheet1.xml": prefixed})),
    "a hidden sheet": edited(hide_a_sheet),
    "merged cells beside the data": edited(merge_beside),
    "heads by code and alias, in another order": edited(rename),
    "dates in 1904 mode": edited(since_1904, **OCTOBER),
    "a date in Chinese": of(核算期起="2015年10月1日", wanted=OCTOBER),
    "a date with dots": of(核算期起="2015.10.1", wanted=OCTOBER),
    "a date as eight digits": of(核算期起=20151001, wanted=OCTOBER),
    "a date in full-width digits": of(核算期起="２０１５－１０－０１", wanted=OCTOBER),
    "yes as 是": of(不愁吃="是", wanted={"survey.food": True}),
    "yes as 1": of(不愁吃=1, wanted={"survey.food": True}),
    "yes as √": of(不愁吃="√", wanted={"survey.food": True}),
    "yes as TRUE": of(不愁吃=True, wanted={"survey.food": True}),
    "no as 否": of(不愁吃="否", wanted={"survey.food": False}),
    "full-width digits and spaces": of(
        村民小组="　３ 组 ", 低保金="１，２００.50", wanted={"household.group": "3 组", "statement.dibao": "1200.50"}
    ),
    "control characters": of(家庭住址="花垣镇_x0007_城北村", wanted={"household.address": "花垣镇城北村"}),
    "totals that add up": of(低保金=300, 养老保险金="200.5", 转移性收入=500.5, 人均纯收入=6250.25),
    "a village by its code": of(行政区划代码="433124100200", 乡镇=None, 行政村=None),
    "a village without its ending": of(乡镇="花垣", 行政村="城北村民委员会"),
    "codes and labels": Taken(
        lambda: workbook(None, [member(与户主关系="01 本人或户主", 民族="15", 文化程度=3, 健康状况="02、04")])
    ),
    "text that begins with =": Taken(lambda: workbook([household()], edit=as_text), {"household.address": "=走访"}),
}
