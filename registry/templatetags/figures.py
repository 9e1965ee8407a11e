"""Numbers, amounts and days as a Chinese official writes them. Nothing known is shown as —, never as 0."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

register = template.Library()

Number = int | float | Decimal
NOTHING = "—"
MINUS = "\u2212"


@register.filter
def number(value: Number | None, places: int | None = None) -> str:
    """1234567.5 → 1,234,567.5; with places=2 → 1,234,567.50; a negative one with the minus sign −."""
    if value is None or value == "":
        return NOTHING
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".replace("-", MINUS)


@register.filter
def yuan(value: Number | None) -> str:
    """Yuan with two decimals, the unit left to the column's head: 2611.5 → 2,611.50."""
    return number(value, 2)


@register.filter
def signed(value: Number | None) -> str:
    """A change with its sign: 9 → +9, -612 → −612, 0 → 0."""
    shown = number(value)
    return f"+{shown}" if value and value > 0 else shown


@register.filter
def day(value: date | None, form: str = "long") -> str:
    """A day: 2016年12月31日; `day:"short"` leaves the year to the surroundings: 12月31日."""
    if not value:
        return NOTHING
    local = _local(value)
    if form == "short":
        return _("%(month)d月%(day)d日") % {"month": local.month, "day": local.day}
    return _("%(year)d年%(month)d月%(day)d日") % {"year": local.year, "month": local.month, "day": local.day}


@register.filter
def moment(value: datetime | None, form: str = "long") -> str:
    """A point in time, to the minute, where the reader is: 2016年11月19日 09:12."""
    return f"{day(value, form)} {_local(value):%H:%M}" if value else NOTHING


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
