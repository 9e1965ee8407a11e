"""The seven guarantees of the open year as clauses of a query, for lists (domain.md §13.2).

The same as `rules.guarantees.checklist`, which a test holds it to, household by household.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Round
from django.db.models.lookups import GreaterThan, IsNull, LessThanOrEqual

from registry.choices import Guarantee, HousingGrade
from registry.models import Membership, MemberYear, Statement, Survey
from registry.regions.spans import province_of
from registry.rules.guarantees import (
    SAFE_GRADES,
    SCHOOL_AGE,
    SCHOOL_END,
    SCHOOLED_ABSENCES,
    SCHOOLED_EDUCATION,
    UNSCHOOLED,
)
from registry.rules.income import COST, ITEMS

from .facts import parameters_of

States = dict[Guarantee, Q]
MONEY: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class Setting:
    """The open year, and what the province says of it."""

    year: int
    line: Decimal | None = None
    stable_items: Collection[str] = ITEMS
    serious_illness_from: int | None = None


def setting_of(code: int, year: int) -> Setting:
    """The setting of the province that `code` lies in."""
    province = province_of(code)
    return Setting(year, *parameters_of(province, year))


def guarantee_stands(name: str, state: Guarantee, setting: Setting) -> Q:
    """A household whose guarantee stands so now."""
    return GUARANTEES[name](setting)[state]


def there(rows: "QuerySet[Any]") -> Q:
    """Whether there is such a row, looked up household by household.

    EXISTS inside OR or NOT makes PostgreSQL read the whole table of all provinces first; this it cannot turn round.
    """
    return Q(IsNull(Subquery(rows.values("pk")[:1]), False))


def per_head(setting: Setting) -> Round:
    """人均纯收入 of the year; NULL without a statement or members."""
    zero = Value(Decimal(0), output_field=MONEY)
    stable = [Coalesce(F(item), zero) for item in ITEMS if item in setting.stable_items]
    net = reduce(add, stable, zero) - Coalesce(F(COST), zero)
    statement = Statement.objects.filter(household=OuterRef("pk"), year=setting.year).annotate(net=net)
    # Without members no group, so no row, so NULL.
    size = _members().order_by().values("household").annotate(size=Count("pk")).values("size")
    return Round(Subquery(statement.values("net"), output_field=MONEY) / Subquery(size), 2)


def _income(setting: Setting) -> States:
    if setting.line is None:
        return _known(unmet=Q(pk__in=[]), met=Q(pk__in=[]), unknown=Q())
    amount = per_head(setting)
    return _known(
        unmet=Q(LessThanOrEqual(amount, setting.line)),
        met=Q(GreaterThan(amount, setting.line)),
        unknown=Q(IsNull(amount, True)),
    )


def _surveyed(column: str) -> Callable[[Setting], States]:
    def states(setting: Setting) -> States:
        unmet, met = (there(_surveys(setting).filter(**{column: answer})) for answer in (False, True))
        return _known(unmet=unmet, met=met, unknown=~unmet & ~met)

    return states


def _housing(setting: Setting) -> States:
    dangerous = Q(housing_grade__in=[grade for grade in HousingGrade if grade not in SAFE_GRADES])
    remedied = ~Q(housing_remedy="") & Q(remedy_on__isnull=False, remedy_on__lte=date(setting.year, 12, 31))
    late = Q(housing_remedy="") | Q(remedy_on__isnull=True) | Q(remedy_on__gt=date(setting.year, 12, 31))
    unmet = there(_surveys(setting).filter(dangerous & late))
    met = there(_surveys(setting).filter(Q(housing_grade__in=SAFE_GRADES) | dangerous & remedied))
    return _known(unmet=unmet, met=met, unknown=~unmet & ~met)


def _education(setting: Setting) -> States:
    of_age = Q(
        person__born__lte=date(setting.year - SCHOOL_AGE, 8, 31),
        person__born__gt=date(setting.year - SCHOOL_END, 12, 31),
    )
    done = Q(absence__in=SCHOOLED_ABSENCES) | Q(education__in=SCHOOLED_EDUCATION)
    out_of_school = there(_year_of_member(setting).filter(~done, school__in=UNSCHOOLED))
    known = there(_year_of_member(setting).filter(done | ~Q(school="")))
    return _for_all(
        unmet=_members().filter(of_age, out_of_school),
        unknown=_members().filter(Q(person__born__isnull=True) | of_age & ~known),
    )


def _medical(setting: Setting) -> States:
    serious = setting.serious_illness_from is not None and setting.year >= setting.serious_illness_from
    resident, missing = Q(resident_insurance=True), Q(resident_insurance=False)
    if serious:
        resident, missing = resident & Q(serious_insurance=True), missing | Q(serious_insurance=False)
    insured = there(_year_of_member(setting).filter(Q(soldier=True) | Q(employee_insurance=True) | resident))
    bare = there(_year_of_member(setting).filter(missing, soldier=False, employee_insurance=False))
    return _for_all(unmet=_members().filter(bare), unknown=_members().filter(~insured & ~bare))


GUARANTEES: dict[str, Callable[[Setting], States]] = {
    "income": _income,
    "food": _surveyed("food"),
    "clothing": _surveyed("clothing"),
    "water": _surveyed("safe_water"),
    "housing": _housing,
    "education": _education,
    "medical": _medical,
}


def _surveys(setting: Setting) -> QuerySet[Survey]:
    return Survey.objects.filter(household=OuterRef("pk"), year=setting.year, confirmed=True)


def _members() -> QuerySet[Membership]:
    return Membership.objects.filter(household=OuterRef("pk"), counted_until__isnull=True)


def _year_of_member(setting: Setting) -> QuerySet[MemberYear]:
    return MemberYear.objects.filter(person=OuterRef("person"), year=setting.year)


def _for_all(*, unmet: QuerySet[Any], unknown: QuerySet[Any]) -> States:
    """Any member unmet → unmet; else any unknown → unknown; else met."""
    some_unmet, some_unknown = there(unmet), there(unknown)
    return _known(unmet=some_unmet, met=~some_unmet & ~some_unknown, unknown=~some_unmet & some_unknown)


def _known(*, unmet: Q, met: Q, unknown: Q) -> States:
    return {Guarantee.UNMET: unmet, Guarantee.MET: met, Guarantee.UNKNOWN: unknown}
