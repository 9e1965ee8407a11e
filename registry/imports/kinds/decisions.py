"""动态调整决定: each row is proposed as on its page, and waits for another person's approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.actions.batch_lists import Content
from registry.actions.decisions import Proposal, propose_decision
from registry.choices import BatchKind, DecisionKind, DecisionState, RowVerdict
from registry.excel.decision_sheet import DECISIONS
from registry.imports.checking import Checked
from registry.imports.comparison import NOTHING, shown
from registry.imports.faults import FaultKind
from registry.imports.judging import Judged
from registry.imports.lines import Group, Line
from registry.imports.template import Local
from registry.models import BINDING, Batch, Campaign, Decision
from registry.queries.batches import import_areas, import_spans
from registry.queries.deciding import Headed, headed_households, standing_decisions
from registry.queries.decisions import campaigns_of
from registry.queries.years import open_year
from registry.rules.decisions import proposal_problems
from registry.rules.names import name_key

from .lists import Listed, Listing, merging
from .ways import Template, Ways

LISTING = Listing((DECISIONS,), "jingzhun-decisions-1")
IDENTITY_LENGTH = 18
DATES = ("decided_on", "announced_on")
# The rule's sentences name what they are about; everything else is about the kind.
NAMED = ("文件日期", "公告日期", "专项行动", "返贫原因")


@dataclass(frozen=True)
class Register:
    """What the rows are held against."""

    year: int
    by_number: Mapping[int, Headed]
    by_head: Mapping[bytes, Headed]
    standing: Mapping[int, Sequence[Decision]]
    campaigns: Mapping[str, Campaign]


def check(batch: Batch) -> Checked:
    """Every row, against the rules of proposals and the register of the area."""
    listed = LISTING.read(batch, date(batch.year, 12, 31))
    groups = listed.groups(lambda line: "")
    register = _register(batch, listed.lines)
    found = [(group, None if group.remark else _household(listed, group, register)) for group in groups]
    _refuse_twice(listed, found)
    return listed.checked(
        listed.refused(group, _said_name(group)) if household is None else _judge(listed, group, household, register)
        for group, household in found
    )


def _register(batch: Batch, lines: Sequence[Line]) -> Register:
    numbers = {line.own["household_id"] for line in lines if line.own.get("household_id")}
    indexes = {_index(line) for line in lines if line.own.get("head_number")}
    households = headed_households(import_spans(batch), numbers, indexes)
    first, last = date(batch.year, 1, 1), date(batch.year, 12, 31)
    return Register(
        batch.year,
        {one.household_id: one for one in households},
        {one.index: one for one in households if one.index},
        standing_decisions([one.household_id for one in households], batch.year),
        {campaign.name: campaign for campaign in campaigns_of(first, last)},
    )


def _index(line: Line) -> bytes:
    return cipher.blind_index(str(line.own["head_number"])[:IDENTITY_LENGTH])


def _said_name(group: Group) -> str:
    return str(group.household.own.get("head_name", ""))


def _household(listed: Listed, group: Group, register: Register) -> Headed | None:
    """The household that a row names by number, by its head, or by both."""
    line = group.household
    number, head_number = line.own.get("household_id"), line.own.get("head_number")
    by_number = register.by_number.get(number) if number else None
    by_head = register.by_head.get(_index(line)) if head_number else None
    if not number and not head_number:
        listed.fault(group, line, "户编号", _("户编号和户主证件号码都没有填"), FaultKind.MISSING)
    if number and by_number is None:
        listed.fault(group, line, "户编号", _("本辖区没有户编号 %s") % number, FaultKind.UNKNOWN_HOUSEHOLD)
    if head_number and by_head is None:
        message = _("本辖区没有户主证件号码尾号 %s 的户") % str(head_number)[-4:]
        listed.fault(group, line, "户主证件号码", message, FaultKind.UNKNOWN_HOUSEHOLD)
    if by_number and by_head and by_number != by_head:
        listed.fault(group, line, "户主证件号码", _("户主证件号码与户编号不是同一户"), FaultKind.UNKNOWN_HOUSEHOLD)
    household = by_number or by_head
    name = line.own.get("head_name")
    if household and name and name_key(name) != name_key(household.head_name):
        words = {"said": name, "head": household.head_name}
        listed.fault(group, line, "户主姓名", _("户主姓名“%(said)s”与登记的户主“%(head)s”不符") % words, FaultKind.HEAD)
    return household


def _refuse_twice(listed: Listed, found: Sequence[tuple[Group, Headed | None]]) -> None:
    rows: dict[int, list[Group]] = {}
    for group, household in found:
        if household is not None:
            group.key = str(household.household_id)
            rows.setdefault(household.household_id, []).append(group)
    for groups in (groups for groups in rows.values() if len(groups) > 1):
        numbers = "、".join(str(group.household.row) for group in groups)
        for group in groups:
            message = _("第 %s 行是同一户的决定；一户一年只能有一项") % numbers
            listed.fault(group, group.household, "户编号", message, FaultKind.AGAIN)


def _judge(listed: Listed, group: Group, household: Headed, register: Register) -> Judged:
    line = group.household
    given = dict(line.parts["decision"])
    campaign = _campaign(listed, group, register)
    if group.number not in listed.findings.refused:
        for message in proposal_problems(
            kind=given["kind"],
            status=household.status,
            year=register.year,
            decided_on=date.fromisoformat(given["decided_on"]),
            announced_on=date.fromisoformat(given["announced_on"]) if "announced_on" in given else None,
            campaign=campaign is not None,
            cause=given.get("cause", ""),
        ):
            listed.fault(group, line, next((label for label in NAMED if label in message), "类别"), message)
    content: dict[str, Any] = {
        "household": household.household_id,
        "proposal": given | {"campaign": campaign.pk if campaign else None},
        "differences": [_as_proposed(given)],
    }
    verdict = _verdict(listed, group, content["proposal"], register.standing.get(household.household_id, ()))
    if verdict == RowVerdict.UNCHANGED:
        content["differences"] = []
    return listed.taken(group, verdict, household.head_name, content, household.household_id)


def _as_proposed(given: Mapping[str, Any]) -> list[str]:
    """A decision in one line of the preview."""
    columns = [column for column in DECISIONS.of("decision") if column.name in given]
    said = {column.label: shown(column, given[column.name]) for column in columns}
    kind = said.pop("类别", "")
    return [_("决定"), kind, NOTHING, "；".join(f"{label} {words}" for label, words in said.items())]


def _campaign(listed: Listed, group: Group, register: Register) -> Campaign | None:
    name = group.household.parts["decision"].get("campaign")
    if not name:
        return None
    campaign = register.campaigns.get(name)
    if campaign is None:
        known = "、".join(register.campaigns) or _("没有")
        words = {"year": register.year, "name": name, "known": known}
        message = _("%(year)s 年没有专项行动“%(name)s”；可填：%(known)s") % words
        listed.fault(group, group.household, "专项行动", message, FaultKind.CHOICE)
    return campaign


def _verdict(listed: Listed, group: Group, proposal: Mapping[str, Any], standing: Sequence[Decision]) -> RowVerdict:
    """The same decision again is no second one, and beside another it could never be approved."""
    if any(_same(proposal, one) for one in standing):
        return RowVerdict.UNCHANGED
    for one in standing:
        if one.state in BINDING or one.kind == proposal.get("kind"):
            words = {
                "kind": DecisionKind(one.kind).label,
                "state": DecisionState(one.state).label,
                "on": one.decided_on,
            }
            message = _("该户本年已有“%(kind)s”决定（%(state)s，文件日期 %(on)s），一户一年只能有一项") % words
            listed.fault(group, group.household, "类别", message)
    return RowVerdict.NEW


def _same(proposal: Mapping[str, Any], decision: Decision) -> bool:
    columns = [column.name for column in DECISIONS.of("decision") if column.name != "campaign"]
    stored = {name: getattr(decision, name) for name in columns}
    stored |= {name: stored[name].isoformat() if stored[name] else None for name in DATES}
    same = all((proposal.get(name) or None) == (stored[name] or None) for name in columns)
    return same and proposal["campaign"] == decision.campaign_id


def write(content: Content, _batch: Batch, by: User) -> int:
    """Propose one; gives the decision's id."""
    given = dict(content["proposal"])
    given |= {name: date.fromisoformat(given[name]) for name in DATES if given.get(name)}
    campaign = Campaign.objects.get(pk=given["campaign"]) if given["campaign"] else None
    proposal = Proposal(**given | {"campaign": campaign})
    return propose_decision(household_id=content["household"], proposal=proposal, by=by).pk


def template(user: User) -> bytes:
    """With the campaigns of the open year."""
    areas = import_areas(user, BatchKind.DECISIONS)
    year = open_year(areas[0].code if areas else 0)
    campaigns = tuple(campaign.name for campaign in campaigns_of(date(year, 1, 1), date(year, 12, 31)))
    return LISTING.template(Local({"decision.campaign": campaigns}))


WAYS = Ways(check, merging(write), LISTING.errors, {"decisions": Template(BatchKind.DECISIONS.label, template)})
