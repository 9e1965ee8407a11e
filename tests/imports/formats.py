"""The same rows as .xls, .ods and .csv files."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import xlwt

Sheets = Mapping[str, Iterable[Mapping[str, Any]]]
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
EMPTY_ROWS = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'


def _table(rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    kept = list(rows)
    labels = list(dict.fromkeys(label for row in kept for label in row))
    return [labels, *([row.get(label) for label in labels] for row in kept)]


def xls(sheets: Sheets) -> bytes:
    """An .xls file; WPS's .et is of the same make."""
    book = xlwt.Workbook(encoding="utf-8")
    as_date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(_table(rows)):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value, *([as_date] if isinstance(value, date) else []))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(sheets: Sheets, *, spoil: Mapping[str, str] | None = None) -> bytes:
    """An .ods file as LibreOffice makes it, with a million empty rows at the end; `spoil` rewrites its content."""
    content = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in _table(rows))
        + f"{EMPTY_ROWS}</table:table>"
        for name, rows in sheets.items()
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    )
    for old, new in (spoil or {}).items():
        xml = xml.replace(old, new)
    return zipped({"mimetype": SPREADSHEET, "content.xml": xml, "META-INF/manifest.xml": "<manifest/>"})


def zipped(members: Mapping[str, str]) -> bytes:
    """A zip file of texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in members.items():
            container.writestr(name, text)
    return out.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def text(rows: Iterable[Mapping[str, Any]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A .csv file."""
    out = io.StringIO()
    lines: Sequence[Sequence[Any]] = _table(rows)
    csv.writer(out, delimiter=delimiter).writerows(lines)
    return out.getvalue().encode(encoding)
