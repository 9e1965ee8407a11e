"""What must be true of the members of one household (domain.md §2.1–2.2, §11.2 group HH)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.choices import FEMALE_RELATIONS, MALE_RELATIONS, Relation, Sex


@dataclass(frozen=True)
class MemberLine:
    """A member as the rules see one."""

    name: str
    relation: str
    sex: str
    key: str = ""
    born: date | None = None


def member_problems(members: Sequence[MemberLine]) -> list[str]:
    """What stands in the way of saving, in Chinese; empty when nothing does."""
    return _head_problems(members) + _same_person_twice(members) + _relation_problems(members)


def age_on(born: date, day: date) -> int:
    """Full years on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _head_problems(members: Sequence[MemberLine]) -> list[str]:
    heads = [member.name for member in members if member.relation == Relation.HEAD]
    if not members:
        return [_("至少要有一名成员")]
    if not heads:
        return [_("没有户主：请把一名成员的“与户主关系”选为户主")]
    if len(heads) > 1:
        return [_("有 %(count)d 个户主（%(names)s），只能有一个") % {"count": len(heads), "names": "、".join(heads)}]
    return []


def _same_person_twice(members: Sequence[MemberLine]) -> list[str]:
    first: dict[str, str] = {}
    problems = []
    for member in members:
        if member.key and member.key in first:
            problems.append(_("%(one)s 和 %(other)s 的证件号码相同") % {"one": first[member.key], "other": member.name})
        first.setdefault(member.key, member.name)
    return problems


def _relation_problems(members: Sequence[MemberLine]) -> list[str]:
    wrong = []
    for member in members:
        contradicts = (member.relation in MALE_RELATIONS and member.sex == Sex.FEMALE) or (
            member.relation in FEMALE_RELATIONS and member.sex == Sex.MALE
        )
        if contradicts:
            label = Relation(member.relation).label
            wrong.append(_("%(name)s 的性别与“%(relation)s”不符") % {"name": member.name, "relation": label})
    return wrong
