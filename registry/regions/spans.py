"""Spans of village codes: what a posting covers, and how a query is held inside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .choices import Level

PROVINCE_CODES = 10**10
COUNTY_CODES = 10**6


@dataclass(frozen=True, order=True)
class Span:
    """Village codes from `first` to `last`, both included."""

    first: int
    last: int

    def covers(self, code: int | None) -> bool:
        """Whether `code` lies inside."""
        return code is not None and self.first <= code <= self.last


def span_of(short_code: str) -> Span:
    """The span of an unpadded code of 2, 4, 6, 9 or 12 digits."""
    return Span(int(short_code.ljust(12, "0")), int(short_code.ljust(12, "9")))


def pad(short_code: str) -> int:
    """433124 → 433124000000."""
    return int(short_code.ljust(12, "0"))


def province_of(code: int) -> int:
    """The padded code of the province that a padded `code` lies in."""
    return code // PROVINCE_CODES * PROVINCE_CODES


def level_of(short_code: str) -> Level:
    """The level whose own code has this many digits."""
    return next(level for level in Level if level.digits == len(short_code))


def within(spans: Iterable[Span], field: str) -> Q:
    """A condition that holds the bigint column `field` inside any of `spans`; with none it matches nothing."""
    condition = Q(pk__in=[])
    for span in spans:
        condition |= Q(**{f"{field}__gte": span.first, f"{field}__lte": span.last})
    return condition
