"""What staging keeps of a household that may be taken: the changes, as the preview shows and the merge writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.choices import Joining, Status
from registry.excel import Column, Tables
from registry.queries.stored import Namesake, Registered, StoredHousehold, StoredMember
from registry.rules.names import name_key

from .checks import Problem
from .comparison import changes, differences, emptied
from .findings import Findings
from .lines import Group, Line
from .people import Member
from .placing import Placed


@dataclass(frozen=True)
class Moment:
    """When the judging takes place: the open year, and today. `clears`: empty cells empty what is registered."""

    year: int
    today: date
    clears: bool = False

    @property
    def latest(self) -> date:
        """The last day anything may bear: the open year's."""
        return date(self.year, 12, 31)

    @property
    def registered_on(self) -> str:
        """The date a first registration bears: today, or the year's last day when today lies after it."""
        return min(self.today, self.latest).isoformat()


@dataclass
class Sight:
    """What the checks of all groups look at: the sheets, the moment, and who of the file the register knows."""

    tables: Tables
    moment: Moment
    findings: Findings
    known: Mapping[bytes, Registered] = field(default_factory=dict)
    namesakes: Mapping[tuple[int, str, str], Namesake] = field(default_factory=dict)


@dataclass
class Judging:
    """What the checks of one group have in hand. `at_home` are the members of the register by row of the file."""

    group: Group
    members: list[Member]
    placed: Placed
    sight: Sight
    stored: StoredHousehold | None = field(init=False)
    findings: Findings = field(init=False)
    moment: Moment = field(init=False)
    at_home: dict[int, StoredMember] = field(init=False)
    staying: list[StoredMember] = field(init=False)

    def __post_init__(self) -> None:
        self.stored = self.placed.stored
        self.findings = self.sight.findings
        self.moment = self.sight.moment
        registered = self.stored.members if self.stored else []
        self.at_home = _at_home(self.members, registered) if registered else {}
        # Whom the file does not name stays as they are.
        named = {member.person_id for member in self.at_home.values()}
        self.staying = [member for member in registered if member.person_id not in named]

    def known(self, member: Member) -> Registered | None:
        """What the register knows of a member's number."""
        return self.sight.known.get(member.index)

    def report(self, line: Line, problems: list[Problem]) -> None:
        """Keep problems of a row."""
        for problem in problems:
            add = self.findings.warn if problem.warning else self.findings.fault
            add(self.group.number, line, problem.column, problem.code, problem.message)


def _at_home(members: list[Member], registered: list[StoredMember]) -> dict[int, StoredMember]:
    """By number; who has none, in the file or in the register, by name and birth date."""
    by_number = {member.index: member for member in registered if member.index}
    by_name = {(name_key(str(m.person.get("name"))), m.person.get("born")): m for m in registered if not m.index}
    found = {}
    for member in members:
        described = (name_key(member.name), member.person.get("born"))
        stored = by_number.get(member.index) if member.index else None
        stored = stored or (by_name.get(described) if member.index or member.described else None)
        if stored is not None:
            found[member.line.row] = stored
    return found


def rows_of_group(group: Group) -> dict[str, list[int]]:
    """Row numbers of a group, by sheet."""
    return {
        "households": [line.row for line in group.households if not line.implied],
        "members": [line.row for line in group.members],
    }


def content_of(judging: Judging) -> dict[str, Any]:
    """What would be written: of a household of the register only what changes."""
    stored, parts = judging.stored, judging.group.household.parts
    columns = judging.sight.tables.by_field
    content: dict[str, Any] = {"rows": rows_of_group(judging.group), "id": None, "differences": []}
    content |= {"members": [], "cleared": {}}
    if stored is not None:
        content |= {"id": stored.id, "version": stored.version, "village_code": stored.village_code}
    elif judging.placed.village is not None:
        content |= {"village_id": judging.placed.village.pk, "village_code": judging.placed.village.code}
    for part in ("household", "statement", "survey"):
        before = getattr(stored, part) if stored else None
        changed = changes(part, parts.get(part, {}), before, columns)
        content[part] = changed
        if stored is not None:
            gone = emptied(part, judging.group.household.emptied, before)
            content["cleared"] |= {part: gone} if gone else {}
            content["differences"] += differences(_("农户"), part, {**changed, **dict.fromkeys(gone)}, before, columns)
    for member in judging.members:
        at_home = judging.at_home.get(member.line.row)
        entry = _changed_member(content, member, at_home, columns) if at_home else _new_member(judging, content, member)
        if entry is not None:
            content["members"].append({"row": member.line.row, **entry})
    return content


def _changed_member(
    content: dict[str, Any], member: Member, stored: StoredMember, columns: Mapping[str, Column]
) -> dict[str, Any] | None:
    given, changed, cleared = member.line.parts, dict[str, Any](), dict[str, list[str]]()
    relation = {"relation": member.relation} if member.relation else {}
    for part, values, before in (
        ("person", given["person"], stored.person),
        ("membership", relation, stored.membership),
        ("member_year", given.get("member_year", {}), stored.year),
    ):
        changed[part] = changes(part, values, before, columns)
        gone = emptied(part, member.line.emptied, before)
        cleared |= {part: gone} if gone else {}
        said = {**changed[part], **dict.fromkeys(gone)}
        content["differences"] += differences(member.name, part, said, before, columns)
    if not (any(changed.values()) or cleared):
        return None
    return {"person_id": stored.person_id, "membership_id": stored.membership_id, **changed, "cleared": cleared}


def _new_member(judging: Judging, content: dict[str, Any], member: Member) -> dict[str, Any]:
    """A candidate is in no stock, so its members' kind moves no count: 建档, as a natural one needs no campaign."""
    given, known = member.line.parts, judging.known(member)
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
