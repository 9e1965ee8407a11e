"""Setting lines and parameters. A province sets its own; the nation's are set by the system."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import JSONField, Value
from django.http import Http404
from django.utils import timezone

from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.refusal import refuse_if

from .choices import LineKind, Name
from .holidays import Period, calendar_problems, days_of_year
from .models import CalendarDay, Parameter, PovertyLine
from .queries import province_for
from .rules import line_problems, parameter_problems

# No province has this code: only who may act everywhere may act here.
NATION = 0


@transaction.atomic
def set_line(
    *, year: int, kind: LineKind, amount: Decimal, source: str, province_code: int | None, by: Viewer
) -> PovertyLine:
    """Set the line of a year, in yuan; without a province the nation's. Raises Http404 for somebody else's province."""
    demand(by, Permission.PARAMETER_EDIT, province_code or NATION)
    national = PovertyLine.objects.filter(year=year, kind=LineKind.NBS).values_list("amount", flat=True).first()
    of_province = province_code is not None
    refuse_if(line_problems(kind=kind, amount=amount, source=source, of_province=of_province, national=national))
    with act("parameter.set", by=by, region_code=province_code, reason=source):
        line, _ = PovertyLine.objects.update_or_create(
            year=year, kind=kind, province_code=province_code, defaults={"amount": amount, "source": source}
        )
    return line


@transaction.atomic
def set_parameter(
    *, name: Name, value: Any, from_year: int, source: str, province_code: int | None, by: Viewer
) -> Parameter:
    """Set a value from a year on (0: always); without a province the nation's. Earlier years keep what they had."""
    demand(by, Permission.PARAMETER_EDIT, province_code or NATION)
    refuse_if(parameter_problems(name=name, value=value, source=source))
    # Django would store a None as no value at all.
    json = Value(None, JSONField()) if value is None else value
    with act("parameter.set", by=by, region_code=province_code, reason=source):
        parameter, _ = Parameter.objects.update_or_create(
            name=name, from_year=from_year, province_code=province_code, defaults={"value": json, "source": source}
        )
    return parameter


@transaction.atomic
def set_calendar_year(*, year: int, periods: Iterable[Period], source: str, by: Viewer) -> int:
    """Let a year have these holidays and make-up days and no others; how many days changed. Days gone by stay.

    The calendar is the State Council's and one for all; the log of the province whose administrator entered it tells.
    """
    province = province_for(by, Permission.PARAMETER_EDIT)
    if province is None:
        raise Http404
    wanted = days_of_year(year, periods)
    held = {day.day: (day.working, day.name) for day in CalendarDay.objects.select_for_update().filter(day__year=year)}
    changed: dict[date, tuple[bool, str]] = {day: what for day, what in wanted.items() if held.get(day) != what}
    refuse_if(calendar_problems(changed, source, today=timezone.localdate()))
    with act("calendar.set", by=by, region_code=province.code, reason=source):
        CalendarDay.objects.bulk_create(
            [CalendarDay(day=day, working=working, name=name) for day, (working, name) in changed.items()],
            update_conflicts=True,
            unique_fields=["day"],
            update_fields=["working", "name"],
        )
    return len(changed)
