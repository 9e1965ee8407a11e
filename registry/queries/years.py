"""The open year of a province: all entry goes to it (domain.md §13.1)."""

from django.db.models import Max, Q
from django.utils import timezone

from registry.accounts.scope import Viewer
from registry.models import Run
from registry.regions.spans import PROVINCE_CODES, Span, province_of


def province_span(code: int) -> Span:
    """The span of the province that `code` lies in."""
    first = province_of(code)
    return Span(first, first + PROVINCE_CODES - 1)


def open_year(code: int) -> int:
    """The earliest year of the province of `code` whose run is not yet approved; this year where none ever ran.

    Reads about no household, so it asks for no viewer.
    """
    closed = Run.objects.filter(
        Q(approved_at__isnull=False) | Q(baseline=True, finished_at__isnull=False), region_code=province_of(code)
    ).aggregate(year=Max("year"))["year"]
    return closed + 1 if closed is not None else timezone.localdate().year


def open_year_of(viewer: Viewer, code: int | None = None) -> int:
    """The open year over `code`, or over the first of the viewer's areas."""
    if code is None:
        code = next((span.first for span in viewer.spans()), 0)
    return open_year(code)
