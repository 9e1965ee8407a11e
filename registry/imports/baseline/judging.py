"""The verdict on each household of a baseline file, and what of its years does not add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry.choices import REGISTERED, RowVerdict, Status
from registry.imports import checks
from registry.imports.contents import Moment
from registry.imports.faults import FaultKind
from registry.imports.findings import Findings
from registry.imports.judging import Judged
from registry.imports.people import LABELS
from registry.imports.placing import Area, village_column
from registry.queries.stored import Registered, Village

from .adding_up import Totals, compare_years
from .closings import Basis, Closer
from .contents import content_of
from .dossiers import Dossier, Reading
from .members import Inmate
from .statuses import Standing

PLACE = ("village_code", "township", "village")


@dataclass
class Sight:
    """What the checks of all households look at. `entered` are households an earlier baseline file brought, by their
    key in it; `shut` are counties whose years are closed for such files."""

    moment: Moment
    reading: Reading
    area: Area
    bases: Mapping[int, Basis]
    known: Mapping[bytes, Registered]
    entered: Mapping[str, int]
    shut: frozenset[int]
    people: dict[int, list[Inmate]]
    standings: dict[int, Standing]
    findings: Findings
    totals: Totals = field(default_factory=Totals)


def judge_all(sight: Sight) -> Iterator[Judged]:
    """Every household in the order of the file."""
    by_key = {dossier.group.key: dossier for dossier in sight.reading.dossiers}
    for dossier in sight.reading.dossiers:
        judged = _judge(dossier, by_key, sight)
        if judged.verdict == RowVerdict.REFUSED:
            sight.totals.refuse()
        yield judged


def _judge(dossier: Dossier, by_key: Mapping[str, Dossier], sight: Sight) -> Judged:
    group, findings = dossier.group, sight.findings
    if group.remark:
        return Judged(group, RowVerdict.REFUSED, "", None, _rows(dossier))
    people = sight.people[group.number]
    head = next((i.latest.name for i in people if _open_head(i)), "")
    if not dossier.years:
        for line in group.members:
            message = _("农户表中没有户编号为“%s”的户") % group.key
            findings.fault(group.number, line, "户编号", FaultKind.NO_HOUSEHOLD, message)
        return Judged(group, RowVerdict.REFUSED, head, None, _rows(dossier))
    head = head or str(dossier.latest("row").get("head_name", ""))
    if group.key in sight.entered:
        message = _("该户已建库（户编号 %d），本次没有再读；以后的改动请用“农户资料”导入") % sight.entered[group.key]
        findings.warn(group.number, dossier.years[dossier.last], "户编号", FaultKind.NOTICE, message)
        return Judged(group, RowVerdict.UNCHANGED, head, sight.entered[group.key], _rows(dossier))
    standing = sight.standings[group.number]
    villages = _villages(dossier, sight)
    _check_household(dossier, standing, findings)
    _check_people(dossier, people, standing, sight)
    parent = _parent(dossier, by_key, sight)
    if group.number in findings.refused or villages is None:
        return Judged(group, RowVerdict.REFUSED, head, None, _rows(dossier))
    codes = {year: village.code for year, village in villages.items()}
    closer = Closer(dossier, standing, people, codes, sight.reading.closed, sight.reading.peopled, parent)
    compare_years(closer, findings)
    content = content_of(closer, villages[dossier.last], closer.rows(dict(sight.bases)), sight.moment)
    sight.totals.add(closer, {village.code: village.name for village in villages.values()}, sight.moment.year)
    return Judged(group, RowVerdict.NEW, head, None, _rows(dossier) | content)


def _rows(dossier: Dossier) -> dict[str, object]:
    """Its rows by sheet for the workbook of errors; the preview names that of the last year."""
    rows: dict[str, list[int]] = {"households": [dossier.years[dossier.last].row] if dossier.years else []}
    for line in dossier.group.lines:
        rows.setdefault(line.sheet, []).append(line.row)
    return {"rows": rows, "differences": []}


def _open_head(inmate: Inmate) -> bool:
    return any(stay.until is None and stay.relation == "head" for stay in inmate.stays)


def _villages(dossier: Dossier, sight: Sight) -> dict[int, Village] | None:
    """Its village in each year; None where there is something wrong with one."""
    latest, found = dossier.latest("row"), dict[int, Village]()
    for year, line in dossier.years.items():
        own = {name: line.own[name] for name in PLACE if name in line.own} or latest
        village = sight.area.find(own)
        if isinstance(village, Village) and village.code // 10**6 * 10**6 in sight.shut:
            village = _("该县已有年末结账，不能再首次建库；请用“农户资料”导入")
        if isinstance(village, Village):
            found[year] = village
            continue
        message = village or _("须填村：12 位代码，或乡镇和行政村")
        code = FaultKind.VILLAGE if village else FaultKind.MISSING
        sight.findings.fault(dossier.number, line, village_column(own), code, message)
    return found if len(found) == len(dossier.years) else None


def _check_household(dossier: Dossier, standing: Standing, findings: Findings) -> None:
    line, said = dossier.years[dossier.last], dossier.latest("household")
    problems = checks.contact_problems(said.get("phone"), said.get("card"))
    problems += checks.cause_problems(said.get("main_cause"), said.get("other_causes", []))
    if not said.get("attribute"):
        problems.append(checks.Problem("贫困户属性", FaultKind.MISSING, _("贫困户属性没有填")))
    elif standing.now not in checks.GONE:
        problems += checks.attribute_problems(said["attribute"], standing.now)
    for problem in problems:
        findings.fault(dossier.number, line, problem.column, problem.code, problem.message)


def _check_people(dossier: Dossier, people: list[Inmate], standing: Standing, sight: Sight) -> None:
    findings, line = sight.findings, dossier.years[dossier.last]
    staying = [inmate for inmate in people if any(stay.until is None for stay in inmate.stays)]
    if standing.now in (*REGISTERED, Status.CANDIDATE):
        relations = [(i.latest.name, stay.relation) for i in staying for stay in i.stays if stay.until is None]
        if not staying:
            findings.fault(dossier.number, line, "户编号", FaultKind.NO_MEMBERS, _("成员表中没有这一户现在的成员"))
        elif problem := checks.head_problem(relations):
            findings.fault(dossier.number, line, "户主姓名", FaultKind.HEAD, problem)
    for inmate in people:
        known = sight.known.get(inmate.latest.index)
        if known is not None:
            message = _("%(who)s已在%(county)s登记，请先核对") % {"who": inmate.latest.shown, "county": known.county}
            findings.fault(dossier.number, inmate.line, LABELS["id_number"], FaultKind.ELSEWHERE, message)


def _parent(dossier: Dossier, by_key: Mapping[str, Dossier], sight: Sight) -> Standing | None:
    """Of the household it was split off from, which must be one of the file."""
    key, line = dossier.latest("row").get("split_from"), dossier.years[dossier.last]
    year = dossier.latest("household").get("split_year")
    if bool(key) != bool(year):
        message = _("分户来源和分户年度须一并填写")
        sight.findings.fault(dossier.number, line, "分户来源", FaultKind.MISSING, message)
        return None
    parent = by_key.get(str(key)) if key else None
    if key and (parent is None or parent is dossier):
        message = _("分户来源“%s”不是本文件中的另一户") % key
        sight.findings.fault(dossier.number, line, "分户来源", FaultKind.NO_HOUSEHOLD, message)
    return sight.standings.get(parent.number) if parent else None
