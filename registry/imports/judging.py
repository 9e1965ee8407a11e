"""The verdict on each household of a workbook: new, changed, unchanged or refused, and what would be written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import Relation, RowVerdict, Status
from registry.rules.names import name_key

from . import checks
from .ages import Aged, age_problems
from .comparison import standing
from .contents import Judging, content_of, rows_of_group
from .faults import FaultKind
from .lines import Group
from .people import LABELS, Member


@dataclass
class Judged:
    """A group with its verdict; `content` is what staging keeps, sealed, for the preview and the merge."""

    group: Group
    verdict: RowVerdict
    head_name: str
    household_id: int | None
    content: dict[str, Any]

    @property
    def change_count(self) -> int:
        """How many fields would change."""
        return len(self.content["differences"])


def judge(judging: Judging) -> Judged:
    """Check a group against the rules and the register; decide."""
    group, stored = judging.group, judging.stored
    _check_household(judging)
    for member in judging.members:
        if member.index or member.described:
            _check_member(judging, member)
    _check_own_required(judging)
    _check_ages(judging)
    head = next((member.name for member in judging.members if member.relation == "head"), "")
    head = head or str(group.household.own.get("head_name", ""))
    if group.number in judging.findings.refused:
        return refused(group, head)
    content = content_of(judging)
    if stored is None:
        return Judged(group, RowVerdict.NEW, head, None, content)
    verdict = RowVerdict.CHANGED if content["differences"] else RowVerdict.UNCHANGED
    return Judged(group, verdict, head, stored.id, content)


def refused(group: Group, head_name: str = "") -> Judged:
    """A group that is not taken, with all its rows."""
    return Judged(group, RowVerdict.REFUSED, head_name, None, {"rows": rows_of_group(group), "differences": []})


def _check_household(judging: Judging) -> None:
    line, stored, parts = judging.group.household, judging.stored, judging.group.household.parts
    household = standing("household", parts, line.emptied, stored.household if stored else None)
    status = stored.status if stored else Status.CANDIDATE
    problems = checks.contact_problems(parts["household"].get("phone"), parts["household"].get("card"))
    problems += checks.cause_problems(household.get("main_cause"), household.get("other_causes", []))
    problems += checks.status_problems(status)
    if household.get("attribute") and status not in checks.GONE:
        problems += checks.attribute_problems(household["attribute"], status)
    elif stored is None and "household_id" not in line.own and "贫困户属性" not in dict(line.wrong):
        problems.append(checks.Problem("贫困户属性", FaultKind.MISSING, _("新户须填贫困户属性")))
    size = len(judging.members) + len(judging.staying)
    problems += checks.size_problems(line.own.get("size"), size)
    amounts = standing("statement", parts, line.emptied, stored.statement if stored else None)
    problems += checks.sum_problems(parts.get("total", {}), amounts, size)
    judging.report(line, problems)
    _check_membership(judging)


def _check_membership(judging: Judging) -> None:
    group, line, findings = judging.group, judging.group.household, judging.findings
    if not judging.members:
        if judging.stored is None:
            findings.fault(group.number, line, "户标识", FaultKind.NO_MEMBERS, _("成员表中没有这一户的成员"))
        return
    if judging.staying:
        names = "、".join(member.person.get("name", "") for member in judging.staying)
        message = _("登记的成员 %s 不在文件中，保持不变；减人请在该户页面办理") % names
        findings.warn(group.number, line, "户标识", FaultKind.LEFT_ALONE, message)
    relations = [(f"{member.name}（{member.line.row}）", _relation_of(judging, member)) for member in judging.members]
    relations += [(member.person["name"], member.membership["relation"]) for member in judging.staying]
    problem = checks.head_problem(relations)
    if problem:
        heads = [member.line for member in judging.members if member.relation == "head"]
        for row in heads or [line]:
            findings.fault(group.number, row, LABELS["relation"] if heads else "户主姓名", FaultKind.HEAD, problem)
    _check_named_head(judging)


def _relation_of(judging: Judging, member: Member) -> str:
    """As the file says it, else as it is registered."""
    if member.relation:
        return member.relation
    at_home = judging.at_home.get(member.line.row)
    return str(at_home.membership["relation"]) if at_home else ""


def _check_named_head(judging: Judging) -> None:
    """户主姓名 and 户主证件号码 of the household's row are those of the member who is the head."""
    line = judging.group.household
    head = next((member for member in judging.members if member.relation == "head"), None)
    if head is None:
        return
    name, number = line.own.get("head_name"), line.own.get("head_number")
    if name and head.name and name_key(name) != name_key(head.name):
        message = _("户主姓名“%(said)s”与成员表中的户主“%(head)s”不符") % {"said": name, "head": head.name}
        judging.findings.fault(judging.group.number, line, "户主姓名", FaultKind.HEAD, message)
    if number and head.key and number[:18] != head.key:
        message = _("户主证件号码与成员表中的户主不符")
        judging.findings.fault(judging.group.number, line, "户主证件号码", FaultKind.HEAD, message)


def _check_member(judging: Judging, member: Member) -> None:
    """Somebody new to the household may be registered nowhere else, under the same name, and says why they come."""
    number, line = judging.group.number, member.line
    known = judging.known(member)
    at_home = judging.at_home.get(line.row)
    if at_home is not None and (known is None or known.person_id == at_home.person_id):
        return
    if member.described:
        _check_namesake(judging, member)
    if known and known.dead:
        message = _("%s：此证件号码的人已登记死亡，请核对") % member.shown
        judging.findings.fault(number, line, LABELS["id_number"], FaultKind.ELSEWHERE, message)
    elif known and known.membership_id is not None and known.status not in checks.GONE:
        message = _("%(who)s已在%(county)s登记") % {"who": member.shown, "county": known.county}
        judging.findings.fault(number, line, LABELS["id_number"], FaultKind.ELSEWHERE, message)
    elif known and member.name and known.name_key != name_key(member.name):
        message = _("%s：此证件号码已登记为另一姓名，请核对") % member.shown
        judging.findings.fault(number, line, LABELS["name"], FaultKind.ELSEWHERE, message)
    if judging.stored is not None and judging.stored.status != Status.CANDIDATE:
        given = line.parts["membership"]
        problems = checks.joining_problems(given.get("reason_in"), given.get("joined_on"), judging.moment.year)
        judging.report(line, problems)


def _check_namesake(judging: Judging, member: Member) -> None:
    """Who has no number yet may be somebody of the village who is registered already: a workbook cannot say no."""
    place = judging.placed.village_code
    namesake = judging.sight.namesakes.get((place, *(member.described or ("", "")))) if place else None
    if namesake is None:
        return
    words = {"household": namesake.household_id, "name": member.name, "born": member.person["born"]}
    message = _(
        "本村户编号 %(household)s 有同名同日出生的 %(name)s（%(born)s）；是同一人的填其证件号码，不是的请在该户页面登记"
    )
    column = LABELS["number_missing"]
    judging.findings.fault(judging.group.number, member.line, column, FaultKind.ELSEWHERE, message % words)


def _check_own_required(judging: Judging) -> None:
    """Who fills in a yearly record fills in what the province requires of it."""
    required = judging.sight.tables.own_required
    if not any(required.values()):
        return
    stored = judging.stored
    records = [(judging.group.household, "survey", stored.survey if stored else None)]
    for member in judging.members if required["member_year"] else ():
        at_home = judging.at_home.get(member.line.row)
        records.append((member.line, "member_year", at_home.year if at_home else None))
    for line, part, before in records:
        given = line.parts.get(part, {})
        for column in required[part] if given else ():
            if column.name not in given and column.name not in (before or {}):
                message = _("%s没有填") % column.label
                judging.findings.fault(judging.group.number, line, column.label, FaultKind.MISSING, message)


def _check_ages(judging: Judging) -> None:
    """As all who would then be members stand to each other, on the last day of the year."""
    lines = {member.line.row: member.line for member in judging.members}
    aged = [_aged(judging, member) for member in judging.members]
    aged += [
        Aged(None, staying.person["name"], staying.membership["relation"], date.fromisoformat(staying.person["born"]))
        for staying in judging.staying
        if staying.person.get("born") and staying.membership["relation"] == Relation.HEAD
    ]
    for row, problem in age_problems([member for member in aged if member is not None], judging.moment.latest):
        judging.report(lines[row], [problem])


def _aged(judging: Judging, member: Member) -> Aged | None:
    """A member with a birth date and a relation; the person-year as it would be after the merge."""
    at_home = judging.at_home.get(member.line.row)
    born, relation = member.person.get("born"), _relation_of(judging, member)
    if not born or not relation:
        return None
    year = standing("member_year", member.line.parts, member.line.emptied, at_home.year if at_home else None)
    schooling = [year.get(name) or "" for name in ("education", "school", "absence")]
    return Aged(member.line.row, member.name, relation, date.fromisoformat(born), *schooling)
