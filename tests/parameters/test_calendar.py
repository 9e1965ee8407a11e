from datetime import date
from typing import Any

import pytest

from registry.parameters.calendar import calendar_years, special_periods, year_to_show
from registry.parameters.models import CalendarDay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2016, 2, 6), True, "春节调休上班"),
        (date(2016, 2, 8), False, "春节"),
        (date(2016, 2, 20), False, ""),
        (date(2016, 2, 22), True, ""),
        (date(2026, 10, 1), False, "国庆节"),
    ],
)
def test_the_calendar_knows_holidays_and_made_up_days(day: date, working: bool, name: str) -> None:
    found = CalendarDay.objects.get(day=day)
    assert (found.working, found.name) == (working, name)


def test_the_calendar_has_every_day_of_its_years() -> None:
    assert CalendarDay.objects.count() == (date(2026, 12, 31) - date(2013, 1, 1)).days + 1
    assert calendar_years() == list(range(2026, 2012, -1))


def test_special_periods_in_a_row_are_one_period() -> None:
    periods = [(period.name, period.first.isoformat(), period.days) for period in special_periods(2016)]
    assert periods[:4] == [
        ("元旦", "2016-01-01", 1),
        ("春节调休上班", "2016-02-06", 1),
        ("春节", "2016-02-07", 7),
        ("春节调休上班", "2016-02-14", 1),
    ]


@pytest.mark.parametrize(("years", "expected"), [([2027, 2026], 2026), ([2020, 2019], 2020), ([], 2026)])
def test_the_calendar_opens_at_this_year_while_it_lasts(years: list[int], expected: int, time_machine: Any) -> None:
    time_machine.move_to("2026-05-01T12:00:00+08:00")
    assert year_to_show(years) == expected
