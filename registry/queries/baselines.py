"""Which counties may still come in with their past years, and what they have brought (domain.md §13.1)."""

from collections.abc import Collection, Iterable

from registry.choices import BatchKind, BatchState
from registry.models import Baseline, Batch, Closing, Run, StagedHousehold
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import COUNTY_CODES, Span, province_of, within
from registry.rules.runs import CLOSED

from .years import open_year


def closed_years(code: int) -> list[int]:
    """The years that the province of `code` has closed, up to its open one. It names no household."""
    closed = Run.objects.filter(region_code=province_of(code), state__in=CLOSED, year__lt=open_year(code))
    return list(closed.order_by("year").values_list("year", flat=True))


def counties_in(spans: Iterable[Span]) -> list[int]:
    """The counties that lie in these spans or around them."""
    spans = [Span(span.first // COUNTY_CODES * COUNTY_CODES, span.last) for span in spans]
    found = Region.objects.filter(within(spans, "code"), level=Level.COUNTY, valid_to__isnull=True)
    return list(found.order_by("code").values_list("code", flat=True))


def shut_counties(counties: Collection[int], year: int) -> dict[int, str]:
    """Those of the counties, with their names, whose closing rows are not those of a baseline of this open year."""
    begun = dict(Baseline.objects.filter(county_code__in=counties).values_list("county_code", "year"))
    shut = {code for code in counties if begun.get(code, year) != year or (code not in begun and _has_closings(code))}
    return dict(Region.objects.filter(code__in=shut, level=Level.COUNTY).values_list("code", "name"))


def _has_closings(county: int) -> bool:
    return Closing.objects.filter(village_code__gte=county, village_code__lt=county + COUNTY_CODES).exists()


def entered_before(batch: Batch) -> dict[str, int]:
    """Households that earlier files of the same county or area brought in this year, by their key in these files."""
    county = batch.region_code // COUNTY_CODES * COUNTY_CODES
    merged = StagedHousehold.objects.filter(
        batch__kind=BatchKind.BASELINE,
        batch__state=BatchState.MERGED,
        batch__year=batch.year,
        batch__region_code__gte=county,
        batch__region_code__lt=county + COUNTY_CODES,
        merged=True,
    )
    return {key: pk for key, pk in merged.values_list("key", "household_id_found") if pk}
