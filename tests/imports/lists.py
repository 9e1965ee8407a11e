"""Workbooks of lists for tests: decisions, users with postings, parameters."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook

from .workbooks import write

Row = Mapping[str, Any]


def listing(**sheets: Iterable[Row]) -> bytes:
    """An .xlsx file with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        write(book.create_sheet(name), rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def decision(household: int | None = None, **cells: Any) -> dict[str, Any]:
    """An exit as a clerk fills it in."""
    return {
        "户编号": household,
        "类别": "脱贫",
        "理由": "收入稳定",
        "文号": "花扶领〔2016〕8号",
        "文件日期": date(2016, 12, 1),
        "程序已完成": "是",
        "公告日期": "2016-12-10",
        **cells,
    }


def user(username: str = "longmei", **cells: Any) -> dict[str, Any]:
    """A clerk of 花垣镇."""
    return {
        "用户名": username,
        "姓名": "龙梅",
        "角色": "乡镇录入员",
        "区划名称": "花垣镇",
        "开始日期": "2016-03-01",
        **cells,
    }


def line(year: int = 2017, **cells: Any) -> dict[str, Any]:
    """The province's own line."""
    return {"年度": year, "种类": "省定标准", "金额": 3600, "依据": "湘扶领〔2017〕3号", **cells}


def value(name: str = "第一次公示天数", said: Any = 10, **cells: Any) -> dict[str, Any]:
    """A parameter from 2017 on."""
    return {"参数名称": name, "起始年度": 2017, "取值": said, "依据": "湘扶领〔2017〕4号", **cells}


def days(first: date, last: date | None = None, **cells: Any) -> dict[str, Any]:
    """Days off."""
    return {
        "开始日期": first,
        "结束日期": last,
        "安排": "休息",
        "名称": "国庆节",
        "依据": "国办发明电〔2026〕7号",
        **cells,
    }
