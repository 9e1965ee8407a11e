"""COPY, also while Django logs queries, as it does under DEBUG."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.copying import Rows, copy_rows
from registry.parameters.models import CalendarDay


@pytest.mark.django_db
def test_rows_are_appended_while_queries_are_logged() -> None:
    rows = [(date(2099, 10, 1), False, "国庆节"), (date(2099, 10, 9), True, "")]
    with CaptureQueriesContext(connection), act("test.setup", by=SYSTEM):
        copy_rows("parameters_calendarday", Rows(("day", "working", "name"), rows, never_null=("name",)))
    found = CalendarDay.objects.filter(day__year=2099).order_by("day").values_list("day", "working", "name")
    assert list(found) == rows
