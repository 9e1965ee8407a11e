"""Workbooks of parameters: the own province's, from the open year on; the calendar by whole years."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from registry.models import Batch
from registry.parameters.models import CalendarDay, Parameter, PovertyLine
from tests.cast import Cast
from tests.factories import closed_run

from .conftest import Desk, somebody_acts
from .lists import days, line, listing, value
from .test_decision_lists import messages

pytestmark = pytest.mark.django_db
HUNAN = 430000000000


@pytest.fixture
def parameters(cast: Cast) -> Desk:
    """The provincial administrator's, in the open year 2016."""
    closed_run(2015)
    return Desk(cast.provincial_administrator, HUNAN, "parameters")


def verdicts(batch: Batch) -> dict[str, str]:
    return dict(batch.staged.values_list("key", "verdict"))


def test_lines_and_values_are_set_with_their_source(parameters: Desk) -> None:
    rows = [
        value(),
        value("计入稳定收入的项目", "工资性收入、生产经营性收入"),
        value("大病保险起算年度", "不作要求"),
        value("收入核算周期起始月日", "10月1日"),
    ]
    batch = parameters.bring_in(listing(扶贫标准=[line()], 参数=rows))
    assert batch.counts["new"] == {"households": 5, "rows": 5}
    own = PovertyLine.objects.get(province_code=HUNAN, year=2017)
    assert (own.kind, own.amount, own.source) == ("provincial", Decimal(3600), "湘扶领〔2017〕3号")
    held = {one.name: one.value for one in Parameter.objects.filter(province_code=HUNAN, from_year=2017)}
    assert held == {
        "notice_days_1": 10,
        "stable_items": ["wage", "business"],
        "serious_illness_from": None,
        "period_start": "10-01",
    }


def test_the_same_again_is_unchanged_and_another_source_a_change(parameters: Desk) -> None:
    parameters.bring_in(listing(扶贫标准=[line()], 参数=[value()]))
    batch = parameters.upload(listing(扶贫标准=[line()], 参数=[value(依据="湘扶领〔2017〕9号")]))
    assert verdicts(batch) == {"2017 省定标准": "unchanged", "第一次公示天数 2017": "changed"}


@pytest.mark.parametrize(
    ("sheets", "place", "message"),
    [
        ({"扶贫标准": [line(2015)]}, ("扶贫标准", 2, "年度"), "2015年度已经截止"),
        ({"扶贫标准": [line(金额=100)]}, ("扶贫标准", 2, "金额"), "低于国家扶贫标准"),
        ({"扶贫标准": [line(种类="国家扶贫标准")]}, ("扶贫标准", 2, "种类"), "不在“种类”的选项之内"),
        ({"扶贫标准": [line(依据=None)]}, ("扶贫标准", 2, "依据"), "依据没有填"),
        ({"扶贫标准": [line(), line(金额=3700)]}, ("扶贫标准", 3, "年度"), "与第 2 行重复"),
        ({"参数": [value(said="很多")]}, ("参数", 2, "取值"), "请填写1至60的整数"),
        ({"参数": [value(起始年度=2014)]}, ("参数", 2, "起始年度"), "2014年度已经截止"),
        ({"参数": [value("计入稳定收入的项目", "工资")]}, ("参数", 2, "取值"), "请至少选择一个收入项目"),
        (
            {"工作日历": [days(date(2026, 10, 7), date(2026, 10, 1))]},
            ("工作日历", 2, "开始日期"),
            "结束日期早于开始日期",
        ),
    ],
    ids=str,
)
@time_machine.travel("2026-09-01T08:00:00+08:00", tick=True)
def test_a_wrong_row_is_named_with_its_place(
    parameters: Desk, sheets: dict[str, list[dict[str, object]]], place: tuple[str, int, str], message: str
) -> None:
    batch = parameters.upload(listing(**sheets))
    found = batch.faults.filter(warning=False)
    assert [(one.sheet, one.row, one.column) for one in found] == [place]
    assert message in found[0].message


@time_machine.travel("2026-09-01T08:00:00+08:00", tick=True)
def test_the_days_of_a_year_are_one_thing(parameters: Desk) -> None:
    with somebody_acts():
        CalendarDay.objects.filter(day__year=2026).delete()
    off = days(date(2026, 10, 1), date(2026, 10, 7))
    make_up = days(date(2026, 10, 10), 安排="上班", 名称="国庆节调休")
    bad = parameters.upload(listing(工作日历=[off, make_up | {"安排": "加班"}]))
    assert bad.counts["refused"] == {"households": 1, "rows": 2}
    assert not CalendarDay.objects.filter(day__year=2026).exists()


@time_machine.travel("2025-12-01T08:00:00+08:00", tick=True)
def test_next_years_holidays_are_entered(parameters: Desk) -> None:
    rows = [days(date(2026, 10, 1), date(2026, 10, 7)), days(date(2026, 10, 10), 安排="上班", 名称="国庆节调休")]
    batch = parameters.bring_in(listing(工作日历=rows))
    assert batch.state == "merged"
    assert CalendarDay.objects.get(day=date(2026, 10, 1)).working is False
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).working is True
    again = parameters.upload(listing(工作日历=rows[::-1]))
    assert verdicts(again) == {"2026 年放假安排": "unchanged"}


def test_a_sheet_of_another_kind_is_said_not_to_be_read(parameters: Desk) -> None:
    batch = parameters.upload(listing(扶贫标准=[line()], 农户=[{"户标识": 1}]))
    assert batch.faults.get(warning=True).message == "没有读取工作表“农户”"


def test_five_times_the_same_file_is_one_batch(parameters: Desk) -> None:
    data = listing(扶贫标准=[line()])
    assert len({parameters.upload(data).pk for _ in range(5)}) == 1


def test_messages_name_every_row(parameters: Desk) -> None:
    batch = parameters.upload(listing(扶贫标准=[line(2015), line(2014, 种类="监测线")], 参数=[value(said=0)]))
    assert [row[0] for row in messages(batch)] == [2, 3, 2]
