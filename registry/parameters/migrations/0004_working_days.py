"""The calendar of 2013–2026 with the holidays and make-up days that the State Council published for each year."""

from datetime import date, timedelta
from typing import Any

import chinese_calendar
from chinese_calendar.constants import Holiday
from django.db import migrations

FIRST, LAST = date(2013, 1, 1), date(2026, 12, 31)
NAMES = {holiday.value: holiday.chinese for holiday in Holiday}


def name_of(day: date) -> str:
    holiday, name = chinese_calendar.get_holiday_detail(day)
    if name is None:
        return ""
    return NAMES[name] if holiday else f"{NAMES[name]}调休上班"


def enter(apps: Any, schema_editor: Any) -> None:
    calendar_day = apps.get_model("parameters", "CalendarDay")
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    calendar_day.objects.bulk_create(
        calendar_day(day=day, working=chinese_calendar.is_workday(day), name=name_of(day)) for day in days
    )


def leave(apps: Any, schema_editor: Any) -> None:
    apps.get_model("parameters", "CalendarDay").objects.filter(day__range=(FIRST, LAST)).delete()


class Migration(migrations.Migration):
    dependencies = [("parameters", "0003_national_lines")]
    operations = [migrations.RunPython(enter, leave)]
