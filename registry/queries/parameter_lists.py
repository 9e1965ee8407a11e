"""What an import of parameters is compared with: the province's own lines and values, and the days of a year."""

from datetime import date
from decimal import Decimal

from registry.parameters.choices import LineKind
from registry.parameters.models import CalendarDay, Parameter, PovertyLine


def own_lines(province_code: int) -> dict[tuple[int, str], PovertyLine]:
    """The province's lines by year and kind."""
    return {(line.year, line.kind): line for line in PovertyLine.objects.filter(province_code=province_code)}


def own_values(province_code: int) -> dict[tuple[str, int], Parameter]:
    """The province's values by name and first year."""
    return {(value.name, value.from_year): value for value in Parameter.objects.filter(province_code=province_code)}


def national_lines() -> dict[int, Decimal]:
    """The floor of each year."""
    return dict(PovertyLine.objects.filter(kind=LineKind.NBS).values_list("year", "amount"))


def days_held(year: int) -> dict[date, tuple[bool, str]]:
    """Whether each day of a year is a working day, and what it is called."""
    days = CalendarDay.objects.filter(day__year=year)
    return {day.day: (day.working, day.name) for day in days}
