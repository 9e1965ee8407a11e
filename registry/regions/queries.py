"""Reads of the divisions. They are public, so these are the queries that ask for no viewer (design: layers)."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from .choices import Level, RegionKind
from .models import Region
from .spans import Span, level_of, pad, span_of, within

MOST = 20


def find_regions(text: str, *, level: Level | None = None, inside: Iterable[Span] | None = None) -> QuerySet[Region]:
    """At most 20 divisions whose name, pinyin initials or code begin with `text`, the likeliest first.

    Likely is who bears exactly that name, then the higher level, then the shorter name. `inside` holds the search
    within somebody's spans. Nothing is found for an empty text.
    """
    text = text.strip()
    if not text:
        return Region.objects.none()
    # All levels spelled out, so that the indexes, which begin with the level, serve a search without one as well.
    levels = [level] if level else list(Level)
    found = current().filter(_beginning_with(text), level__in=levels).exclude(kind=RegionKind.PSEUDO)
    if inside is not None:
        found = found.filter(within(inside, "code"))
    exact = Case(When(name=text, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(exact, "level", Length("name"), "code")[:MOST]


def current(level: Level | None = None) -> QuerySet[Region]:
    """Divisions that have not been ended, of one level or all."""
    found = Region.objects.filter(valid_to__isnull=True)
    return found if level is None else found.filter(level=level)


def children(region: Region, level: Level) -> QuerySet[Region]:
    """The divisions of `level` inside `region`, near or far, by code. 市辖区 and its like are among the prefectures."""
    return current().filter(level=level, code__gte=region.code, code__lte=region.last).order_by("code")


def region_by_code(short_code: str, level: Level | None = None) -> Region | None:
    """The division of an unpadded code of 2, 4, 6, 9 or 12 digits, ended or not."""
    return Region.objects.filter(level=level or level_of(short_code), code=pad(short_code)).first()


def predecessors(region: Region) -> list[Region]:
    """Every division that became `region`, at once or over others; one query a generation."""
    found: list[Region] = []
    generation = list(region.predecessors.all())
    while generation:
        found += generation
        generation = list(Region.objects.filter(successor__in=generation))
    return found


def _beginning_with(text: str) -> Q:
    if not text.isascii():
        return Q(name__startswith=text)
    if text.isdigit():
        span = span_of(text)
        return Q(code__gte=span.first, code__lte=span.last)
    return Q(initials__startswith=text.lower())
