"""The results of a run by area: read from its tallies, or counted now below the county and where a year has none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, Sum, Value
from django.db.models.expressions import CombinedExpression

from registry.choices import Outcome, TallyKind
from registry.models import Run, Tally
from registry.models.closing import ResultQuerySet
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.runs import CLOSED

from .runs import has_results, results_of

# Outcomes that have a cause: why the household was poor, or is again.
CAUSED = (Outcome.REGISTERED, Outcome.EXITED, Outcome.RELAPSED)
STORED = Level.COUNTY  # the lowest: a county is counted while one waits, and townships would be ten times as many lines
SPANS = {
    Level.PROVINCE: 10**10,
    Level.PREFECTURE: 10**8,
    Level.COUNTY: 10**6,
    Level.TOWNSHIP: 10**3,
    Level.VILLAGE: 1,
}


@dataclass(frozen=True)
class Counts:
    """Households, and their members at the end of the year."""

    households: int = 0
    persons: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.households + other.households, self.persons + other.persons)

    def __bool__(self) -> bool:
        return bool(self.households)


NONE = Counts()
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Tallies:
    """What came of the households of an area, by (kind, about, word)."""

    lines: Mapping[Key, Counts]

    def outcome(self, outcome: str) -> Counts:
        """Households of an outcome."""
        return self.lines.get((TallyKind.OUTCOME, "", outcome), NONE)

    def of(self, kind: TallyKind, about: str = "") -> dict[str, Counts]:
        """By word, the most frequent first."""
        found = {key[2]: counts for key, counts in self.lines.items() if key[:2] == (kind, about)}
        return dict(sorted(found.items(), key=lambda item: (-item[1].households, item[0])))

    def total(self, kind: TallyKind) -> int:
        """Households of a kind; one with two doubts counts twice."""
        return sum(counts.households for key, counts in self.lines.items() if key[0] == kind)


def tallies_of(run: Run, area: Region) -> Tallies:
    """Of one area, which the caller may see."""
    level = Level(area.level)
    return _by_area(_lines_of(run, area, level))[area.code]


def tallies_below(run: Run, area: Region) -> Mapping[int, Tallies]:
    """Of the areas right below `area`, by their codes; of a village its own."""
    level = Level(min(area.level + 1, Level.VILLAGE))
    return _by_area(_lines_of(run, area, level))


def _lines_of(run: Run, area: Region, level: Level) -> Iterable[Tally]:
    """As stored; else counted now, unless they are too many to be counted while somebody waits."""
    if not has_results(run):
        return []
    inside = {"level": level, "region_code__gte": area.code, "region_code__lte": area.last}
    stored = list(run.tallies.filter(rehearsed=run.state not in CLOSED, **inside)) if level <= STORED else []
    if stored or area.level == Level.PROVINCE:
        return stored
    return counted(results_of(run).filter(village_code__gte=area.code, village_code__lte=area.last), level)


def counted(rows: ResultQuerySet, level: Level) -> list[Tally]:
    """Lines as `actions/sql/tally.sql` writes them, of the areas of one level."""
    placed = rows.order_by().annotate(area=_area(level))
    lines = _grouped(placed, TallyKind.OUTCOME, Value(""), F("outcome"))
    lines += _grouped(placed.exclude(doubts=[]), TallyKind.DOUBT, Value(""), _each("doubts"))
    lines += _grouped(placed.exclude(refusal=""), TallyKind.REFUSAL, F("decision__kind"), F("refusal"))
    for outcome in CAUSED:
        cause = F("decision__cause" if outcome == Outcome.RELAPSED else "household__main_cause")
        own = placed.filter(outcome=outcome, decision__isnull=False)
        lines += _grouped(own, TallyKind.CAUSE, Value(str(outcome)), cause)
    return lines


def _grouped(placed: ResultQuerySet, kind: TallyKind, about: Any, word: Any) -> list[Tally]:
    found = placed.annotate(about=about, word=word).values("area", "about", "word")
    return [
        Tally(
            region_code=row["area"],
            kind=kind,
            about=row["about"],
            word=row["word"],
            households=row["households"],
            persons=row["persons"] or 0,
        )
        for row in found.annotate(households=Count("pk"), persons=Sum("members_closing"))
    ]


def _by_area(lines: Iterable[Tally]) -> "defaultdict[int, Tallies]":
    found: defaultdict[int, dict[Key, Counts]] = defaultdict(dict)
    for line in lines:
        found[line.region_code][line.kind, line.about, line.word] = Counts(line.households, line.persons)
    return defaultdict(lambda: Tallies({}), {code: Tallies(own) for code, own in found.items()})


def _area(level: Level) -> CombinedExpression:
    span = SPANS[level]
    return F("village_code") / Value(span) * Value(span)


def _each(column: str) -> Func:
    return Func(F(column), function="jsonb_array_elements_text", output_field=CharField())
