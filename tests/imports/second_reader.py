"""The rows of data in a file as somebody else counts them: without the reading library, and without our own second
look, except for .xls."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

from registry.excel import EXAMPLE_MARK, HOUSEHOLDS, MEMBERS
from registry.workbook.binary import count_binary
from registry.workbook.reading import read_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SHEETS = {name for table in (HOUSEHOLDS, MEMBERS) for name in (table.name, *table.aliases)}


def rows_of_data(data: bytes) -> int:
    """Rows that show anything below the heads, the template's examples left out."""
    if data.startswith(b"PK"):
        container = zipfile.ZipFile(io.BytesIO(data))
        sheets = _open_document(container) if "content.xml" in container.namelist() else _open_xml(container)
    elif data.startswith(b"\xd0\xcf"):
        names = [sheet.name for sheet in read_workbook(data)]
        counts = [["x"] * len(counted.numbers) for counted in count_binary(data)]
        sheets = dict(zip(names, counts, strict=True))
    else:
        rows = csv.reader(io.StringIO(data.decode()))
        sheets = {HOUSEHOLDS.name: ["".join(row).strip() for row in rows]}
    kept = [[row for row in rows if row][1:] for name, rows in sheets.items() if name in SHEETS]
    return sum(not row.startswith(EXAMPLE_MARK) for rows in kept for row in rows)


def _open_xml(container: zipfile.ZipFile) -> dict[str, list[str]]:
    """Sheet → the words of each of its rows."""
    words = []
    if "xl/sharedStrings.xml" in container.namelist():
        words = ["".join(item.itertext()) for item in _xml(container, "xl/sharedStrings.xml")]
    names = [sheet.get("name", "") for sheet in _xml(container, "xl/workbook.xml").iter(f"{MAIN}sheet")]
    return {
        name: [_words(row, words) for row in _xml(container, f"xl/worksheets/sheet{number}.xml").iter(f"{MAIN}row")]
        for number, name in enumerate(names, 1)
    }


def _words(row: ET.Element, shared: list[str]) -> str:
    cells = (
        shared[int(cell.findtext(f"{MAIN}v") or 0)] if cell.get("t") == "s" else "".join(cell.itertext())
        for cell in row.iter(f"{MAIN}c")
    )
    return "".join(cells).strip()


def _open_document(container: zipfile.ZipFile) -> dict[str, list[str]]:
    return {
        table.get(f"{TABLE}name", ""): ["".join(row.itertext()).strip() for row in table.iter(f"{TABLE}table-row")]
        for table in _xml(container, "content.xml").iter(f"{TABLE}table")
    }


def _xml(container: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(container.read(name))
