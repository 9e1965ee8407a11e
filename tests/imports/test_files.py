"""Files that are no workbook, or a hostile one: each has its own message, and nothing is staged."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from registry.workbook.cells import ErrorCell, Formula
from registry.workbook.reading import LIMITS, Unreadable, read_workbook

from .workbooks import repacked, with_lying_dimension, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def book(fill: Callable[[Worksheet], object]) -> bytes:
    made = Workbook()
    fill(made.worksheets[0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def encrypted_members() -> bytes:
    """A workbook whose members say that they are encrypted."""
    data = bytearray(workbook())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


UNREADABLE = {
    "text named .xlsx": ("这不是工作簿\n只是几行字\n".encode(), "not_a_workbook"),
    "text of no encoding": (b"\xff\x81,\x00\n", "not_a_workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_workbook"),
    "html, as some systems export it": (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
    "another kind of zip file": (zipped(**{"word__document.xml": b"<w/>"}), "not_a_workbook"),
    "nothing": (b"", "empty_file"),
    "the head of an .xls file and nothing behind it": (OLE + bytes(600), "damaged"),
    "macros in an .xls file": (OLE + bytes(64) + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
    "a password": (OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted members": (encrypted_members(), "encrypted"),
    "macros": (repacked(workbook(), {"xl/vbaProject.bin": lambda _: b"vba"}), "macros"),
    "cut off": (workbook()[:2000], "damaged"),
    "no sheets inside": (zipped(**{"xl__workbook.xml": b"<workbook/>"}), "damaged"),
    "broken xml": (repacked(workbook(), {"xl/workbook.xml": lambda _: b"<workbook><sheets>"}), "damaged"),
    "a document type": (
        repacked(
            workbook(),
            {"xl/sharedStrings.xml": lambda xml: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + xml},
        ),
        "hostile",
    ),
    "billion laughs": (
        repacked(workbook(), {"xl/worksheets/sheet1.xml": lambda xml: b'<!DOCTYPE l [<!ENTITY a "ha">]>' + xml}),
        "hostile",
    ),
    "a bomb": (zipped(**{"xl__workbook.xml": b"<a/>", "xl__big.xml": bytes(LIMITS.unpacked + 1)}), "unpacks_too_large"),
    "a thousand members": (
        zipped(**{"xl__workbook.xml": b"<a/>", **{f"m{number}": b"" for number in range(1000)}}),
        "too_many_members",
    ),
    "text in the last row": (book(lambda sheet: sheet.__setitem__("A1048576", "备注")), "too_many_rows"),
    "text in the last column": (book(lambda sheet: sheet.__setitem__("XFD1", "备注")), "too_many_columns"),
    "a cell of many words": (book(lambda sheet: sheet.__setitem__("A1", "字" * 3000)), "text_too_long"),
    "many sheets": (workbook(edit=lambda made: [made.create_sheet() for _ in range(30)]), "too_many_sheets"),
}


@pytest.mark.parametrize(("data", "code"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_taken_is_refused_with_its_own_message(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(data)
    assert refusal.value.code == code
    assert str(refusal.value).endswith("。")


def test_a_file_that_wants_more_memory_than_there_is_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(workbook(edit=lambda made: made["成员"].__setitem__("ZZ399999", "备注")))
    assert refusal.value.code == "memory"


def test_a_file_that_takes_too_long_is_refused() -> None:
    row = b"<row>" + b"<c><v>1</v></c>" * 60 + b"</row>"
    many = repacked(
        book(lambda sheet: sheet.append([1])),
        {"xl/worksheets/sheet1.xml": lambda xml: re.sub(rb"<row .*</row>", row * 100_000, xml)},
    )
    with pytest.raises(Unreadable) as refusal:
        read_workbook(many, replace(LIMITS, seconds=1))
    assert refusal.value.code == "time"


def test_a_lying_dimension_loses_no_row() -> None:
    rows = [{"户标识": str(number), "行政村": "城北村"} for number in range(500)]
    sheets = read_workbook(with_lying_dimension(workbook(rows)))
    assert [len(sheet.rows) for sheet in sheets] == [501, 3]


def test_styled_empty_rows_are_no_rows() -> None:
    def style(made: Workbook) -> None:
        made["农户"]["A1048576"].font = Font(bold=True)
        made["农户"]["XFD9"].font = Font(bold=True)

    assert [len(sheet.rows) for sheet in read_workbook(workbook(edit=style))] == [2, 3]


def test_rows_of_white_space_are_no_rows() -> None:
    def blanks(made: Workbook) -> None:
        made["农户"].append([" ", "　", "\t"])
        made["农户"].append([None, "\u00a0"])

    assert len(read_workbook(workbook(edit=blanks))[0].rows) == 2


def test_gaps_between_rows_keep_the_numbers_that_excel_shows() -> None:
    def gap(made: Workbook) -> None:
        made["农户"]["A9"] = "2"

    assert [number for number, _cells in read_workbook(workbook(edit=gap))[0].rows] == [1, 2, 9]


def test_prefixed_xml_and_rows_without_numbers_are_counted_too() -> None:
    def prefixed(xml: bytes) -> bytes:
        for name in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"is", b"t"):
            for before in (b"<", b"</"):
                for after in (b" ", b">", b"/"):
                    xml = xml.replace(before + name + after, before + b"x:" + name + after)
        return xml.replace(b"xmlns=", b"xmlns:x=")

    sheet = read_workbook(repacked(workbook(), {"xl/worksheets/sheet1.xml": prefixed}))[0]
    assert [number for number, _cells in sheet.rows] == [1, 2]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: xml.replace(b"</sheetData>", b'<!--<row r="7"><c r="A7"><v>1</v></c></row>--></sheetData>'),
        lambda xml: xml.replace(b'<row r="2"', b'<row r="1"').replace(b'r="A2"', b'r="A1"'),
    ],
    ids=["a row in a comment", "a row number twice"],
)
def test_where_two_readers_see_different_rows_the_file_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(repacked(workbook(), {"xl/worksheets/sheet1.xml": spoil}))
    assert refusal.value.code == "rows_differ"


def test_formulas_and_errors_are_told_from_values() -> None:
    def spoil(made: Workbook) -> None:
        made["农户"]["B2"], made["农户"]["C2"] = "=1+1", "#N/A"

    cells = read_workbook(workbook(edit=spoil))[0].rows[1][1]
    assert cells[1:3] == [Formula(None), ErrorCell("#N/A")]
