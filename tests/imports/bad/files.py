"""Files that are no workbook, or one that cannot be opened safely."""

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from registry.actions.batches import MOST_BYTES
from tests.imports.formats import SPREADSHEET, ods, text, xls, zipped
from tests.imports.workbooks import household, member, repacked, workbook

from .wanted import Bad

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEETS = {"农户": [household()], "成员": [member()]}
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def packed(**members: bytes) -> bytes:
    """A zip file; __ in a name is a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def book(fill: Callable[[Worksheet], object]) -> bytes:
    """A workbook of one sheet."""
    made = Workbook()
    fill(made.worksheets[0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_directory(change: Callable[[bytearray, int], None]) -> bytes:
    """A workbook with the entries of its zip file's directory rewritten; `change` is given where each begins."""
    data = bytearray(workbook())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        change(data, place)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def encrypt(data: bytearray, place: int) -> None:
    """Say that a member is encrypted."""
    data[place + 8] |= 1


def overstate(data: bytearray, place: int) -> None:
    """Say that a member unpacks to two gigabytes."""
    data[place + 24 : place + 28] = (2**31).to_bytes(4, "little")


def understate(data: bytearray, place: int) -> None:
    """Say that a member unpacks to a hundred bytes."""
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")


def sheet_xml(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose first sheet is rewritten as XML."""
    return repacked(workbook(), {"xl/worksheets/sheet1.xml": change})


def twenty_megabytes() -> bytes:
    """One cell of 20 MB of text."""
    cell = b'<c r="A2" t="inlineStr"><is><t>' + "字".encode() * 7_000_000 + b"</t></is></c></row>"
    return sheet_xml(lambda xml: re.sub(rb'(<row r="2"[^>]*>).*?</row>', lambda found: found[1] + cell, xml, count=1))


def repeated_rows(times: int) -> bytes:
    """An .ods file that says that its rows repeat."""
    again = f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell'
    return ods(SHEETS, spoil={"<table:table-row><table:table-cell": again})


def spoiled_ods(old: str, new: str) -> bytes:
    """An .ods file with something in its content replaced."""
    return ods(SHEETS, spoil={old: new})


def ods_with(**members: str) -> bytes:
    """An .ods file of these members."""
    return zipped({"mimetype": SPREADSHEET, **{name.replace("__", "/"): text for name, text in members.items()}})


FILES = {
    "text named .xlsx": Bad("这不是工作簿\n只是几行字\n".encode),
    "bytes of no encoding": Bad(lambda: b"\xff\x81,\x00\n"),
    "a picture": Bad(lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "a web page named .xls": Bad(lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "a Word document": Bad(lambda: packed(**{"word__document.xml": b"<w/>"})),
    "a .csv with NUL characters": Bad(lambda: b"a,b\n\0,2\n"),
    "no bytes at all": Bad(lambda: b""),
    "white space alone": Bad(lambda: b" \r\n \r\n"),
    "an .xls cut short": Bad(lambda: xls(SHEETS)[:3000]),
    "the head of an .xls and nothing behind it": Bad(lambda: OLE + bytes(600)),
    "an .xls with macros": Bad(lambda: OLE + bytes(64) + "_VBA_PROJECT".encode("utf-16-le")),
    "an .xlsx with a password": Bad(lambda: OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le")),
    "encrypted members": Bad(lambda: with_directory(encrypt)),
    "an .ods with a password": Bad(
        lambda: ods_with(**{"content.xml": "x", "META-INF__manifest.xml": "<encryption-data/>"})
    ),
    "an .xlsx with macros": Bad(lambda: repacked(workbook(), {"xl/vbaProject.bin": lambda _: b"vba"})),
    "an .ods with macros": Bad(lambda: ods_with(**{"content.xml": "<a/>", "Basic__script.xml": ""})),
    "an .xlsx cut short": Bad(lambda: workbook()[:2000]),
    "an .xlsx without sheets": Bad(lambda: packed(**{"xl__workbook.xml": b"<workbook/>"})),
    "broken XML": Bad(lambda: repacked(workbook(), {"xl/workbook.xml": lambda _: b"<workbook><sheets>"})),
    "broken XML in an .ods": Bad(lambda: spoiled_ods("<office:body>", "<office:body")),
    "repeats that are no number": Bad(
        lambda: spoiled_ods("<table:table-cell/>", '<table:table-cell table:number-columns-repeated="x"/>')
    ),
    "an external entity (XXE)": Bad(lambda: repacked(workbook(), {"xl/sharedStrings.xml": lambda xml: OUTSIDE + xml})),
    "billion laughs": Bad(lambda: sheet_xml(lambda xml: LAUGHS + xml)),
    "entities in an .ods": Bad(lambda: spoiled_ods('encoding="UTF-8"?>', f'encoding="UTF-8"?>{LAUGHS.decode()}')),
    "a zip bomb": Bad(lambda: with_directory(overstate)),
    "a zip bomb that understates its size": Bad(lambda: with_directory(understate)),
    "a thousand members": Bad(
        lambda: packed(**{"xl__workbook.xml": b"<a/>", **{f"m{number}": b"" for number in range(1000)}})
    ),
    "text in row 1,048,576": Bad(lambda: book(lambda sheet: sheet.__setitem__("A1048576", "备注"))),
    "text in the 16,384th column": Bad(lambda: book(lambda sheet: sheet.__setitem__("XFD1", "备注"))),
    "a million repeated rows in an .ods": Bad(lambda: repeated_rows(10**6)),
    "a .csv of 400,000 lines": Bad(lambda: b"a,b\n" + b"\n" * 400_000 + b"1,2\n"),
    "a .csv of 800 columns": Bad(lambda: b"a," + b"," * 800 + b"z\n"),
    "text far out, too large a grid": Bad(
        lambda: workbook(edit=lambda made: made["成员"].__setitem__("ZZ399999", "备注"))
    ),
    "20 MB of text in a cell": Bad(twenty_megabytes),
    "3,000 characters in a cell": Bad(lambda: workbook([household(备注="字" * 3000)])),
    "3,000 characters in a .csv": Bad(lambda: text([household(家庭住址="长" * 3000)])),
    "thirty sheets": Bad(lambda: workbook(edit=lambda made: [made.create_sheet() for _ in range(30)])),
    "thirty sheets in an .xls": Bad(lambda: xls({f"表{number}": [household()] for number in range(30)})),
    "a row in a comment": Bad(
        lambda: sheet_xml(
            lambda xml: xml.replace(b"</sheetData>", b'<!--<row r="7"><c r="A7"><v>1</v></c></row>--></sheetData>')
        )
    ),
    "a row number twice": Bad(
        lambda: sheet_xml(lambda xml: xml.replace(b'<row r="2"', b'<row r="1"').replace(b'r="A2"', b'r="A1"'))
    ),
    "200 MB": Bad(lambda: bytes(4 * MOST_BYTES)),
}
