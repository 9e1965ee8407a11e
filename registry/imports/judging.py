"""The verdict on each household of a workbook: new, changed, unchanged or refused, and what would be written."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import RowVerdict, Status
from registry.rules.names import name_key

from . import checks
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
        if member.index:
            _check_member(judging, member)
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
    household = {**(stored.household if stored else {}), **parts.get("household", {})}
    status = stored.status if stored else Status.CANDIDATE
    problems = checks.contact_problems(parts["household"].get("phone"), parts["household"].get("card"))
    problems += checks.cause_problems(household.get("main_cause"), household.get("other_causes", []))
    problems += checks.status_problems(status)
    if household.get("attribute") and status not in checks.GONE:
        problems += checks.attribute_problems(household["attribute"], status)
    elif stored is None and all(label != "贫困户属性" for label, _wrong in line.wrong):
        problems.append(checks.Problem("贫困户属性", FaultKind.MISSING, _("新户须填贫困户属性")))
    size = len(judging.members) + len(judging.staying)
    problems += checks.size_problems(line.own.get("size"), size)
    amounts = {**((stored and stored.statement) or {}), **parts.get("statement", {})}
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
    relations = [(member.name, member.relation or _relation_now(judging, member)) for member in judging.members]
    relations += [(member.person["name"], member.membership["relation"]) for member in judging.staying]
    problem = checks.head_problem(relations)
    if problem:
        heads = [member.line for member in judging.members if member.relation == "head"]
        for row in heads or [line]:
            findings.fault(group.number, row, LABELS["relation"] if heads else "户主姓名", FaultKind.HEAD, problem)
    _check_named_head(judging)


def _relation_now(judging: Judging, member: Member) -> str:
    at_home = judging.at_home.get(member.index)
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
    if member.index in judging.at_home:
        return
    number, line = judging.group.number, member.line
    known = judging.known.get(member.index)
    if known and known.membership_id is not None and known.status not in checks.GONE:
        message = _("%(who)s已在%(county)s登记") % {"who": member.shown, "county": known.county}
        judging.findings.fault(number, line, LABELS["id_number"], FaultKind.ELSEWHERE, message)
    elif known and member.name and known.name_key != name_key(member.name):
        message = _("%s：此证件号码已登记为另一姓名，请核对") % member.shown
        judging.findings.fault(number, line, LABELS["name"], FaultKind.ELSEWHERE, message)
    if judging.stored is not None and judging.stored.status != Status.CANDIDATE:
        given = line.parts["membership"]
        problems = checks.joining_problems(given.get("reason_in"), given.get("joined_on"), judging.moment.year)
        judging.report(line, problems)
