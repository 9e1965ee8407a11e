"""Reads of the working calendar."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils import timezone

from .models import CalendarDay

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days in a row of one kind, both ends included."""

    first: date
    last: date
    working: bool
    name: str

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


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
