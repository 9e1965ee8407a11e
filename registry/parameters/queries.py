"""What holds for a province and year. Rules of the state, not anybody's rows, so they ask for no viewer."""

from decimal import Decimal
from typing import Any

from django.db.models import Q

from .choices import LineKind, Name
from .definitions import DEFINITIONS
from .models import Parameter, PovertyLine


def poverty_line(province_code: int, year: int) -> Decimal | None:
    """扶贫标准 in yuan: the larger of the national line and the province's own; None without a national one (§13.2)."""
    lines = PovertyLine.objects.filter(
        Q(kind=LineKind.NBS, province_code__isnull=True) | Q(kind=LineKind.PROVINCIAL, province_code=province_code),
        year=year,
    )
    amounts = dict(lines.values_list("kind", "amount"))
    return max(amounts.values()) if LineKind.NBS in amounts else None


def value_of(name: Name, province_code: int, year: int) -> Any:
    """The value of a parameter: the province's before the nation's, the latest that has begun by `year`, else the default."""
    found = (
        Parameter.objects.filter(
            Q(province_code=province_code) | Q(province_code__isnull=True), name=name, from_year__lte=year
        )
        .order_by("province_code", "-from_year")  # PostgreSQL puts the nation's null last
        .first()
    )
    return found.value if found is not None else DEFINITIONS[name].default
