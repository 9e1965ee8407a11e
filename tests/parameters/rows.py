"""Lines and parameters, written as the system writes them."""

from typing import Any

from django.db import transaction

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.parameters.choices import LineKind, Name
from registry.parameters.models import Parameter, PovertyLine

HUNAN, GUIZHOU = 430000000000, 520000000000


def line(year: int, amount: str, kind: LineKind = LineKind.NBS, province: int | None = None) -> PovertyLine:
    """A line, whatever the rules would say of it."""
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        return PovertyLine.objects.create(year=year, amount=amount, kind=kind, province_code=province, source="依据")


def parameter(name: Name, value: Any, *, from_year: int, province: int | None = None) -> Parameter:
    """A value, whatever the rules would say of it."""
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        return Parameter.objects.create(
            name=name, value=value, from_year=from_year, province_code=province, source="依据"
        )
