"""The pasted list of a year's holidays, and what it may change."""

from datetime import date

import pytest
from django.http import Http404

from registry.audit.models import Act
from registry.parameters.actions import set_calendar_year
from registry.parameters.calendar import periods_as_text, special_periods
from registry.parameters.holidays import Period, calendar_problems, days_of_year, read_periods
from registry.parameters.models import CalendarDay
from registry.refusal import Refused
from tests.cast import Cast

NATIONAL_DAY = Period(date(2027, 10, 1), date(2027, 10, 7), working=False, name="国庆节")
SOURCE = "国办发明电〔2026〕7号"


@pytest.mark.parametrize(
    "text",
    [
        "10月1日至10月7日 休息 国庆节",
        "2027-10-01至2027-10-07\t休\t国庆节",
        "10.1—10.7 放假 国庆节",
        "\n  10/1".replace("/", "-") + "~10-7 休 国庆节  \n",
    ],
)
def test_a_period_is_read_as_people_write_it(text: str) -> None:
    assert read_periods(text, 2027) == ([NATIONAL_DAY], [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("国庆节", "看不懂"),
        ("2月30日 休息 春节", "没有这一天"),
        ("2026-10-01 休息 国庆节", "不是2027年"),
        ("10月7日至10月1日 休息 国庆节", "早于"),
        ("10月1日 休息", "缺少名称"),
        ("10月8日 上班 国庆节调休上班", "本来就上班"),
        ("10月1日 休息 国庆节\n10月1日 休息 国庆节", "前面已经列过"),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_line(line: str, problem: str) -> None:
    _, problems = read_periods(line, 2027)
    assert len(problems) == 1
    assert problem in problems[0]
    assert problems[0].startswith(f"第{len(line.splitlines())}行")


def test_days_that_no_line_names_are_what_their_weekday_makes_them() -> None:
    days = days_of_year(2027, [NATIONAL_DAY])
    assert len(days) == 365
    assert days[date(2027, 10, 1)] == (False, "国庆节")
    assert (days[date(2027, 10, 8)], days[date(2027, 10, 9)]) == ((True, ""), (False, ""))


def test_a_day_gone_by_does_not_change() -> None:
    days = [date(2027, 10, 1), date(2027, 10, 2)]
    assert calendar_problems(days, SOURCE, today=date(2027, 10, 1)) == []
    assert calendar_problems(days, SOURCE, today=date(2027, 10, 2)) == ["已经过去的日子不能修改：10月1日等1天"]


@pytest.mark.django_db
def test_the_text_of_a_year_says_exactly_that_year() -> None:
    for year in (2016, 2020, 2026):
        periods, problems = read_periods(periods_as_text(special_periods(year)), year)
        held = {day.day: (day.working, day.name) for day in CalendarDay.objects.filter(day__year=year)}
        assert (problems, days_of_year(year, periods)) == ([], held)


def test_a_year_is_set_in_one_act_and_set_again_changes_nothing(cast: Cast) -> None:
    by = cast.provincial_administrator
    assert set_calendar_year(year=2027, periods=[NATIONAL_DAY], source=SOURCE, by=by) == 365
    assert set_calendar_year(year=2027, periods=[NATIONAL_DAY], source=SOURCE, by=by) == 0
    assert special_periods(2027) == [NATIONAL_DAY]
    assert Act.objects.filter(verb="calendar.set", reason=SOURCE, region_code=430000000000).count() == 2


def test_the_calendar_is_changed_with_a_source_and_by_a_province(cast: Cast) -> None:
    with pytest.raises(Refused, match="依据"):
        set_calendar_year(year=2027, periods=[], source=" ", by=cast.provincial_administrator)
    with pytest.raises(Http404):
        set_calendar_year(year=2027, periods=[], source=SOURCE, by=cast.county_clerk)
