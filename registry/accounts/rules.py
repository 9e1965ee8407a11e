"""Which postings may stand beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.regions.choices import Level

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
    if level != role.level:
        problems.append(_("“%(role)s”应在%(level)s任职") % {"role": role.label, "level": role.level.label})
    if wanted.until is not None and wanted.until < wanted.since:
        problems.append(_("结束日期不能早于开始日期"))
    beside = [term for term in held if term.overlaps(wanted)]
    if any((term.role, term.region_id) == (wanted.role, wanted.region_id) for term in beside):
        problems.append(_("这一时期已有相同的任职"))
    elif beside and EXCLUSIVE_ROLES.intersection({wanted.role, *(term.role for term in beside)}):
        others = "、".join(dict.fromkeys(str(ROLES[term.role].label) for term in beside))
        problems.append(_("“%(role)s”与同一时期的“%(others)s”不能由一人兼任") % {"role": role.label, "others": others})
    return problems
