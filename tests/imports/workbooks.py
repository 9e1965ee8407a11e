"""Workbooks for tests, good ones and bad ones."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import id_number

Row = Mapping[str, Any]
ADULT, CHILD = date(1970, 5, 1), date(2006, 9, 2)


def household(key: str = "1", **cells: Any) -> dict[str, Any]:
    """A new household of 城北村 as a clerk fills it in."""
    return {
        "户标识": key,
        "乡镇": "花垣镇",
        "行政村": "城北村",
        "贫困户属性": "一般贫困户",
        "主要致贫原因": "因病",
        "工资性收入": 12000,
        "解决安全饮用水": "是",
        **cells,
    }


def member(key: str = "1", number: int = 0, **cells: Any) -> dict[str, Any]:
    """The head of household `key`; `number` makes another person with another ID number."""
    return {
        "户标识": key,
        "姓名": f"石大{'零一二三四五六七八九'[number % 10]}",
        "证件号码": id_number(ADULT, "male", number),
        "与户主关系": "户主",
        "文化程度": "初中",
        "健康状况": "健康",
        "城乡居民基本医疗保险": "是",
        **cells,
    }


def daughter(key: str = "1", number: int = 0, **cells: Any) -> dict[str, Any]:
    """A girl of nine at school."""
    return member(
        key,
        number,
        **{
            "姓名": f"石小{'零一二三四五六七八九'[number % 10]}",
            "证件号码": id_number(CHILD, "female", number),
            "与户主关系": "之女",
            "文化程度": None,
            "在校生状况": "小学",
            **cells,
        },
    )


def workbook(
    households: Iterable[Row] | None = None,
    members: Iterable[Row] | None = None,
    *,
    edit: Callable[[Workbook], object] | None = None,
) -> bytes:
    """An .xlsx file; by default one household of two. `edit` may spoil it before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    write(book.create_sheet("农户"), [household()] if households is None else households)
    write(book.create_sheet("成员"), [member(), daughter()] if members is None else members)
    if edit is not None:
        edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(sheet: Worksheet, rows: Iterable[Row]) -> None:
    """Head and rows; the columns are those that any row names."""
    kept = list(rows)
    labels = list(dict.fromkeys(label for row in kept for label in row))
    sheet.append(labels)
    for row in kept:
        sheet.append([row.get(label) for label in labels])


def repacked(data: bytes, change: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same zip file with some members rewritten; a name that is new is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change[name](old.read(name)) if name in change else old.read(name))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name](b""))
    return out.getvalue()


def with_lying_dimension(data: bytes, said: str = "A1:C2") -> bytes:
    """Both sheets declare that they hold only `said`."""
    tag = f'<dimension ref="{said}"/>'.encode()
    lie = lambda xml: re.sub(rb"<dimension [^>]*/>", tag, xml)  # noqa: E731
    return repacked(data, {f"xl/worksheets/sheet{number}.xml": lie for number in (1, 2)})
