"""How a household stood at the end of each year, and whether that can have been so (domain.md §5.2, §13.3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry.choices import REGISTERED, Attribute, NationalStatus, Outcome, Status
from registry.imports.checks import GONE, Problem, attribute_problems
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.lines import Line

from .dossiers import Dossier

LABEL = "脱贫属性"
MONTH = re.compile(r"^(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]\d{0,2}日?|月)?)?年?$")
EARLIEST = 2005
# Where a status can go within a year, itself left out; to nowhere else (§5.2).
FOLLOWS: dict[Status | None, tuple[Status, ...]] = {
    None: (Status.CANDIDATE, *REGISTERED),
    Status.CANDIDATE: (Status.POOR,),
    Status.POOR: (Status.EXITED, *GONE),
    Status.RELAPSED: (Status.EXITED, *GONE),
    Status.EXITED: (Status.RELAPSED, Status.STABLE, *GONE),
    Status.STABLE: (Status.RELAPSED, Status.CLOSED),
    Status.REMOVED: (Status.CANDIDATE, Status.POOR),
    Status.CLOSED: (Status.CANDIDATE, Status.POOR),
}
# 户属性 goes along with the status (§13.3).
EXITED_AS = {
    Attribute.ORDINARY_POOR: Attribute.ORDINARY,
    Attribute.DIBAO_POOR: Attribute.DIBAO,
    Attribute.DESTITUTE_POOR: Attribute.DESTITUTE,
    Attribute.DIBAO_DESTITUTE_POOR: Attribute.DIBAO_DESTITUTE,
}
POOR_AS = {exited: poor for poor, exited in EXITED_AS.items()}


@dataclass
class Standing:
    """A household's statuses by year, the open year's last; and the years that it gives for its changes."""

    by_year: dict[int, Status] = field(default_factory=dict)
    now: Status = Status.CANDIDATE
    identified: tuple[int, int | None] | None = None
    exit_year: int | None = None
    relapse_year: int | None = None
    planned_exit: bool = False

    @property
    def registered_in(self) -> list[int]:
        """The closed years at whose end it stood in the register."""
        return [year for year, status in self.by_year.items() if status in REGISTERED]


def read_standing(dossier: Dossier, closed: list[int], findings: Findings) -> Standing:
    """Read and check. Past years may disagree with each other, which is reported; the last one must be plain."""
    standing = Standing()
    said = dossier.latest("household")
    standing.exit_year, standing.relapse_year = said.get("exit_year"), said.get("relapse_year")
    _read_identified(dossier, standing, findings)
    for year in sorted(dossier.years):
        line = dossier.years[year]
        status = _said(line, year, standing)
        if year not in closed:
            _read_now(dossier, line, status, standing, findings)
        elif (status := status or _derived(year, standing)) is not None:
            standing.by_year[year] = status
        elif LABEL not in dict(line.wrong):
            message = _("%d 年没有填脱贫属性，也不能由识别、脱贫、返贫年度得出") % year
            findings.fault(dossier.number, line, LABEL, FaultKind.MISSING, message)
    _check_gaps(dossier, standing, closed, findings)
    _settle_now(dossier, standing, closed, findings)
    return standing


def _read_identified(dossier: Dossier, standing: Standing, findings: Findings) -> None:
    said = dossier.latest("row").get("identified")
    if said is None:
        return
    match = MONTH.match(str(said).replace(" ", ""))
    month = int(match[2]) if match and match[2] else None
    if match is None or (month is not None and not 1 <= month <= 12) or int(match[1]) < EARLIEST:  # noqa: PLR2004
        message = _("“%s”不是年月，请写成 2013年12月 的样子") % said
        findings.fault(dossier.number, dossier.years[dossier.last], "首次识别时间", FaultKind.DATE, message)
    else:
        standing.identified = (int(match[1]), month)


def _said(line: Line, year: int, standing: Standing) -> Status | None:
    said, valid = line.own.get("status"), line.own.get("valid")
    if said == NationalStatus.PLANNED:
        standing.planned_exit = True
        said = Status.RELAPSED if standing.relapse_year and standing.relapse_year <= year else Status.POOR
    status = Status(said) if said else None
    if valid is False and (status is None or status in REGISTERED):
        return Status.REMOVED
    return status


def _derived(year: int, standing: Standing) -> Status | None:
    """From the years of its changes, where they are known."""
    if not (standing.identified or standing.exit_year or standing.relapse_year):
        return None
    if standing.relapse_year and standing.relapse_year <= year:
        return Status.RELAPSED
    return Status.EXITED if standing.exit_year and standing.exit_year <= year else Status.POOR


def _read_now(dossier: Dossier, line: Line, status: Status | None, standing: Standing, findings: Findings) -> None:
    """The row of the open year: statuses change at the closing, so it can only repeat the last closed year's."""
    before = standing.by_year.get(max(standing.by_year, default=0))
    standing.now = status or before or Status.CANDIDATE
    again = before in GONE and standing.now == Status.CANDIDATE
    if before is not None and standing.now != before and not again:
        words = {"now": standing.now.label, "before": before.label}
        message = _("现为“%(now)s”，而上一年度末为“%(before)s”；本年的变化请在建库后用决定办理")
        findings.fault(dossier.number, line, LABEL, FaultKind.STATUS, message % words)
    elif before is None and standing.now != Status.CANDIDATE:
        message = _("现为“%s”，却没有以前年度末的状态；本年新识别的填“识别中”") % standing.now.label
        findings.fault(dossier.number, line, LABEL, FaultKind.STATUS, message)


def _check_gaps(dossier: Dossier, standing: Standing, closed: list[int], findings: Findings) -> None:
    """Who is in the register at the end of a year is told of in the next one, be it that they have left it."""
    for year in standing.registered_in:
        if year + 1 in closed and year + 1 not in standing.by_year:
            words = {"year": year, "status": standing.by_year[year].label, "next": year + 1}
            message = _("%(year)d 年末为“%(status)s”，%(next)d 年却没有这一户；已清退或销户的，请在该年填明") % words
            line = dossier.years[year]
            findings.fault(dossier.number, line, "户编号", FaultKind.YEARS, message)


def _settle_now(dossier: Dossier, standing: Standing, closed: list[int], findings: Findings) -> None:
    if closed and standing.by_year and not any(year not in closed for year in dossier.years):
        standing.now = standing.by_year[max(standing.by_year)]
    before: Status | None = None
    for year, status in standing.by_year.items():
        first = year == closed[0] or before is None
        if before != status and not (first and status not in GONE) and status not in FOLLOWS[before]:
            words = {"year": year, "status": status.label, "before": before.label if before else _("未建档")}
            message = _("%(year)d 年末为“%(status)s”，不能接在“%(before)s”之后") % words
            findings.warn(dossier.number, dossier.years[year], LABEL, FaultKind.ORDER, message)
        before = status


def attribute_in(line: Line, status: Status, latest: str | None) -> tuple[str | None, list[Problem]]:
    """户属性 of a year, as it says or as the latest one goes with the status; and whether it agrees with that."""
    said = line.parts["household"].get("attribute")
    if said:
        problems = [] if status in GONE else attribute_problems(said, status)
        return said, [Problem(p.column, p.code, p.message, warning=True) for p in problems]
    if latest is None or status in GONE:
        return latest, []
    wanted: Mapping[Attribute, Attribute] = EXITED_AS if status in (Status.EXITED, Status.STABLE) else POOR_AS
    return wanted.get(Attribute(latest), Attribute(latest)).value, []


OUTCOMES = {
    Status.POOR: Outcome.REGISTERED,
    Status.EXITED: Outcome.EXITED,
    Status.RELAPSED: Outcome.RELAPSED,
    Status.STABLE: Outcome.STABILISED,
    Status.REMOVED: Outcome.REMOVED,
    Status.CLOSED: Outcome.CLOSED,
}


def outcome_of(before: str, now: Status, *, first: bool) -> Outcome:
    """What a year made of a household; the `first` year that is told made nothing of anybody (domain.md §13.3)."""
    if first or before == now:
        return Outcome.UNCHANGED
    return OUTCOMES[now] if before else Outcome.REGISTERED
