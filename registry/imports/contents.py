"""What staging keeps of a household that may be taken: the changes, as the preview shows and the merge writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import Joining, Status
from registry.queries.stored import Registered, StoredHousehold, StoredMember

from .checks import Problem
from .comparison import changes, differences
from .findings import Findings
from .lines import Group, Line
from .people import Member
from .placing import Placed


@dataclass(frozen=True)
class Moment:
    """When the judging takes place: the open year, and today."""

    year: int
    today: date

    @property
    def latest(self) -> date:
        """The last day anything may bear: the open year's."""
        return date(self.year, 12, 31)

    @property
    def registered_on(self) -> str:
        """The date a first registration bears: today, or the year's last day when today lies after it."""
        return min(self.today, self.latest).isoformat()


@dataclass
class Judging:
    """What the checks of one group have in hand."""

    group: Group
    members: list[Member]
    placed: Placed
    known: Mapping[bytes, Registered]
    moment: Moment
    findings: Findings
    stored: StoredHousehold | None = field(init=False)
    at_home: dict[bytes, StoredMember] = field(init=False)

    def __post_init__(self) -> None:
        self.stored = self.placed.stored
        at_home = self.stored.members if self.stored else []
        self.at_home = {member.index: member for member in at_home if member.index}

    @property
    def staying(self) -> list[StoredMember]:
        """Members of the register whom the file does not name; they stay as they are."""
        named = {member.index for member in self.members if member.index}
        return [member for member in (self.stored.members if self.stored else []) if member.index not in named]

    def report(self, line: Line, problems: list[Problem]) -> None:
        """Keep problems of a row."""
        for problem in problems:
            add = self.findings.warn if problem.warning else self.findings.fault
            add(self.group.number, line, problem.column, problem.code, problem.message)


def rows_of_group(group: Group) -> dict[str, list[int]]:
    """Row numbers of a group, by sheet."""
    return {"households": [line.row for line in group.households], "members": [line.row for line in group.members]}


def content_of(judging: Judging) -> dict[str, Any]:
    """What would be written: of a household of the register only what changes."""
    stored, parts = judging.stored, judging.group.household.parts
    content: dict[str, Any] = {"rows": rows_of_group(judging.group), "id": None, "differences": [], "members": []}
    if stored is not None:
        content |= {"id": stored.id, "version": stored.version, "village_code": stored.village_code}
    elif judging.placed.village is not None:
        content |= {"village_id": judging.placed.village.pk, "village_code": judging.placed.village.code}
    for part in ("household", "statement", "survey"):
        before = getattr(stored, part) if stored else None
        changed = changes(part, parts.get(part, {}), before)
        content[part] = changed
        if stored is not None:
            content["differences"] += differences(_("农户"), part, changed, before)
    for member in judging.members:
        at_home = judging.at_home.get(member.index)
        entry = _changed_member(content, member, at_home) if at_home else _new_member(judging, content, member)
        if entry is not None:
            content["members"].append({"row": member.line.row, **entry})
    return content


def _changed_member(content: dict[str, Any], member: Member, stored: StoredMember) -> dict[str, Any] | None:
    given, changed = member.line.parts, {}
    relation = {"relation": member.relation} if member.relation else {}
    for part, values, before in (
        ("person", given["person"], stored.person),
        ("membership", relation, stored.membership),
        ("member_year", given.get("member_year", {}), stored.year),
    ):
        changed[part] = changes(part, values, before)
        content["differences"] += differences(member.name, part, changed[part], before)
    if not any(changed.values()):
        return None
    return {"person_id": stored.person_id, "membership_id": stored.membership_id, **changed}


def _new_member(judging: Judging, content: dict[str, Any], member: Member) -> dict[str, Any]:
    """A candidate is in no stock, so its members' kind moves no count: 建档, as a natural one needs no campaign."""
    given, known = member.line.parts, judging.known.get(member.index)
    if judging.stored is not None:
        content["differences"].append([member.name, _("成员"), _("不在本户"), _("增加")])
    registered = judging.stored is not None and judging.stored.status != Status.CANDIDATE
    joining = given["membership"] if registered else {}
    return {
        "person_id": known.person_id if known else None,
        "membership_id": None,
        "seen_household": known.household_id if known else None,
        "ends": known.membership_id if known else None,
        "person": given["person"],
        "membership": {
            "relation": member.relation,
            "reason_in": joining.get("reason_in", str(Joining.REGISTRATION)),
            "joined_on": joining.get("joined_on", judging.moment.registered_on),
        },
        "member_year": given.get("member_year", {}),
    }
