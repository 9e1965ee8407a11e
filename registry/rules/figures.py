"""What the figures count and divide (domain.md §10): populations, age bands, tallies, the rate of poverty."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from registry.choices import POOR_STOCK, REGISTERED, AgeBand, Attribute, Cause, Dimension, Health, Labour, Population

# 首次建档 was done in 2014 on the data of 31 December 2013, which is what the register gives as 首次识别时间 (AAR041).
FIRST_ROUND = 2013
COUNTED = REGISTERED
AGES = [int(band) for band in AgeBand.values]
WORDS: Mapping[Dimension, Mapping[str, object]] = {
    Dimension.CAUSE: dict(Cause.choices),
    Dimension.ATTRIBUTE: dict(Attribute.choices),
    Dimension.AGE: dict(AgeBand.choices),
    Dimension.HEALTH: dict(Health.choices),
    Dimension.LABOUR: dict(Labour.choices),
}
OF_MEMBERS = (Dimension.AGE, Dimension.HEALTH, Dimension.LABOUR)
HOUSEHOLDS, PERSONS = "households", "persons"
# Population, measure, dimension and word; the last two are empty for the whole population.
Key = tuple[str, str, str, str]
Tally = Counter[Key]


def populations_of(status: str, *, first_round: bool) -> list[Population]:
    """The populations that a household belongs to."""
    found = [Population.POOR] if status in POOR_STOCK else []
    if status in REGISTERED:
        found.append(Population.REGISTERED)
        found += [Population.FIRST_ROUND] if first_round else []
    return found


def count_households(tally: Tally, row: Mapping[str, Any]) -> None:
    """Add a line of households: how many, with how many members, of which status, attribute and cause."""
    for population in populations_of(row["status"], first_round=row["first_round"]):
        for measure in (HOUSEHOLDS, PERSONS):
            tally[population, measure, "", ""] += row[measure]
            for dimension in (Dimension.ATTRIBUTE, Dimension.CAUSE):
                tally[population, measure, dimension, row[dimension] or ""] += row[measure]


def count_members(tally: Tally, row: Mapping[str, Any]) -> None:
    """Add a line of members of one age, health and labour. Who is ill in two ways counts in both."""
    words = [(Dimension.AGE, age_band(row["age"])), (Dimension.LABOUR, row["labour"] or "")]
    words += [(Dimension.HEALTH, word) for word in row["health"] or [""]]
    for population in populations_of(row["status"], first_round=row["first_round"]):
        for dimension, word in words:
            tally[population, PERSONS, dimension, word] += row[PERSONS]


def age_band(bucket: int | None) -> str:
    """The band of a bucket of the database's `width_bucket`; empty where no birth date is known."""
    return AgeBand.values[bucket - 1] if bucket else ""


def number_of(tally: Tally | None, population: Population, measure: str) -> int:
    """Of the whole population."""
    return tally[population, measure, "", ""] if tally is not None else 0


def total_of(tallies: Iterable[Tally]) -> Tally:
    """The sum of units' tallies."""
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal; none of nothing."""
    return _percent(part, whole, "0.1")


def poverty_rate(poor_persons: int, rural_population: int | None) -> Decimal | None:
    """贫困发生率 in percent with two decimals (N23); none without a denominator."""
    return _percent(poor_persons, rural_population, "0.01")


def _percent(part: int, whole: int | None, step: str) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal(step), rounding=ROUND_HALF_UP)


def whole_sum(values: Collection[int | None]) -> int | None:
    """The sum, if every value is known and there is any: a denominator with a gap would be a lie."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
