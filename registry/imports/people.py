"""The members of a workbook as persons: their ID numbers read, and nobody twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry import cipher
from registry.choices import FEMALE_RELATIONS, MALE_RELATIONS, IdType, Relation, Sex
from registry.rules.identity import IdReading, Unreadable, missing_number_problems, read_id
from registry.rules.names import clean_name, name_key, name_problems

from .faults import FaultKind
from .findings import Findings
from .lines import Group, Line

LABELS = {"name": "姓名", "id_number": "证件号码", "relation": "与户主关系", "number_missing": "暂无证件号码的原因"}


@dataclass(slots=True)
class Member:
    """A member's row. `number`, `key` and `index` are empty where the ID number cannot be read, `relation` (与户主关系)
    where it is missing."""

    line: Line
    name: str = ""
    number: str = ""
    key: str = ""
    index: bytes = b""
    relation: str = field(init=False)

    def __post_init__(self) -> None:
        self.relation = str(self.line.parts["membership"].get("relation", ""))

    @property
    def person(self) -> dict[str, Any]:
        """What the row says of the person."""
        return self.line.parts["person"]

    @property
    def described(self) -> tuple[str, str] | None:
        """What tells somebody without a number: key of the name and birth date; None for everybody else."""
        born = self.person.get("born")
        return (name_key(self.name), str(born)) if self.person.get("number_missing") and born else None

    @property
    def shown(self) -> str:
        """Name and the last four characters of the number, for messages."""
        return f"{self.name}（···· {self.key[-4:]}）" if self.key else self.name


def read_people(groups: Iterable[Group], today: date, findings: Findings) -> dict[int, list[Member]]:
    """The members of each group, by its number."""
    people = {group.number: [read_member(group, line, today, findings) for line in group.members] for group in groups}
    _refuse_twice(people, findings)
    return people


def read_member(group: Group, line: Line, today: date, findings: Findings) -> Member:
    """The person of a row, with everything that is wrong with who it says they are."""
    person = line.parts["person"]
    missing = person.get("number_missing")
    for part, name in (("person", "name"), ("person", "id_number"), ("membership", "relation")):
        if name not in line.parts[part] and all(label != LABELS[name] for label, _wrong in line.wrong):
            if name == "id_number" and missing:
                continue
            findings.fault(group.number, line, LABELS[name], FaultKind.MISSING, _("%s没有填") % LABELS[name])
    member = Member(line)
    if "name" in person:
        member.name = person["name"] = clean_name(person["name"])
        for problem in name_problems(member.name):
            findings.fault(group.number, line, LABELS["name"], FaultKind.TEXT, problem)
    if missing:
        _check_missing_number(group, member, findings)
    if "id_number" not in person:
        return member
    id_type = person.get("id_type", IdType.CITIZEN)
    try:
        reading = read_id(person["id_number"], id_type, today=today)
    except Unreadable as unreadable:
        for message in unreadable.messages:
            findings.fault(group.number, line, LABELS["id_number"], FaultKind.ID_NUMBER, message)
        return member
    _take_reading(group, member, reading, findings)
    return member


def _check_missing_number(group: Group, member: Member, findings: Findings) -> None:
    person = member.person
    born = date.fromisoformat(person["born"]) if "born" in person else None
    for problem in missing_number_problems(person.get("id_number", ""), born, person.get("sex", "")):
        findings.fault(group.number, member.line, LABELS["number_missing"], FaultKind.MISSING, problem)
    _check_relation(group, member, findings)


def _take_reading(group: Group, member: Member, reading: IdReading, findings: Findings) -> None:
    """Sex and birth date are the number's; where the row says them too, they must agree."""
    member.number, member.key, member.index = reading.number, reading.key, cipher.blind_index(reading.key)
    line, person = member.line, member.person
    for notice in reading.notices:
        findings.warn(group.number, line, LABELS["id_number"], FaultKind.NOTICE, notice)
    born = reading.born.isoformat() if reading.born else None
    if born and person.get("born", born) != born:
        message = _("出生日期 %(said)s 与证件号码中的 %(read)s 不符") % {"said": person["born"], "read": born}
        findings.fault(group.number, line, "出生日期", FaultKind.DISAGREES, message)
    if reading.sex and person.get("sex", reading.sex) != reading.sex:
        message = _("性别与证件号码（%s）不符") % Sex(reading.sex).label
        findings.fault(group.number, line, "性别", FaultKind.DISAGREES, message)
    person |= {"id_number": reading.number, **({"born": born} if born else {})}
    if reading.sex:
        person["sex"] = str(reading.sex)
    _check_relation(group, member, findings)


def _check_relation(group: Group, member: Member, findings: Findings) -> None:
    sex = member.person.get("sex", Sex.UNKNOWN)
    if (member.relation in MALE_RELATIONS and sex == Sex.FEMALE) or (
        member.relation in FEMALE_RELATIONS and sex == Sex.MALE
    ):
        words = {"name": member.name, "sex": Sex(sex).label, "relation": Relation(member.relation).label}
        message = _("%(name)s 是%(sex)s性，与“%(relation)s”不符") % words
        findings.fault(group.number, member.line, LABELS["relation"], FaultKind.RELATION, message)


def _refuse_twice(people: dict[int, list[Member]], findings: Findings) -> None:
    places: dict[str | tuple[int, tuple[str, str]], list[tuple[int, Member]]] = defaultdict(list)
    for number, members in people.items():
        for member in members:
            if member.key:
                places[member.key].append((number, member))
            elif member.described:
                places[number, member.described].append((number, member))
    for found in places.values():
        if len(found) > 1:
            rows = "、".join(str(member.line.row) for _number, member in found)
            for number, member in found:
                message = _("%(who)s在成员表第 %(rows)s 行重复出现") % {"who": member.shown, "rows": rows}
                findings.fault(number, member.line, LABELS["id_number"], FaultKind.TWICE, message)
