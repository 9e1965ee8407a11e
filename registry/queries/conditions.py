"""Conditions of the list of households, each as a clause of one query: no row of the year is read into memory.

What a condition says of a year is said of the open one; only `guarantee_at` may ask the closing of the year before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from registry.choices import Destitute, Guarantee, Health, HousingGrade, Labour, School
from registry.models import Closing, Collection, Doubt, Membership, Statement, Survey

from .guarantee_conditions import GUARANTEES, Setting, guarantee_stands, per_head, there
from .own_conditions import of_household, of_member

Clause = Callable[[Any, Setting], Q]

NOT_BEGUN = "none"
DANGEROUS = "CD"
ANY = "any"

# Values of `member`: what one member must be like, seen from the membership.
MEMBERS: dict[str, Q] = {
    "disabled": Q(person__years__health__contains=[Health.DISABLED]),
    "serious": Q(person__years__health__contains=[Health.SERIOUS]),
    "chronic": Q(person__years__health__contains=[Health.CHRONIC]),
    "pupil": Q(person__years__school__in=[School.PRIMARY, School.GRADE_7, School.GRADE_8, School.GRADE_9]),
    "student": ~Q(person__years__school__in=["", School.NONE]),
    "labour": Q(person__years__labour__in=[Labour.ORDINARY, Labour.SKILLED]),
    "weak": Q(person__years__labour=Labour.WEAK),
    "worker": Q(person__years__work_months__gt=0),
    "dibao": Q(person__years__dibao=True),
    "destitute": Q(person__years__destitute__in=Destitute.values),
    "soldier": Q(person__years__soldier=True),
    "no_number": Q(person__id_index__isnull=True),
}
SIZE = Coalesce(
    Subquery(
        Membership.objects.filter(household=OuterRef("pk"), counted_until__isnull=True)
        .order_by()
        .values("household")
        .annotate(size=Count("pk"))
        .values("size")
    ),
    0,
)


@dataclass(frozen=True)
class Condition:
    """`clause` says when it holds. A `costly` one reads rows of every household of the area, so the area is bounded."""

    clause: Clause
    costly: bool = False


def _equals(lookup: str) -> Condition:
    return Condition(lambda value, setting: Q(**{lookup: value}))


def _either(clause: Callable[[Setting], Q]) -> Clause:
    return lambda wanted, setting: clause(setting) if wanted else ~clause(setting)


def _planned_now(setting: Setting) -> Q:
    return Q(planned_exit_year=setting.year, planned_exit_year__isnull=False)


def _collected(setting: Setting) -> Q:
    """Statement entered and survey entered or confirmed for the year."""
    stated = there(Statement.objects.filter(household=OuterRef("pk"), year=setting.year))
    return stated & _surveyed({"confirmed": True}, setting)


def _collection(state: str, setting: Setting) -> Q:
    begun = Collection.objects.filter(household=OuterRef("pk"), year=setting.year)
    return ~there(begun) if state == NOT_BEGUN else there(begun.filter(state=state))


def _unconfirmed(setting: Setting) -> Q:
    """Carried forward and not yet looked at: the survey, or the year of a member."""
    members = Membership.objects.filter(
        household=OuterRef("pk"),
        counted_until__isnull=True,
        person__years__year=setting.year,
        person__years__confirmed=False,
    )
    return _surveyed({"confirmed": False}, setting) | there(members)


def _doubted(setting: Setting) -> Q:
    return Q(Exists(Doubt.objects.filter(household=OuterRef("pk"), outcome="")))


def _surveyed(values: dict[str, Any], setting: Setting) -> Q:
    return there(Survey.objects.filter(household=OuterRef("pk"), year=setting.year, **values))


def _grade(grade: str, setting: Setting) -> Q:
    grades = [HousingGrade.C, HousingGrade.D] if grade == DANGEROUS else [grade]
    return _surveyed({"housing_grade__in": grades}, setting)


def _water(answer: str, setting: Setting) -> Q:
    if answer == Guarantee.UNKNOWN:
        return ~_surveyed({"safe_water__isnull": False}, setting)
    return _surveyed({"safe_water": answer == Guarantee.MET}, setting)


def _guarantee(asked: tuple[str, str, bool], setting: Setting) -> Q:
    name, state, closed = asked
    names = list(GUARANTEES) if name == ANY else [name]
    if closed:
        rows = Closing.objects.filter(household=OuterRef("pk"), year=setting.year - 1)
        return there(rows.filter(_together(state, [Q(**{each: state}) for each in names])))
    return _together(state, [guarantee_stands(each, Guarantee(state), setting) for each in names])


def _together(state: str, clauses: list[Q]) -> Q:
    """All are met, or any is not."""
    joined = Q()
    for clause in clauses:
        joined = joined & clause if state == Guarantee.MET else joined | clause
    return joined


CONDITIONS: dict[str, Condition] = {
    "group": _equals("group"),
    "natural_village": _equals("natural_village"),
    "status": _equals("status__in"),
    "attribute": _equals("attribute"),
    "main_cause": _equals("main_cause"),
    "other_cause": Condition(lambda cause, setting: Q(other_causes__contains=[cause])),
    "standard": _equals("standard"),
    "planned_exit_year": _equals("planned_exit_year"),
    "exit_year": _equals("exit_year"),
    "relapse_year": _equals("relapse_year"),
    "first_identified": _equals("first_identified"),
    "relocation": _equals("relocation"),
    "flag": Condition(lambda flag, setting: Q(**{flag: True})),
    "planned_exit": Condition(_either(_planned_now)),
    "doubted": Condition(_either(_doubted)),
    "collected": Condition(_either(_collected)),
    "collection": Condition(_collection, costly=True),
    "unconfirmed": Condition(_either(_unconfirmed), costly=True),
    "members_from": Condition(lambda size, setting: Q(GreaterThanOrEqual(SIZE, size)), costly=True),
    "members_to": Condition(lambda size, setting: Q(LessThanOrEqual(SIZE, size)), costly=True),
    "income_from": Condition(lambda yuan, setting: Q(GreaterThanOrEqual(per_head(setting), yuan)), costly=True),
    "income_to": Condition(lambda yuan, setting: Q(LessThanOrEqual(per_head(setting), yuan)), costly=True),
    "guarantee": Condition(_guarantee, costly=True),
    "housing_grade": Condition(_grade, costly=True),
    "safe_water": Condition(_water, costly=True),
    "water_source": Condition(lambda source, setting: _surveyed({"water_source": source}, setting), costly=True),
    "own_household": Condition(of_household, costly=True),
}
# Conditions that one and the same member must meet.
OF_A_MEMBER = ("member", "ethnicity", "age_from", "age_to", "own_member")


def clauses(conditions: Mapping[str, Any], setting: Setting) -> list[Q]:
    """The clauses of what was asked, by the names of CONDITIONS and OF_A_MEMBER."""
    found = [CONDITIONS[name].clause(value, setting) for name, value in conditions.items() if name in CONDITIONS]
    member = {name: conditions[name] for name in OF_A_MEMBER if name in conditions}
    return [*found, _member(member, setting)] if member else found


def is_costly(name: str) -> bool:
    """Whether it reads rows of every household of the area."""
    return name in OF_A_MEMBER or (name in CONDITIONS and CONDITIONS[name].costly)


def _member(asked: Mapping[str, Any], setting: Setting) -> Q:
    """One member of whom all of this is true. Age is that of 31 December of the open year."""
    such = Q(household=OuterRef("pk"), counted_until__isnull=True)
    if "member" in asked:
        such &= MEMBERS[asked["member"]]
        if asked["member"] != "no_number":
            such &= Q(person__years__year=setting.year)
    if "ethnicity" in asked:
        such &= Q(person__ethnicity=asked["ethnicity"])
    if "age_from" in asked:
        such &= Q(person__born__lte=date(setting.year - asked["age_from"], 12, 31))
    if "age_to" in asked:
        such &= Q(person__born__gt=date(setting.year - asked["age_to"] - 1, 12, 31))
    if "own_member" in asked:
        such &= of_member(asked["own_member"], setting)
    return there(Membership.objects.filter(such))
