"""任职 of a workbook of users: which region a row names, and whether the posting may be given, ended, or is there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.accounts.models import Posting, User
from registry.accounts.reach import seat, seats_of
from registry.accounts.roles import ROLES
from registry.accounts.rules import Term, posting_problems, reach_problems
from registry.imports.comparison import NOTHING
from registry.imports.faults import FaultKind
from registry.imports.lines import Group, Line
from registry.regions.choices import Level
from registry.regions.models import Region

from .lists import Listed

MOST_NAMED = 5


@dataclass
class Postings:
    """The rows of one user. `planned` is what is to be begun or ended; `regions` are those of the importer's area."""

    listed: Listed
    group: Group
    by: User
    user: User | None
    regions: Sequence[Region]
    planned: list[dict[str, Any]] = field(default_factory=list)
    held: list[Posting] = field(init=False)
    terms: list[Term] = field(init=False)

    def __post_init__(self) -> None:
        self.held = list(self.user.postings.all()) if self.user else []
        self.terms = [Term(one.role, one.region_id, one.since, one.until) for one in self.held]

    def judge(self, line: Line) -> None:
        """A new posting, the earlier end of one, or one that is there as the row says."""
        region, given = self._region(line), line.parts["posting"]
        if region is None or not {"role", "since"} <= given.keys():
            return
        until = date.fromisoformat(given["until"]) if "until" in given else None
        wanted = Term(given["role"], region.pk, date.fromisoformat(given["since"]), until)
        label = f"{ROLES[wanted.role].label} · {region.shown_name}"
        own = [one for one in self.held if (one.role, one.region_id, one.since) == (*_where(wanted), wanted.since)]
        if own:
            self._judge_end(line, own[0], until, label)
        else:
            self._judge_beginning(line, wanted, region, label)
        for problem in reach_problems(seats_of(self.by), [seat(wanted.role, region)]):
            self._fault(line, "角色", problem)

    def _judge_beginning(self, line: Line, wanted: Term, region: Region, label: str) -> None:
        for problem in posting_problems(wanted, Level(region.level), self.terms):
            self._fault(line, "角色", problem)
        self.terms.append(wanted)
        after = _("自 %s") % wanted.since + (_(" 至 %s") % wanted.until if wanted.until else "")
        place = {"role": wanted.role, "region": region.pk, "since": wanted.since.isoformat()}
        self._plan(label, NOTHING, after, place | {"until": wanted.until.isoformat() if wanted.until else None})

    def _judge_end(self, line: Line, held: Posting, until: date | None, label: str) -> None:
        if until is None or until == held.until:
            return
        if until < held.since:
            self._fault(line, "结束日期", _("结束日期不能早于开始日期"))
        if held.until is not None and held.until < until:
            message = _("已登记到 %s 结束，不能通过导入延长；请另填一行新的任职")
            self._fault(line, "结束日期", message % held.until)
        before = _("至 %s") % held.until if held.until else _("没有期限")
        self._plan(label, before, _("至 %s") % until, {"ends": held.pk, "until": until.isoformat()})

    def _plan(self, label: str, before: str, after: str, what: dict[str, Any]) -> None:
        self.planned.append({"difference": [_("任职"), label, before, after], **what})

    def _fault(self, line: Line, column: str, message: str, code: str = FaultKind.RULE) -> None:
        self.listed.fault(self.group, line, column, message, code)

    def _region(self, line: Line) -> Region | None:
        """The region of a row: by code, or by a name that only one region of the role's levels goes by."""
        code, name, role = line.own.get("region_code"), line.own.get("region"), line.parts["posting"].get("role")
        column = "区划代码" if code or not name else "区划名称"
        if not code and not name:
            self._fault(line, column, _("区划代码和区划名称都没有填"), FaultKind.MISSING)
            return None
        named = [one for one in self.regions if code in (None, one.code) and name in (None, one.name, one.shown_name)]
        if not named:
            words = " ".join(str(part) for part in (code, name) if part)
            self._fault(line, column, _("您管理的区域内没有“%s”") % words, FaultKind.AREA)
            return None
        fitting = [one for one in named if role is None or Level(one.level) in ROLES[role].levels]
        if len(fitting) > 1:
            some = "、".join(f"{one.shown_name}（{one.code}）" for one in fitting[:MOST_NAMED])
            message = _("有几个“%(name)s”：%(some)s；请填代码") % {"name": name or code, "some": some}
            self._fault(line, column, message, FaultKind.AREA)
            return None
        return (fitting or named)[0]


def _where(term: Term) -> tuple[str, int]:
    return term.role, term.region_id
