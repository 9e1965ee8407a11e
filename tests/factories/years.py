"""What is collected in a year. As made here, everything is met."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from registry.choices import Education, Health, HousingGrade, Labour, School, WaterSource
from registry.models import Collection, Household, MemberYear, Statement, Survey

from .recorded import RecordedFactory

SCHOOL_AGES = range(6, 17)


class MemberYearFactory(RecordedFactory[MemberYear]):
    """An insured person; give `person` and `year`. Children of school age go to school."""

    class Meta:
        model = MemberYear

    class Params:
        age = factory.LazyAttribute(lambda entry: entry.year - entry.person.born.year if entry.person.born else 40)

    year = 2016
    village_code = factory.LazyAttribute(lambda entry: entry.person.village_code)
    school = factory.LazyAttribute(lambda entry: School.PRIMARY if entry.age in SCHOOL_AGES else School.NONE)
    education = factory.LazyAttribute(lambda entry: "" if entry.age in SCHOOL_AGES else Education.JUNIOR)
    health = factory.LazyFunction(lambda: [Health.HEALTHY])
    labour = Labour.ORDINARY
    resident_insurance = True
    serious_insurance = True
    resident_pension = True


class StatementFactory(RecordedFactory[Statement]):
    """20,000 yuan net; give `household` and `year`."""

    class Meta:
        model = Statement

    year = 2016
    village_code = factory.LazyAttribute(lambda statement: statement.household.village_code)
    wage = Decimal("18000.00")
    business = Decimal("3000.00")
    business_cost = Decimal("1000.00")


class SurveyFactory(RecordedFactory[Survey]):
    """Food, clothing, water and a safe house; give `household` and `year`."""

    class Meta:
        model = Survey

    year = 2016
    village_code = factory.LazyAttribute(lambda survey: survey.household.village_code)
    food = True
    clothing = True
    safe_water = True
    water_source = WaterSource.TAP
    housing_grade = HousingGrade.A


class CollectionFactory(RecordedFactory[Collection]):
    """The record of 2016, entered; give `household` and `entered_by`."""

    class Meta:
        model = Collection

    year = 2016
    village_code = factory.LazyAttribute(lambda record: record.household.village_code)
    first_collector = "石玉兰"
    second_collector = "龙建国"
    collected_on = date(2016, 9, 12)


def enter_year(household: Household, year: int = 2016, **amounts: Any) -> Statement:
    """A whole year of a household, all of it met: every member's, the survey and the statement, which is returned."""
    for membership in household.memberships.filter(counted_until__isnull=True).select_related("person"):
        MemberYearFactory(person=membership.person, year=year)
    SurveyFactory(household=household, year=year)
    return StatementFactory(household=household, year=year, **amounts)
