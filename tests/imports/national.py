"""Workbooks in the national layout, made by hand: by labels, by codes, with years as sheets, as columns or as rows."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from tests.factories import id_number

from .workbooks import write

VILLAGE = 433124100200
Row = Mapping[str, Any]


def book(**sheets: Sequence[Row]) -> bytes:
    """An .xlsx file with these sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        write(made.create_sheet(name), rows)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def home(key: str = "H1", **cells: Any) -> dict[str, Any]:
    """A household's row of any year: poor since 2013."""
    return {
        "户编号": key,
        "行政区划代码": VILLAGE,
        "脱贫属性": "未脱贫",
        "贫困户属性": "一般贫困户",
        "首次识别时间": "2013年12月",
        "家庭人口数": 1,
        "工资性收入": 2000,
        **cells,
    }


def head(key: str = "H1", number: int = 0, **cells: Any) -> dict[str, Any]:
    """The row of a household's head in any year."""
    return {
        "户编号": key,
        "姓名": f"龙大{'零一二三四五六七八九'[number]}",
        "证件号码": id_number(date(1970, 5, 1), "male", number),
        "与户主关系": "户主",
        "文化程度": "初中",
        **cells,
    }


def three_years(**changes: Sequence[Row]) -> bytes:
    """One household in 2014, 2015 and now; `changes` are other rows of a sheet."""
    sheets: dict[str, Sequence[Row]] = {"农户": [home()], "成员": [head()]}
    for year in (2015, 2014):
        sheets |= {f"农户{year}": [home()], f"成员{year}": [head()]}
    return book(**(sheets | changes))
