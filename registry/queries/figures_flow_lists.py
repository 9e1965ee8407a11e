"""The closing rows behind a number of stock and flow, each with what it counts for: their sum is the number."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.expressions import Combinable

from registry.accounts.scope import Viewer
from registry.choices import Outcome
from registry.models import Closing
from registry.models.closing import ResultQuerySet
from registry.regions.models import Region
from registry.regions.spans import within
from registry.rules.flows import COLUMNS, STOCKS

from .figures_accounts import Side, spans_of
from .figures_tallies import Year
from .households import head_names

# Terms in which households stand that are elsewhere by the end of the year.
LEAVING = frozenset({"opening", "moved"})


@dataclass(frozen=True)
class Term:
    """Which number: of which area and closed year, which account, which term."""

    area: Region
    year: Year
    side: Side
    word: str


@dataclass(frozen=True)
class TermLine:
    """A household behind a number, and for how much it stands in it."""

    row: Closing
    head: str
    counts: int


def rows_behind(viewer: Viewer, term: Term) -> ResultQuerySet:
    """The rows by village and household, `counts` beside each; in households each counts for one.

    The area is the viewer's own, so what lies in it needs no further question. Who has left it since is another's.
    """
    found = _all_behind(term)
    if term.word in LEAVING or len(spans_of(term.area)) > 1:
        outside = _all_behind(term).exclude(_inside(term.area))
        seen = outside.visible_to(viewer).order_by().values("pk")
        found = found.filter(_inside(term.area) | Q(pk__in=seen))
    return found.select_related("household__village").order_by("village_code", "household")


def sum_behind(term: Term) -> tuple[int, int]:
    """How many households make up the number, and what they add up to: those that have left since are counted too."""
    summed = _all_behind(term).aggregate(households=Count("pk"), amount=Sum("counts"))
    return summed["households"], summed["amount"] or 0


def _all_behind(term: Term) -> ResultQuerySet:
    return Closing.objects.filter(_condition(term), year=term.year.year).annotate(counts=_counts(term))


def _inside(area: Region) -> Q:
    return Q(village_code__gte=area.code, village_code__lte=area.last)


def lines_of_rows(rows: Collection[Any]) -> list[TermLine]:
    """A page of them."""
    heads = head_names([row.household_id for row in rows])
    return [TermLine(row, heads.get(row.household_id, ""), row.counts) for row in rows]


def _condition(term: Term) -> Q:
    here, there = (within(spans_of(term.area), column) for column in ("village_code", "village_opening"))
    # Whoever left is found by an index of its own; the rest by the village it is in.
    left = there & ~here & ~Q(village_opening=F("village_code"))
    stayed = here & (there | Q(village_opening__isnull=True))
    came = here & ~there & Q(village_opening__isnull=False)
    in_opening = here & Q(opening_status__in=STOCKS[term.side.stock])
    stood = Q(opening_status__in=STOCKS[term.side.stock], split=False)
    conditions = {
        "opening": stood & (stayed | left),
        "moved": stood & (came | left),
        "split": in_opening & Q(split=True),
        "registered": here & Q(outcome=Outcome.REGISTERED),
        "relapsed": here & Q(outcome=Outcome.RELAPSED),
        "closing": here & Q(closing_status__in=STOCKS[term.side.stock]),
    }
    if term.word in conditions:
        return conditions[term.word]
    if term.word in COLUMNS:
        return in_opening & Q(**{f"{COLUMNS[term.word]}__gt": 0})
    return in_opening & Q(outcome=term.word)


def _counts(term: Term) -> Combinable | Case:
    """What a row counts for: somebody who moved away counts against the area."""
    if term.word in COLUMNS:
        return F(COLUMNS[term.word])
    each: Any = Value(1)
    if term.side.persons:
        each = F("members_opening" if term.word in {"opening", "moved"} else "members_closing")
    if term.word != "moved":
        return each + Value(0) if term.side.persons else Value(1, output_field=IntegerField())
    here = within(spans_of(term.area), "village_code")
    return Case(When(here, then=each), default=each * Value(-1), output_field=IntegerField())


def heads_of(rows: Collection[Any]) -> list[tuple[Any, str]]:
    """A page of closing rows with the names of their heads."""
    heads = head_names([row.household_id for row in rows])
    return [(row, heads.get(row.household_id, "")) for row in rows]
