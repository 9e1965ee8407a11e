"""Workbooks in which a row is wrong: its household goes back with its place and its reason."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from xlwt import Formula

from tests.factories import id_number
from tests.imports.formats import ods, text, xls
from tests.imports.workbooks import ADULT, daughter, household, member, workbook

from .wanted import Bad

GOOD = id_number(ADULT, "male", 0)
WRONG_CHECK = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")
HOUSEHOLDS, MEMBERS = "农户", "成员"
Cells = Mapping[str, Any]


def of_household(code: str, column: str, cells: Cells | None = None, **more: Any) -> Bad:
    """A household with these cells; the finding lies in `column`."""
    return Bad(lambda: workbook([household(**{**(cells or {}), **more})]), code, HOUSEHOLDS, 2, column)


def of_head(code: str, column: str, **cells: Any) -> Bad:
    """A head with these cells."""
    return Bad(lambda: workbook(None, [member(**cells), daughter()]), code, MEMBERS, 2, column)


def of_daughter(code: str, column: str, **cells: Any) -> Bad:
    """A daughter with these cells."""
    return Bad(lambda: workbook(None, [member(), daughter(**cells)]), code, MEMBERS, 3, column)


def spoilt(edit: Callable[[Workbook], object], code: str, sheet: str, row: int, column: str = "") -> Bad:
    """The usual workbook, spoilt before it is saved."""
    return Bad(lambda: workbook([household(低保金=-1)], edit=edit), code, sheet, row, column)


def hide(book: Workbook) -> None:
    book["成员"].row_dimensions[3].hidden = True


def merge_down(book: Workbook) -> None:
    book["成员"].merge_cells("E2:E3")


def total(book: Workbook) -> None:
    book["农户"].append(["合 计", None, None, None, None, 12000])


def note(book: Workbook) -> None:
    book["成员"].append(["备注：以上人员均已核实"])


def signature(book: Workbook) -> None:
    book["农户"].append([None, "填表人：石某"])


CELLS = {
    "an ID number as a number": of_head("numeric_id", "证件号码", 证件号码=110101199003070010),
    "a card as a number": of_household("numeric_id", "银行卡号", 银行卡号=6222020200112233),
    "a wrong check digit": of_head("id_number", "证件号码", 证件号码=WRONG_CHECK),
    "an ID number of 17 digits": of_head("id_number", "证件号码", 证件号码=GOOD[:17]),
    "a birth date that disagrees": of_head("disagrees", "出生日期", 出生日期="1970-05-02"),
    "a sex that disagrees": of_head("disagrees", "性别", 性别="女"),
    "no ID number": of_head("missing", "证件号码", 证件号码=None),
    "no name": of_head("missing", "姓名", 姓名="  "),
    "a name with digits": of_head("text", "姓名", 姓名="石1号"),
    "a formula": of_household("formula", "工资性收入", 工资性收入="=6000*2"),
    "an error cell": of_household("error_cell", "工资性收入", 工资性收入="#REF!"),
    "negative money": of_household("negative", "低保金", 低保金=-300),
    "words for an amount": of_household("number", "低保金", 低保金="约三百"),
    "too large an amount": of_household("number", "低保金", 低保金=10**11),
    "thirteen months of work": of_head("number", "务工时间（月）", **{"务工时间（月）": 13}),
    "half a person": of_household("number", "家庭人口数", 家庭人口数=2.5),
    "a date as a number": of_head("date", "出生日期", 出生日期=25689),
    "a date in words": of_head("date", "出生日期", 出生日期="七〇年五月"),
    "the 30th of February": of_household("date", "核算期起", 核算期起="2016-02-30"),
    "the year 2106": of_household("date", "核算期止", 核算期止=date(2106, 1, 1)),
    "the year 1870": of_household("date", "核算期起", 核算期起="1870-01-01"),
    "an unknown word": of_head("choice", "文化程度", 文化程度="初中毕业班"),
    "an ambiguous code": of_head("choice", "民族", 民族="06"),
    "neither yes nor no": of_household("choice", "解决安全饮用水", 解决安全饮用水="基本"),
    "too long a text": of_household("text", "村民小组", 村民小组="一" * 21),
    "a phone of nine digits": of_household("text", "联系电话", 联系电话="138123456"),
    "three other causes": of_household("choice", "其他致贫原因", 其他致贫原因="缺水、缺土地、因学"),
    "the main cause again": of_household("choice", "其他致贫原因", 其他致贫原因="因病"),
}
PLACES = {
    "a village nobody knows": of_household("village", "行政村", 行政村="无名之地"),
    "a village misspelt": of_household("village", "行政村", 行政村="程北村"),
    "another county's village": of_household(
        "village", "行政区划代码", 行政区划代码=433125100200, 乡镇=None, 行政村=None
    ),
    "a code that is another village's": of_household("village", "行政区划代码", 行政区划代码=433124100201),
    "no village": of_household("missing", "行政村", 行政村=None),
    "a household number of nobody": of_household("unknown_household", "户编号", 户编号=1999999999),
}
FAMILIES = {
    "an exited household's attribute": of_household("status", "贫困户属性", 贫困户属性="一般脱贫户"),
    "no attribute": of_household("missing", "贫困户属性", 贫困户属性=None),
    "a total that is no sum": of_household("sum", "转移性收入", 转移性收入=500, 低保金=300),
    "a wrong size": of_household("sum", "家庭人口数", 家庭人口数=3),
    "another head's name": of_household("head", "户主姓名", 户主姓名="麻大零"),
    "another head's number": of_household("head", "户主证件号码", 户主证件号码=id_number(ADULT, "male", 9)),
    "no relation": of_daughter("missing", "与户主关系", 与户主关系=None),
    "a daughter who is a man": of_daughter("relation", "与户主关系", 证件号码=id_number(date(2006, 9, 2), "male", 3)),
    "a daughter older than her father": of_daughter(
        "age", "与户主关系", 证件号码=id_number(date(1950, 9, 2), "female", 3), 在校生状况=None
    ),
    "an infant at school": of_daughter("age", "在校生状况", 证件号码=id_number(date(2016, 9, 2), "female", 3)),
    "a child who finished college": of_daughter(
        "age", "文化程度", 证件号码=id_number(date(2012, 9, 2), "female", 3), 文化程度="大专及以上", 在校生状况=None
    ),
    "a household without a head": Bad(
        lambda: workbook(None, [member(与户主关系="其他"), daughter()]), "head", HOUSEHOLDS, 2, "户主姓名"
    ),
    "two heads": Bad(lambda: workbook(None, [member(), member(number=1)]), "head", MEMBERS, 3, "与户主关系"),
    "the same person twice": Bad(
        lambda: workbook(None, [member(), daughter(), daughter()]), "twice", MEMBERS, 4, "证件号码"
    ),
    "a household without members": Bad(
        lambda: workbook([household("1", 低保金=-1), household("2")]), "no_members", HOUSEHOLDS, 3, "户标识"
    ),
    "a member without a household": Bad(
        lambda: workbook([household(低保金=-1)], [member(), daughter("7")]), "no_household", MEMBERS, 3, "户标识"
    ),
    "neither key nor number": Bad(
        lambda: workbook([household(低保金=-1)], [member(), daughter("")]), "missing", MEMBERS, 3, "户标识"
    ),
    "a household twice": Bad(lambda: workbook([household(), household()]), "key_twice", HOUSEHOLDS, 3, "户标识"),
}
SHAPES = {
    "a hidden row": spoilt(hide, "hidden", MEMBERS, 3),
    "merged cells among the data": spoilt(merge_down, "merged", MEMBERS, 3, "文化程度"),
    "a totals row at the end": spoilt(total, "remark", HOUSEHOLDS, 3),
    "a note at the end": spoilt(note, "remark", MEMBERS, 4),
    "a signature at the end": spoilt(signature, "remark", HOUSEHOLDS, 3),
}
FLOAT = '<table:table-cell office:value-type="float"'
KINDS = {
    "a formula in an .ods": Bad(
        lambda: ods(
            {HOUSEHOLDS: [household()], MEMBERS: [member()]},
            spoil={FLOAT: FLOAT.replace("cell ", 'cell table:formula="of:=A1" ')},
        ),
        "formula", HOUSEHOLDS, 2, "工资性收入",
    ),
    "an ID number as a number in an .xls": Bad(
        lambda: xls({HOUSEHOLDS: [household()], MEMBERS: [member(证件号码=110101199003070010)]}),
        "numeric_id", MEMBERS, 2, "证件号码",
    ),
    "a formula in an .xls": Bad(
        lambda: xls({HOUSEHOLDS: [household(工资性收入=Formula("6000*2"))], MEMBERS: [member()]}),
        "formula", HOUSEHOLDS, 2, "工资性收入",
    ),
    "a formula in a .csv": Bad(
        lambda: text([{"户编号": 1999999999, "低保金": "=1+1"}]), "formula", "CSV", 2, "低保金"
    ),
    "new households in a .csv without members": Bad(lambda: text([household()]), "no_members", "CSV", 2, "户标识"),
}  # fmt: skip
ROWS = CELLS | PLACES | FAMILIES | SHAPES | KINDS
