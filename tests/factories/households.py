"""Households and who belongs to them."""

from datetime import date
from typing import Any

import factory

from registry.choices import POOR_STOCK, Attribute, Cause, Joining, Kind, Relation, Sex, Status
from registry.models import Household, Membership
from registry.regions.models import Region

from .people import PersonFactory
from .recorded import RecordedFactory

# In the order in which `household_of` brings them in: relation, sex, year of birth.
FAMILY = (
    (Relation.HEAD, Sex.MALE, 1970),
    (Relation.SPOUSE, Sex.FEMALE, 1972),
    (Relation.SON, Sex.MALE, 1996),
    (Relation.DAUGHTER, Sex.FEMALE, 2006),
    (Relation.FATHER, Sex.MALE, 1944),
    (Relation.MOTHER, Sex.FEMALE, 1946),
)


class HouseholdFactory(RecordedFactory[Household]):
    """A poor household registered in 2014; give `village`, a Region."""

    class Meta:
        model = Household

    village_code = factory.LazyAttribute(lambda household: household.village.code)
    status = Status.POOR
    attribute = factory.LazyAttribute(
        lambda household: (
            Attribute.ORDINARY if household.status in (Status.EXITED, Status.STABLE) else Attribute.ORDINARY_POOR
        )
    )
    main_cause = Cause.ILLNESS
    first_identified = factory.LazyAttribute(lambda household: household.registered_year)
    registered_year = factory.LazyAttribute(lambda household: None if household.status == Status.CANDIDATE else 2014)
    exit_year = factory.LazyAttribute(
        lambda household: None if household.status in (Status.CANDIDATE, *POOR_STOCK) else 2015
    )


class MembershipFactory(RecordedFactory[Membership]):
    """The head of `household` since its registration, unless told otherwise."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory, village_code=factory.SelfAttribute("..household.village_code"))
    village_code = factory.LazyAttribute(lambda membership: membership.household.village_code)
    relation = Relation.HEAD
    counted_from = 2014
    kind_in = Kind.NATURAL
    reason_in = Joining.REGISTRATION
    joined_on = factory.LazyAttribute(lambda membership: date(membership.counted_from, 6, 1))


def household_of(
    size: int, *, village: Region, counted_from: int = 2014, head: dict[str, Any] | None = None, **fields: Any
) -> Household:
    """A household of up to six: head, spouse, son (1996), daughter (2006), father, mother.

    `head` are fields of the head's person, `fields` those of the household.
    """
    household = HouseholdFactory(village=village, **fields)
    for relation, sex, year in FAMILY[:size]:
        own = (head or {}) if relation == Relation.HEAD else {}
        person = PersonFactory(**{"village_code": village.code, "sex": sex, "born": date(year, 3, 15), **own})
        MembershipFactory(household=household, person=person, relation=relation, counted_from=counted_from)
    return household
