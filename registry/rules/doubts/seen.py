"""What the rules look at, and what a rule is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from registry.choices import Relation
from registry.rules.income import Amounts, net_income, per_head


@dataclass(frozen=True)
class Thresholds:
    """Where rules begin to find something, by the names of the parameters that say so. Ages in years, money in yuan."""

    head_from_age: int
    school_from_age: int
    school_to_age: int
    labour_from_age: int
    labour_to_age: int
    pension_from_age: int
    highest_per_head: int
    largest_change: int
    lowest_wage: int
    highest_wage: int
    least_dibao: int
    least_destitute_support: int
    least_family_planning: int
    least_pension: int


@dataclass(frozen=True)
class MemberSeen:
    """A member with the year's person-year. `entered` is false while that year has none; None is not known."""

    name: str
    relation: str
    sex: str
    born: date | None = None
    number: str = ""
    id_type: str = "citizen"
    twins_in: tuple[str, ...] = ()
    ethnicity: str = ""
    entered: bool = True
    education: str = ""
    school: str = ""
    health: tuple[str, ...] = ()
    labour: str = ""
    work_area: str = ""
    work_months: int | None = None
    resident_insurance: bool | None = None
    employee_insurance: bool | None = None
    serious_insurance: bool | None = None
    resident_pension: bool | None = None
    employee_pension: bool | None = None
    dibao: bool | None = None
    destitute: str = ""

    def age(self, year: int) -> int | None:
        """Completed years on 31 December of `year`."""
        return None if self.born is None else year - self.born.year

    def aged(self, year: int, first: int, last: int) -> bool:
        """Whether the age is known and lies between `first` and `last`, both included."""
        age = self.age(year)
        return age is not None and first <= age <= last

    @property
    def works(self) -> bool:
        """Whether a place or months of work are entered."""
        return bool(self.work_area or self.work_months)


@dataclass(frozen=True)
class HouseholdSeen:
    """A household in a year. `amounts` and `survey` are None while nobody entered them.

    What a workbook states and the register computes itself, `stated_size` and `stated_totals` (by field of §3.1), is
    None for a household as it stands. `previous_per_head` is 人均纯收入 of the year before.
    """

    year: int
    status: str
    main_cause: str
    members: tuple[MemberSeen, ...]
    thresholds: Thresholds
    amounts: Amounts | None = None
    survey: Mapping[str, Any] | None = None
    line: Decimal | None = None
    previous_per_head: Decimal | None = None
    stated_size: int | None = None
    stated_totals: Mapping[str, Decimal] | None = None
    industry_help: bool = False

    @property
    def heads(self) -> list[MemberSeen]:
        """Those entered as head: one, if all is well."""
        return [member for member in self.members if member.relation == Relation.HEAD]

    @property
    def per_head(self) -> Decimal | None:
        """人均纯收入 of all items (§3.1)."""
        return None if self.amounts is None else per_head(net_income(self.amounts), len(self.members))

    def amount(self, item: str) -> Decimal:
        """An item of income; an empty one is 0."""
        return (self.amounts or {}).get(item) or Decimal(0)


class Severity(StrEnum):
    """§11.1: must be fixed, must be explained, for information."""

    ERROR = "E"
    WARNING = "W"
    NOTE = "I"


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue. `look` gives what it found, in words, or nothing."""

    code: str
    title: str | Promise
    look: Callable[[HouseholdSeen], Iterable[str]]
    severity: Severity = Severity.ERROR

    @property
    def group(self) -> str:
        """ID, NULL, HH or INC."""
        return self.code.split("-")[1]


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold, and what was seen."""

    rule: Rule
    seen: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.rule.title}：{'；'.join(self.seen)}" if any(self.seen) else str(self.rule.title)


def members_who(
    test: Callable[[MemberSeen, HouseholdSeen], bool], say: Callable[[MemberSeen], str] = lambda member: member.name
) -> Callable[[HouseholdSeen], list[str]]:
    """A look at every member by itself: names of those for whom `test` holds."""
    return lambda household: [say(member) for member in household.members if test(member, household)]


def where(test: Callable[[HouseholdSeen], bool]) -> Callable[[HouseholdSeen], list[str]]:
    """A look at the household as a whole that has nothing to add to the rule's title."""
    return lambda household: [""] if test(household) else []
