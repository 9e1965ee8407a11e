"""The error workbook of every kind and of every format goes its whole way: only the refused rows, as they were; red,
with words; the same faults when it is uploaded as it is; in, when it is corrected."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from registry.choices import BatchKind, BatchState
from registry.cipher import unseal_bytes
from registry.excel import FAULTS_LABEL
from registry.imports import findings
from registry.models import Batch
from tests.cast import Cast
from tests.factories import Tree, closed_run, household_of, id_number

from . import formats
from .conftest import Desk, faults
from .lists import days, decision, line, listing, user, value
from .national import head, home
from .workbooks import ADULT, daughter, household, member, saved, workbook

pytestmark = pytest.mark.django_db
RED = "00FF8A80"
Rows = Sequence[Mapping[str, Any]]
Place = tuple[str, str, int]  # sheet, column, row


NATIONAL: dict[str, Rows] = {"农户": [home(), home("H2")], "成员": [head(), head("H2", 2)]}


@dataclass(frozen=True)
class Case:
    """A workbook with good and bad rows: how many of each sheet come back, and what makes them good."""

    kind: str
    sheets: Mapping[str, Rows]
    back: Mapping[str, int]
    corrections: Mapping[Place, Any]  # no column: the row goes


def newcomer(number: int, serial: int, **cells: Any) -> dict[str, Any]:
    """A newborn of a household of the register."""
    born = date(2016, 3, serial)
    return {
        "户编号": number,
        "姓名": f"石{'零一二'[serial]}宝",
        "证件号码": id_number(born, "female", serial),
        "与户主关系": "之女",
        "增加原因": "新生儿",
        "增加日期": born,
        **cells,
    }


def of_households(good: int, bad: int) -> dict[str, Case]:
    """By what the file brings; the numbers are households of the register."""
    return {
        "households": Case(
            BatchKind.HOUSEHOLDS,
            {
                "农户": [household("1"), household("2", 低保金=-5)],
                "成员": [member("1"), member("2", 2), daughter("2", 2)],
            },
            {"农户": 1, "成员": 2},
            {("农户", "低保金", 2): 500},
        ),
        "a household whose member is wrong": Case(
            BatchKind.HOUSEHOLDS,
            {"农户": [household("1"), household("2")], "成员": [member("1"), member("2", 2, 文化程度="中学")]},
            {"农户": 1, "成员": 1},
            {("成员", "文化程度", 2): "初中"},
        ),
        "yearly records": Case(
            BatchKind.HOUSEHOLDS,
            {"农户": [{"户编号": good, "工资性收入": 900}, {"户编号": bad, "工资性收入": "不详"}]},
            {"农户": 1},
            {("农户", "工资性收入", 2): 800},
        ),
        "members": Case(
            BatchKind.HOUSEHOLDS,
            {"成员": [newcomer(good, 1), newcomer(bad, 2, 增加日期=None)]},
            {"成员": 1},
            {("成员", "增加日期", 2): date(2016, 3, 1)},
        ),
    }


def of_lists(good: int, bad: int) -> dict[str, Case]:
    """And of the other kinds."""
    years = {f"{sheet}{year}": rows for year in (2014, 2015) for sheet, rows in NATIONAL.items()}
    return {
        "decisions": Case(
            BatchKind.DECISIONS,
            {"决定": [decision(good), decision(bad, 文件日期="年底"), {"户编号": "合计", "类别": "2"}]},
            {"决定": 2},
            {("决定", "文件日期", 2): date(2016, 12, 1), ("决定", "", 3): None},
        ),
        "users": Case(
            BatchKind.USERS,
            {
                "用户": [
                    user(),
                    user("shimei", 姓名="石梅", 角色="村长"),
                    user("shimei", 姓名="石梅", 区划名称="花垣县"),
                ]
            },
            {"用户": 2},
            {("用户", "角色", 2): "乡镇录入员", ("用户", "角色", 3): "县级录入员"},
        ),
        "parameters": Case(
            BatchKind.PARAMETERS,
            {
                "扶贫标准": [line(), line(2018, 金额=-1)],
                "参数": [value(said="十天"), value("第二次公示天数")],
                "工作日历": [days(date(2027, 10, 1), 安排="歇"), days(date(2027, 5, 1))],
            },
            {"扶贫标准": 1, "参数": 1, "工作日历": 2},
            {("扶贫标准", "金额", 2): 3700, ("参数", "取值", 2): 10, ("工作日历", "安排", 2): "休息"},
        ),
        "a county with its years": Case(
            BatchKind.BASELINE,
            {**years, "农户2014": [home(), home("H2", 行政区划代码=1)]},
            {"农户2014": 1, "成员2014": 1, "农户2015": 1, "成员2015": 1},
            {("农户2014", "行政区划代码", 2): 433124100200},
        ),
    }


def cases(good: int, bad: int) -> dict[str, Case]:
    """All of them."""
    return of_households(good, bad) | of_lists(good, bad)


FORMATS: dict[str, Callable[[Mapping[str, Rows]], bytes]] = {
    "xlsx": lambda sheets: listing(**sheets),
    "xls": formats.xls,
    "ods": formats.ods,
    "csv": lambda sheets: formats.text(next(iter(sheets.values())), "gb18030"),
}
# What reads the formats is the same for all kinds.
WAYS = [
    *((name, "xlsx") for name in cases(1, 2)),
    *(
        ("households", "xls"),
        ("a county with its years", "xls"),
        ("parameters", "ods"),
        ("a county with its years", "ods"),
    ),
    *(("yearly records", "csv"), ("members", "csv"), ("decisions", "csv"), ("users", "csv")),
]


@pytest.fixture
def desks(cast: Cast) -> dict[str, Desk]:
    """Whoever imports each kind."""
    for year in (2013, 2014, 2015):
        closed_run(year, baseline=year == 2013)
    clerk, administrator, province = cast.county_clerk, cast.county_administrator, cast.provincial_administrator
    return {
        **{kind: Desk(clerk, 433124000000, kind) for kind in ("households", "decisions", "baseline")},
        "users": Desk(administrator, 433124000000, "users"),
        "parameters": Desk(province, 430000000000, "parameters"),
    }


def errors_of(batch: Batch) -> bytes:
    return unseal_bytes(Batch.objects.get(pk=batch.pk).errors_sealed or b"")


def corrected(data: bytes, corrections: Mapping[Place, Any]) -> bytes:
    """By hand, in a program that saves it in its own way."""
    book = load_workbook(io.BytesIO(data))
    for (name, label, row), content in corrections.items():
        if label:
            book[name].cell(row, [cell.value for cell in book[name][1]].index(label) + 1).value = content
        else:
            book[name].delete_rows(row)
    return saved(book)


def assert_marked(book: Workbook, back: Mapping[str, int]) -> None:
    """As many rows as there should be; each says why it came back, and shows it where it is wrong itself."""
    for name, rows in back.items():
        heads, *lines = book[name].iter_rows()
        place = [cell.value for cell in heads].index(FAULTS_LABEL)
        assert len(lines) == rows
        for cells in lines:
            red = [cell for cell in cells if cell.fill.fgColor.rgb == RED and cell.comment]
            assert bool(red) != str(cells[place].value).startswith("这一行没有发现错误")


def kinds_of_faults(batch: Batch) -> set[tuple[str, str]]:
    return {(column, code) for _sheet, _row, column, code in faults(batch)}


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_it_comes_back_marked_and_goes_in_corrected(name: str, way: str, desks: dict[str, Desk], tree: Tree) -> None:
    case = cases(*(household_of(2, village=tree.village).pk for _number in range(2)))[name]
    desk = desks[case.kind]
    batch = desk.bring_in(FORMATS[way](case.sheets))
    returned = errors_of(batch)
    assert batch.state == BatchState.MERGED
    assert batch.counts["refused"]["rows"] == sum(case.back.values())
    assert_marked(load_workbook(io.BytesIO(returned)), case.back)
    assert kinds_of_faults(desk.upload(returned)) == kinds_of_faults(batch)
    again = desk.bring_in(corrected(returned, case.corrections))
    assert (again.state, again.counts["refused"]["rows"], faults(again)) == (BatchState.MERGED, 0, [])


def test_what_is_said_of_no_cell_is_said_at_the_first(desks: dict[str, Desk]) -> None:
    rows = [household("1", 行政村=None, 乡镇=None) | {"备注": "新"}]
    for row in rows:
        del row["行政村"], row["乡镇"]
    sheet = load_workbook(io.BytesIO(errors_of(desks["households"].upload(workbook(rows, [member()])))))["农户"]
    assert (sheet["A2"].fill.fgColor.rgb, sheet["A2"].comment.text) == (RED, "新户须填村：12 位代码，或乡镇和行政村")


def test_more_faults_than_are_kept_are_counted_and_no_row_is_called_good(
    desks: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MOST_KEPT", 1)
    bad = [member(证件号码=id_number(ADULT, "male", 0)[:17] + "?"), daughter(文化程度="中学")]
    batch = desks["households"].upload(workbook([household()], bad))
    assert "另有 1 处没有逐条列出" in batch.faults.get(code="notice").message
    sheet = load_workbook(io.BytesIO(errors_of(batch)))["成员"]
    assert "问题太多，没有逐条列出" in str([cell.value for cell in sheet[2]])
