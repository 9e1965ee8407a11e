"""A line of a list of households: the head, the members, the income and the guarantees of a year."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from registry.choices import Relation
from registry.models import Household, Membership
from registry.rules.guarantees import Check, HouseholdFacts, all_met, checklist, unmet

from .facts import facts_of, members_of


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    household: Household
    head: Membership | None
    facts: HouseholdFacts
    checks: list[Check] = field(default_factory=list)

    @property
    def members(self) -> int:
        """家庭人口数: active members."""
        return len(self.facts.members)

    @property
    def income_per_head(self) -> Decimal | None:
        """人均纯收入 of the year."""
        return self.facts.income_per_head

    @property
    def title(self) -> str:
        """How the household is called: by its head."""
        return _("%s 户") % self.head.person.name if self.head else str(self.household.pk)

    @property
    def first_unmet(self) -> Check | None:
        """The first guarantee known to be unmet."""
        return next(iter(unmet(self.checks)), None)

    @property
    def all_met(self) -> bool:
        """Whether all seven are met."""
        return all_met(self.checks)

    @property
    def collected(self) -> bool:
        """年度采集: income entered and conditions entered or confirmed."""
        return self.facts.amounts is not None and self.facts.survey is not None


def rows_of(households: Collection[Household], year: int) -> list[Row]:
    """A page of the list with heads, members, income and guarantees, in a fixed number of queries."""
    memberships = members_of(households)
    facts = facts_of(households, year, memberships)
    heads = {member.household_id: member for member in memberships if member.relation == Relation.HEAD}
    return [Row(h, heads.get(h.pk), facts[h.pk], checklist(facts[h.pk])) for h in households]
