"""All that is registered of a household, its years included, read at once: what the page tells and paper prints."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext as _

from registry.choices import Relation
from registry.models import Closing, Household, Membership, MemberYear, Result, Statement, Survey
from registry.regions.spans import province_of
from registry.rules.guarantees import HouseholdFacts

from .facts import amounts_of, member_facts, parameters_of, survey_facts

Yearly = TypeVar("Yearly", Statement, Survey, Result)


@dataclass(frozen=True)
class Record:
    """A household, everybody who belongs or belonged to it, and its years: as they are now, or stood on some day."""

    household: Household
    memberships: tuple[Membership, ...] = ()
    person_years: dict[tuple[int, int], MemberYear] = field(default_factory=dict)  # by person and year
    statements: dict[int, Statement] = field(default_factory=dict)
    surveys: dict[int, Survey] = field(default_factory=dict)
    closings: dict[int, Result] = field(default_factory=dict)

    @cached_property
    def members(self) -> list[Membership]:
        """Active members, the head first, then in the order of entry."""
        active = [membership for membership in self.memberships if membership.counted_until is None]
        return sorted(active, key=lambda membership: (membership.relation != Relation.HEAD, membership.pk))

    @cached_property
    def former(self) -> list[Membership]:
        """Those who left, latest first."""
        left = [membership for membership in self.memberships if membership.left_on is not None]
        return sorted(left, key=lambda membership: (membership.left_on, membership.pk), reverse=True)

    @property
    def head(self) -> Membership | None:
        """户主."""
        return next((member for member in self.members if member.relation == Relation.HEAD), None)

    @property
    def title(self) -> str:
        """How the household is called: by its head."""
        return _("%s 户") % self.head.person.name if self.head else str(self.household.pk)

    @property
    def years(self) -> list[int]:
        """Every year of which something is registered, the earliest first."""
        return sorted({*self.statements, *self.surveys, *self.closings})

    def person_year(self, membership: Membership, year: int) -> MemberYear | None:
        """What is registered of a member for a year."""
        return self.person_years.get((membership.person_id, year))


def record_of(household: Household) -> Record:
    """Everything of one household, as it is now."""
    (record,) = records_of([household])
    return record


def records_of(households: Collection[Household], years: Collection[int] | None = None) -> list[Record]:
    """The same for a village's worth of households in a fixed number of queries; of `years` alone where they are given.

    The households come from a query that knows its viewer. What the persons of former members do elsewhere is not read.
    """
    ids = [household.pk for household in households]
    only = {} if years is None else {"year__in": list(years)}
    memberships = Membership.objects.filter(household__in=ids).select_related("person").order_by("pk")
    by_household: dict[int, list[Membership]] = defaultdict(list)
    home_of: dict[int, int] = {}
    for membership in memberships:
        by_household[membership.household_id].append(membership)
        if membership.counted_until is None:
            home_of[membership.person_id] = membership.household_id
    person_years: dict[int, dict[tuple[int, int], MemberYear]] = defaultdict(dict)
    for person_year in MemberYear.objects.filter(person__in=home_of, **only):
        key = (person_year.person_id, person_year.year)
        person_years[home_of[person_year.person_id]][key] = person_year
    statements = _by_year(Statement.objects.filter(household__in=ids, **only))
    surveys = _by_year(Survey.objects.filter(household__in=ids, **only))
    closings = _by_year(Closing.objects.filter(household__in=ids, **only))
    return [
        Record(
            household=household,
            memberships=tuple(by_household[household.pk]),
            person_years=person_years[household.pk],
            statements=statements[household.pk],
            surveys=surveys[household.pk],
            closings=closings[household.pk],
        )
        for household in households
    ]


def facts_of_record(record: Record, year: int) -> HouseholdFacts:
    """What the guarantees of a year depend on, by the record's members; a survey only carried forward is missing."""
    line, stable, serious = parameters_of(province_of(record.household.village_code), year)
    statement, survey = record.statements.get(year), record.surveys.get(year)
    return HouseholdFacts(
        year=year,
        members=tuple(member_facts(member, record.person_year(member, year)) for member in record.members),
        amounts=amounts_of(statement) if statement else None,
        survey=survey_facts(survey) if survey is not None and survey.confirmed else None,
        line=line,
        stable_items=stable,
        serious_illness_from=serious,
    )


def _by_year(rows: Iterable[Yearly]) -> dict[int, dict[int, Yearly]]:
    found: dict[int, dict[int, Yearly]] = defaultdict(dict)
    for row in rows:
        found[row.household_id][row.year] = row
    return found
