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


WRONG_LINES: list[tuple[dict[str, object], str, str]] = [
    (line(2015), "年度", "2015年度已经截止，资料按当时的取值计算，不能再改；只能从2016年度起设定"),
    (line(2016, 金额=100), "金额", "省定标准100.00元低于国家扶贫标准{national}元"),
    (line(种类="国家扶贫标准"), "种类", "“国家扶贫标准”不在“种类”的选项之内，可填：省定标准"),
    (line(2018, 依据=None), "依据", "依据没有填"),
    (line(2019, 金额="三千"), "金额", "“三千”不是数"),
]
WRONG_VALUES: list[tuple[dict[str, object], str, str]] = [
    (value(said="很多"), "取值", "请填写1至60的整数"),
    (value(起始年度=2014), "起始年度", "2014年度已经截止，资料按当时的取值计算，不能再改；只能从2016年度起设定"),
    (value("计入稳定收入的项目", "工资"), "取值", "请至少选择一个收入项目"),
]


@time_machine.travel("2026-09-01T08:00:00+08:00", tick=True)
def test_every_wrong_row_is_named_with_its_place_and_the_good_one_is_taken(parameters: Desk) -> None:
    twice = [line(2020, 金额=4200), line(2020, 金额=4300)]
    backwards = days(date(2026, 10, 7), date(2026, 10, 1))
    batch = parameters.upload(
        listing(
            扶贫标准=[row for row, *_said in WRONG_LINES] + twice,
            参数=[row for row, *_said in WRONG_VALUES] + [value(起始年度=2016)],
            工作日历=[backwards],
        )
    )
    national = PovertyLine.objects.get(year=2016, kind="nbs").amount
    lines = {
        ("扶贫标准", row, column): words.format(national=national)
        for row, (_cells, column, words) in enumerate(WRONG_LINES, start=2)
    }
    values = {("参数", row, column): words for row, (_cells, column, words) in enumerate(WRONG_VALUES, start=2)}
    said = {(one.sheet, one.row, one.column): one.message for one in batch.faults.filter(warning=False)}
    assert said == lines | values | {
        ("扶贫标准", 8, "年度"): "与第 7 行重复",
        ("工作日历", 2, "开始日期"): "结束日期早于开始日期",
    }
    assert batch.counts["new"] == {"households": 2, "rows": 2}


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


def test_what_somebody_set_since_the_check_is_not_overwritten(parameters: Desk, cast: Cast) -> None:
    rows = {"扶贫标准": [line(), line(2018)], "参数": [value()], "工作日历": [days(date(2027, 10, 1))]}
    batch = parameters.upload(listing(**rows))
    theirs = {"扶贫标准": [line(金额=3500)], "参数": [value(said=12)], "工作日历": [days(date(2027, 10, 2))]}
    Desk(cast.second_administrator, HUNAN, "parameters").bring_in(listing(**theirs))
    assert "校验之后已有人改动" in parameters.merge(batch, only_good=False).problem
    batch = parameters.merge(batch)
    assert {one.key: one.verdict for one in batch.staged.all()} == {
        "2017 省定标准": "refused",
        "2018 省定标准": "new",
        "第一次公示天数 2017": "refused",
        "2027 年放假安排": "refused",
    }
    assert set(batch.faults.values_list("code", flat=True)) == {"stale"}
    assert "现为“3,500.00”（依据：湘扶领〔2017〕3号）" in batch.faults.order_by("pk")[0].message
    amounts = PovertyLine.objects.filter(province_code=HUNAN).order_by("year").values_list("amount", flat=True)
    assert list(amounts) == [Decimal(3500), Decimal(3600)]


def test_five_times_the_same_file_is_one_batch(parameters: Desk) -> None:
    data = listing(扶贫标准=[line()])
    assert len({parameters.upload(data).pk for _ in range(5)}) == 1
