"""核对报告: what a baseline file adds up to by village and year, and what of it does not add up."""

from collections import Counter
from dataclasses import dataclass, fields
from functools import cached_property

from django.db.models import QuerySet

from registry.models import Batch, Fault

from .batches import FaultGroup, fault_groups

# Findings that are about years which disagree with each other, errors and remarks alike.
ADDS_UP = frozenset(
    {"years", "count", "order", "year_of_change", "income", "two_households", "vanished", "status", "sum"}
)


@dataclass(frozen=True)
class Sums:
    """Households and persons of a village or of all, at the end of a year. `said` are the persons that 家庭人口数 sums
    up to."""

    households: int = 0
    persons: int = 0
    said: int = 0
    poor_households: int = 0
    poor_persons: int = 0
    out_households: int = 0
    out_persons: int = 0
    exits: int = 0

    @property
    def difference(self) -> int:
        """By how many persons the file's own count is off."""
        return self.said - self.persons

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class VillageYear:
    """A line of the report."""

    code: int
    name: str
    year: int
    sums: Sums


class Report:
    """The report of a batch; empty for a file of another kind."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        kept = batch.report.get("rows", [])
        self.lines = [VillageYear(code, name, year, Sums(*numbers)) for code, name, year, *numbers in kept]
        self.left_out: int = batch.report.get("left_out", 0)

    @cached_property
    def years(self) -> list[tuple[int, Sums]]:
        """Each year with the sums of all villages."""
        by_year: dict[int, Sums] = {}
        for line in self.lines:
            by_year[line.year] = by_year.get(line.year, Sums()) + line.sums
        return sorted(by_year.items())

    def villages_in(self, year: int) -> list[VillageYear]:
        """The villages of a year."""
        return [line for line in self.lines if line.year == year]

    @cached_property
    def groups(self) -> list[FaultGroup]:
        """What does not add up, by kind."""
        return [group for group in fault_groups(self.batch) if group.code in ADDS_UP]

    @property
    def count(self) -> int:
        """How many places do not add up."""
        return Counter({group.code: group.count for group in self.groups}).total()

    def faults(self) -> QuerySet[Fault]:
        """All of them, in the order of the file."""
        return self.batch.faults.filter(code__in=ADDS_UP).order_by("warning", "code", "sheet", "row", "pk")
