"""Reads of the working calendar."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Max, Min
from django.utils import timezone

from .holidays import Period
from .models import CalendarDay

DAY = timedelta(days=1)


def calendar_years() -> list[int]:
    """The years of the calendar, the latest first."""
    ends = CalendarDay.objects.aggregate(first=Min("day"), last=Max("day"))
    if ends["first"] is None:
        return []
    return list(range(ends["last"].year, ends["first"].year - 1, -1))


def year_to_show(years: list[int]) -> int:
    """This year, or the latest of the calendar once it has run out."""
    today = timezone.localdate()
    return today.year if today.year in years or not years else years[0]


def special_periods(year: int) -> list[Period]:
    """Holidays and make-up working days of a year in runs of days; all others are what their weekday makes them."""
    days = CalendarDay.objects.filter(day__year=year).exclude(name="").order_by("day")
    periods: list[Period] = []
    for day in days:
        before = periods[-1] if periods else None
        if before and (before.working, before.name, before.last + DAY) == (day.working, day.name, day.day):
            periods[-1] = replace(before, last=day.day)
        else:
            periods.append(Period(day.day, day.day, working=day.working, name=day.name))
    return periods


def periods_as_text(periods: list[Period]) -> str:
    """As they are typed and pasted, one a line (rules.read_periods)."""
    return "\n".join(_line(period) for period in periods)


def _line(period: Period) -> str:
    first, last = (f"{day.month}月{day.day}日" for day in (period.first, period.last))
    days = first if period.days == 1 else f"{first}至{last}"
    return f"{days} {'上班' if period.working else '休息'} {period.name}"
