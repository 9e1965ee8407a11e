"""A province sets its lines and parameters from the open year on: which years are closed, only the register knows."""

from typing import Any

from django.db import transaction

from registry.accounts.scope import Viewer
from registry.parameters.actions import set_line, set_parameter
from registry.parameters.models import Parameter, PovertyLine
from registry.queries.years import open_year
from registry.refusal import refuse_if
from registry.rules.parameters import closed_year_problems

from .locking import hold_year


@transaction.atomic
def set_own_line(*, year: int, province_code: int, by: Viewer, **line: Any) -> PovertyLine:
    """Set a line of one's own province (kind, amount, source) for a year that is not closed."""
    hold_year(province_code)
    refuse_if(closed_year_problems(year, open_year(province_code)))
    return set_line(year=year, province_code=province_code, by=by, **line)


@transaction.atomic
def set_own_parameter(*, from_year: int, province_code: int, by: Viewer, **parameter: Any) -> Parameter:
    """Set a value (name, value, source) of one's own province from a year that is not closed on."""
    hold_year(province_code)
    refuse_if(closed_year_problems(from_year, open_year(province_code)))
    return set_parameter(from_year=from_year, province_code=province_code, by=by, **parameter)
