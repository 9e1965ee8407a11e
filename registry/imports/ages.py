"""Whether ages, relations and schooling of a household's members agree (domain.md §11.2, groups HH and EDU).

What cannot be is an error; what hardly is, a warning: there are step-parents, late pupils and early ones.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from registry.choices import Education, Relation, School
from registry.rules.members import age_on

from .checks import Problem
from .faults import FaultKind

CHILDREN: frozenset[str] = frozenset({Relation.SON, Relation.DAUGHTER})
GRANDCHILDREN: frozenset[str] = frozenset(
    {Relation.GRANDSON, Relation.GRANDDAUGHTER, Relation.DAUGHTERS_SON, Relation.DAUGHTERS_DAUGHTER}
)
PARENTS: frozenset[str] = frozenset({Relation.FATHER, Relation.MOTHER})
GRANDPARENTS: frozenset[str] = frozenset(
    {Relation.GRANDFATHER, Relation.GRANDMOTHER, Relation.MOTHERS_FATHER, Relation.MOTHERS_MOTHER}
)
# Relation → how many years younger than the head, at least; the older generations the other way round.
YOUNGER = dict.fromkeys(CHILDREN, 15) | dict.fromkeys(GRANDCHILDREN, 30)
OLDER = dict.fromkeys(PARENTS, 15) | dict.fromkeys(GRANDPARENTS, 30)
APART = YOUNGER | OLDER
GROWN: dict[str, int] = {Relation.HEAD: 16, Relation.SPOUSE: 18, Relation.DAUGHTER_IN_LAW: 18, Relation.SON_IN_LAW: 18}
# Schooling → the ages at which somebody may be in it.
SENIOR = {school for school in School if school.startswith(("senior", "vocational"))}
AT_SCHOOL = (
    {School.KINDERGARTEN: (2, 7), School.PRIMARY: (5, 16), School.COLLEGE: (15, 60)}
    | dict.fromkeys((School.GRADE_7, School.GRADE_8, School.GRADE_9), (10, 20))
    | dict.fromkeys(SENIOR, (13, 30))
    | dict.fromkeys((school for school in School if school.startswith("higher")), (14, 60))
)
YOUNGEST = 2  # below this nobody is in any school
COMPULSORY = (6, 15)
THROUGH = frozenset({Education.JUNIOR, Education.SENIOR, Education.COLLEGE})  # with compulsory schooling
FINISHED: dict[str, int] = {Education.PRIMARY: 10, Education.JUNIOR: 13, Education.SENIOR: 16, Education.COLLEGE: 18}


class Aged(NamedTuple):
    """A member as these checks see one; `row` is None for who is not in the file."""

    row: int | None
    name: str
    relation: str
    born: date
    education: str = ""
    school: str = ""
    absence: str = ""


def age_problems(members: Sequence[Aged], on: date) -> Iterator[tuple[int, Problem]]:
    """Row and problem of those in the file; ages are those of the day `on`."""
    head = next((member for member in members if member.relation == Relation.HEAD), None)
    for member in members:
        if member.row is None:
            continue
        age = age_on(member.born, on)
        found = [*_relation(member, age, head), *_school(member, age), *_education(member, age)]
        yield from ((member.row, problem) for problem in found)


def _relation(member: Aged, age: int, head: Aged | None) -> Iterator[Problem]:
    label, words = "与户主关系", {"name": member.name, "age": age}
    if age < GROWN.get(member.relation, 0):
        words["relation"] = Relation(member.relation).label
        yield _warning(label, _("%(relation)s %(name)s 只有 %(age)d 岁") % words)
    least = APART.get(member.relation)
    if least is None or head is None:
        return
    elder, child = (head, member) if member.relation in YOUNGER else (member, head)
    years = age_on(elder.born, child.born)
    if years >= least:
        return
    words |= {"relation": Relation(member.relation).label, "head": head.name}
    if years <= 0:
        yield Problem(label, FaultKind.AGE, _("%(name)s 与户主 %(head)s 的年龄，不能是“%(relation)s”") % words)
    else:
        words["years"] = years
        yield _warning(label, _("“%(relation)s”%(name)s 与户主 %(head)s 只差 %(years)d 岁") % words)


def _school(member: Aged, age: int) -> Iterator[Problem]:
    label = "在校生状况"
    words = {"name": member.name, "age": age}
    if not member.school or member.school == School.NONE:
        due = COMPULSORY[0] <= age <= COMPULSORY[1] and member.education not in THROUGH
        if member.school and due and not member.absence:
            yield _warning(label, _("%(name)s %(age)d 岁，义务教育阶段不在校，没有填失学或辍学原因") % words)
        return
    first, last = AT_SCHOOL[School(member.school)]
    if first <= age <= last:
        return
    words["school"] = School(member.school).label
    if age < YOUNGEST:
        yield Problem(label, FaultKind.AGE, _("%(name)s %(age)d 岁，不能在读“%(school)s”") % words)
    else:
        yield _warning(label, _("%(name)s %(age)d 岁，在读“%(school)s”") % words)


def _education(member: Aged, age: int) -> Iterator[Problem]:
    label = "文化程度"
    if not member.education:
        return
    words = {"name": member.name, "age": age}
    if member.school and member.school != School.NONE:
        yield _warning(label, _("%(name)s 在校，文化程度不填") % words)
        return
    too_old = member.education == Education.PRESCHOOL and age > COMPULSORY[0] + 1
    if too_old or age < FINISHED.get(member.education, 0):
        words["education"] = Education(member.education).label
        message = _("%(name)s %(age)d 岁，文化程度为“%(education)s”") % words
        yield Problem(label, FaultKind.AGE, message, warning=age > COMPULSORY[0])


def _warning(label: str, message: str) -> Problem:
    return Problem(label, FaultKind.AGE, message, warning=True)
