"""Pages of a log: the latest first, going back by the place reached, so that page 10,000 costs what page 1 costs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

ROWS = 50
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True)
class LogPage:
    """Rows of a log; `older` is the place where the next page begins, empty on the last one."""

    rows: list[Any]
    older: str
    latest: bool

    @classmethod
    def of(cls, found: QuerySet[Any], place: str) -> Self:
        """The rows of `found` (which have `at`) before `place`; a place that makes no sense is the beginning."""
        after = _read(found, place)
        if after is not None:
            at, pk = after
            found = found.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
        rows = list(found.order_by("-at", "-pk")[: ROWS + 1])
        older = _written(rows[ROWS - 1]) if len(rows) > ROWS else ""
        return cls(rows[:ROWS], older, latest=after is None)


def days(first: date | None, last: date | None) -> Q:
    """Rows `at` one of the days from `first` to `last`, both included, either open."""
    wanted = Q(at__gte=_midnight(first)) if first else Q()
    return wanted & Q(at__lt=_midnight(last + timedelta(days=1))) if last else wanted


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _written(row: Any) -> str:
    return f"{(row.at - EPOCH) // MICROSECOND}-{row.pk}"


def _read(found: QuerySet[Any], place: str) -> tuple[datetime, Any] | None:
    moment, _, key = place.partition("-")
    try:
        return EPOCH + int(moment) * MICROSECOND, found.model._meta.pk.to_python(key)
    except (ValueError, OverflowError, ValidationError):
        return None
