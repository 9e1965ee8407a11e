"""What must be true of a named operation: its date, and who goes where (domain.md §5.2, §5.3, §13.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from registry.choices import REGISTERED, Relation, Status

from .members import MemberLine, member_problems


def date_problems(day: date, year: int, today: date) -> list[str]:
    """An event belongs to the open year or to an earlier one, and it has happened."""
    if day > date(year, 12, 31):
        return [_("日期在 %(year)d 年之后，要等 %(next)d 年度开启后再录入") % {"year": year, "next": year + 1}]
    if day > today:
        return [_("日期晚于今天，事情发生后再录入")]
    return []


def birth_problems(name: str, born: date | None, day: date) -> list[str]:
    """Nobody comes, moves or becomes head before birth."""
    if born is not None and day < born:
        words = {"name": name, "born": born.isoformat()}
        return [_("日期早于 %(name)s 的出生日期 %(born)s") % words]
    return []


def order_problems(name: str, joined_on: date, left_on: date) -> list[str]:
    """Nobody leaves before having come."""
    if left_on < joined_on:
        words = {"name": name, "joined": joined_on.isoformat()}
        return [_("减少日期早于 %(name)s 加入本户的日期 %(joined)s") % words]
    return []


@dataclass(frozen=True)
class Part:
    """One of the households that an operation leaves behind: what it is called in sentences, and who is in it."""

    called: str
    members: Sequence[MemberLine]


def part_problems(part: Part) -> list[str]:
    """As of members entered together, each sentence with the part it speaks of."""
    unsaid = [member.name for member in part.members if not member.relation]
    if unsaid:
        return [_("%(part)s：请填写与户主关系：%(names)s") % {"part": part.called, "names": "、".join(unsaid)}]
    return [f"{part.called}：{problem}" for problem in member_problems(part.members)]


def related(members: Mapping[int, MemberLine], relations: Mapping[int, str]) -> list[MemberLine]:
    """The members with their new relations; empty where nothing was said."""
    return [replace(line, relation=relations.get(pk, "")) for pk, line in members.items()]


def head_problems(members: Mapping[int, MemberLine], relations: Mapping[int, str]) -> list[str]:
    """户主变更: another head, and every relation entered anew."""
    heads = [pk for pk in members if relations.get(pk) == Relation.HEAD]
    if len(heads) == 1 and members[heads[0]].relation == Relation.HEAD:
        return [_("户主没有变：请把另一名成员的关系选为户主")]
    return part_problems(Part(_("本户"), related(members, relations)))


def split_problems(status: str, split_this_year: bool) -> list[str]:
    """分户: only a registered household that has its own place in the opening (§13.6, §13.8)."""
    if status not in REGISTERED:
        return [_("“%s”的户不能分户，只有建档立卡户可以") % Status(status).label]
    if split_this_year:
        return [_("本户是本年度分出的，年度动态调整之后才能再分")]
    return []


def merge_problems(statuses: tuple[str, str], same: bool, same_year: bool) -> list[str]:
    """合户: two registered households of one open year."""
    if same:
        return [_("不能与本户自己合户")]
    wrong = [str(Status(status).label) for status in statuses if status not in REGISTERED]
    if wrong:
        return [_("“%s”的户不能合户，两户都须是建档立卡户") % wrong[0]]
    return [] if same_year else [_("两户所在省的开放年度不同，不能合户")]


def move_problems(status: str, same_village: bool, years: tuple[int, int]) -> list[str]:
    """户籍变更: elsewhere, and between provinces only while both have the same open year (§13.7)."""
    if status in (Status.REMOVED, Status.CLOSED):
        return [_("“%s”的户不在册，不能办理户籍变更") % Status(status).label]
    if same_village:
        return [_("迁入村就是本户现在的村")]
    if years[0] != years[1]:
        words = {"here": years[0], "there": years[1]}
        return [_("本省开放年度为 %(here)d，迁入省为 %(there)d，年度一致时才能迁移") % words]
    return []
