"""Which postings may stand beside each other, and whose business they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.regions.choices import Level
from registry.regions.spans import Span

from .roles import EXCLUSIVE_ROLES, ROLES


@dataclass(frozen=True)
class Term:
    """A role from–until, both ends included; `region_id` is where."""

    role: str
    region_id: int
    since: date
    until: date | None = None

    def overlaps(self, other: "Term") -> bool:
        """Whether both hold on some day."""
        return self.since <= (other.until or date.max) and other.since <= (self.until or date.max)


def posting_problems(wanted: Term, level: Level, held: Iterable[Term]) -> list[str]:
    """What forbids the posting `wanted` in a region of `level`, beside the ones `held`."""
    role, problems = ROLES[wanted.role], []
    if level not in role.levels:
        problems.append(_("“%(role)s”应在%(level)s任职") % {"role": role.label, "level": role.level_labels})
    if wanted.until is not None and wanted.until < wanted.since:
        problems.append(_("结束日期不能早于开始日期"))
    beside = [term for term in held if term.overlaps(wanted)]
    if any((term.role, term.region_id) == (wanted.role, wanted.region_id) for term in beside):
        problems.append(_("这一时期已有相同的任职"))
    elif beside and EXCLUSIVE_ROLES.intersection({wanted.role, *(term.role for term in beside)}):
        others = "、".join(dict.fromkeys(str(ROLES[term.role].label) for term in beside))
        problems.append(_("“%(role)s”与同一时期的“%(others)s”不能由一人兼任") % {"role": role.label, "others": others})
    return problems


@dataclass(frozen=True)
class Seat:
    """A posting as administrators look at it: which role, at which level, over which codes."""

    role: str
    level: Level
    span: Span


def may_fill(own: Seat, other: Seat) -> bool:
    """Whether who holds `own` may give, change and end `other`: inside the own area and never above it.

    An administrator (an exclusive role) is the business of the level above alone.
    """
    inside = own.span.first <= other.span.first and other.span.last <= own.span.last
    lowest_rank = own.level + 1 if other.role in EXCLUSIVE_ROLES else own.level
    return inside and other.level >= lowest_rank


def reach_problems(own: Iterable[Seat], others: Iterable[Seat]) -> list[str]:
    """Which of `others` are not the business of who holds `own`, each in a sentence."""
    own = list(own)
    above = [other for other in others if not any(may_fill(seat, other) for seat in own)]
    return [
        _("“%(role)s”（%(level)s）不在您的管理权限之内，请由上一级系统管理员办理")
        % {"role": ROLES[seat.role].label, "level": seat.level.short}
        for seat in dict.fromkeys(above)
    ]


def roles_to_give(own: Iterable[Seat]) -> list[str]:
    """The roles that somebody with these seats may give somewhere."""
    own = list(own)
    return [
        role.code
        for role in ROLES.values()
        if any(may_fill(seat, Seat(role.code, level, seat.span)) for seat in own for level in role.levels)
    ]
