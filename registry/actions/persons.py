"""Making persons and finding them again. Called by the acts on households and members."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer, demand
from registry.audit.acts import act
from registry.choices import Kind, Leaving, NumberMissing, Sex, Status
from registry.models import Household, Membership, Person
from registry.queries.households import member_of
from registry.queries.persons import KnownPerson, known_persons, namesakes
from registry.queries.registered import household_told, tick_transfer
from registry.refusal import Refused, refuse_if
from registry.rules.identity import IdReading, Unreadable, missing_number_problems, read_id
from registry.rules.members import MemberLine
from registry.rules.names import clean_name, initials, name_key, name_problems

from .entries import Correction, MemberEntry

# A person of such a household may be registered again; the old membership ends with that act (§13.3).
LEFT_REGISTER = (Status.REMOVED, Status.CLOSED)


@dataclass(frozen=True)
class ReadMember:
    """An entry with its ID number read; no reading where there is no number yet."""

    entry: MemberEntry
    reading: IdReading | None

    @property
    def index(self) -> bytes | None:
        """Blind index of the identity."""
        return cipher.blind_index(self.reading.key) if self.reading else None

    @property
    def sex(self) -> str:
        """From the number, else as entered."""
        return (self.reading and self.reading.sex) or self.entry.sex or Sex.UNKNOWN

    @property
    def born(self) -> date | None:
        """From the number, else as entered."""
        return (self.reading and self.reading.born) or self.entry.born

    @property
    def line(self) -> MemberLine:
        """As the rules see it."""
        key = self.reading.key if self.reading else ""
        return MemberLine(self.entry.name, self.entry.relation, self.sex, key, self.born)

    @property
    def columns(self) -> dict[str, Any]:
        """Columns of `Person` that hold the number, or why there is none."""
        if self.reading is None:
            # A newborn has a year from birth, whenever the birth is entered.
            newborn = self.entry.number_missing == NumberMissing.NEWBORN
            since = self.entry.born if newborn and self.entry.born else timezone.localdate()
            return {"number_missing": self.entry.number_missing, "number_missing_since": since}
        return {
            "id_type": self.entry.id_type,
            "id_sealed": cipher.seal(self.reading.number),
            "id_index": self.index,
            "id_last4": self.reading.last4,
            "number_missing": "",
            "number_missing_since": None,
        }


def read_members(entries: tuple[MemberEntry, ...]) -> list[ReadMember]:
    """Read every ID number; raises `Refused` with all that is wrong, each sentence with the member's name."""
    read, problems = [], []
    for entry in entries:
        wrong = name_problems(entry.name)
        reading = None
        if entry.number_missing:
            wrong += missing_number_problems(entry.id_number, entry.born, entry.sex)
        else:
            try:
                reading = read_id(entry.id_number, entry.id_type, today=timezone.localdate())
            except Unreadable as unreadable:
                wrong += unreadable.messages
        if reading and reading.born and entry.born and reading.born != entry.born:
            wrong.append(_("出生日期与证件号码不符"))
        if reading and reading.sex and entry.sex and reading.sex != entry.sex:
            wrong.append(_("性别与证件号码不符"))
        problems += [f"{entry.name}：{message}" for message in wrong]
        read.append(ReadMember(entry, reading))
    refuse_if(problems)
    return read


def known_of(members: list[ReadMember]) -> dict[bytes, KnownPerson]:
    """Those of the members whose number the register knows, by its index."""
    return known_persons([member.index for member in members if member.index is not None])


def settle_persons(
    members: list[ReadMember], *, village_code: int, year: int, by: Viewer, joining: bool = False
) -> list[Person]:
    """The person behind each member: found again, or made.

    Refuses who is a member of a registered household or a candidate, naming the county alone. A membership in a
    removed or closed household ends with `year`. Who is `joining` is told of the transfer.
    """
    known = known_of(members)
    refuse_if(_taken(members, known, by, joining=joining) + _namesake_problems(members, village_code))
    leaving = [person.membership_id for person in known.values() if person.membership_id is not None]
    Membership.objects.filter(pk__in=leaving).update(
        counted_until=year,
        kind_out=Kind.TRANSFER,
        reason_out=Leaving.REREGISTERED,
        left_on=timezone.localdate(),
        version=F("version") + 1,
    )
    return [_settle(member, known.get(member.index or b""), village_code) for member in members]


def _taken(members: list[ReadMember], known: dict[bytes, KnownPerson], by: Viewer, *, joining: bool) -> list[str]:
    taken = []
    for member in members:
        person = known.get(member.index or b"")
        if person and person.dead:
            taken.append(_("%s：此证件号码的人已登记死亡，请核对") % member.entry.name)
        elif person and is_member(person):
            taken.append(where_taken(member, person, by, joining=joining))
    return taken


def is_member(person: KnownPerson) -> bool:
    """Whether somebody belongs to a household that is in the register, or on the way into it."""
    return person.membership_id is not None and person.household_status not in LEFT_REGISTER


def where_taken(member: ReadMember, person: KnownPerson, by: Viewer, *, joining: bool = False) -> str:
    """Village, head and number of the household for who may see it; the county and its office for anybody else."""
    words = {
        "name": member.entry.name,
        "last4": member.reading.last4 if member.reading else "",
        "county": person.county,
        "household": household_told(by, person),
    }
    if words["household"]:
        return _("%(name)s（···· %(last4)s）已是%(household)s的成员") % words + (tick_transfer() if joining else "")
    return _("%(name)s（···· %(last4)s）已在%(county)s登记，请致电%(county)s扶贫办（县级录入员）核对") % words


def _namesake_problems(members: list[ReadMember], village_code: int) -> list[str]:
    """Who has no number yet may be somebody who is here already: asked once, answered by `no_namesake`."""
    problems = []
    for member in members:
        if member.reading is not None or member.born is None or member.entry.no_namesake:
            continue
        for other in namesakes(village_code, name_key(member.entry.name), member.born):
            words = {"name": member.entry.name, "household": other.household_id, "born": member.born.isoformat()}
            sentence = _(
                "本村户编号 %(household)s 有同名同日出生的 %(name)s（%(born)s）；不是同一人的，请勾选“确认不是同一人”"
            )
            problems.append(sentence % words)
    return problems


def _settle(member: ReadMember, known: KnownPerson | None, village_code: int) -> Person:
    if known is not None:
        person = Person.objects.select_for_update().get(pk=known.person_id)
        if name_key(member.entry.name) != person.name_key:
            raise Refused(_("%s：此证件号码已登记为另一姓名，请核对") % member.entry.name)
        person.village_code, person.version = village_code, person.version + 1
        person.save(update_fields=["village_code", "version"])
        return person
    return Person.objects.create(
        village_code=village_code,
        name=clean_name(member.entry.name),
        name_key=name_key(member.entry.name),
        initials=initials(member.entry.name)[:50],
        sex=member.sex,
        born=member.born,
        ethnicity=member.entry.ethnicity,
        politics=member.entry.politics,
        **member.columns,
    )


def corrected_identity(person: Person, correction: Correction, by: Viewer) -> dict[str, Any]:
    """Columns of `Person` after a correction; refuses a number that cannot be, or that somebody else has."""
    refuse_if(name_problems(correction.name))
    columns: dict[str, Any] = {
        "name": clean_name(correction.name),
        "name_key": name_key(correction.name),
        "initials": initials(correction.name)[:50],
        "ethnicity": correction.ethnicity,
        "politics": correction.politics,
        "sex": person.sex,
    }
    if not correction.id_number:
        return columns
    (member,) = read_members((MemberEntry(correction.name, correction.id_number, "", correction.id_type),))
    known = known_of([member]).get(member.index or b"")
    if known is not None and known.person_id != person.pk:
        raise Refused(where_taken(member, known, by))
    told = {"sex": member.sex if member.sex != Sex.UNKNOWN else person.sex, "born": member.born or person.born}
    return columns | member.columns | told


@transaction.atomic
def reveal_id(*, household: Household, person_id: int, reason: str, by: User) -> str:
    """The whole ID number of an active member. Reading it is an act with a reason."""
    demand(by, Permission.HOUSEHOLD_REVEAL, household.village_code)
    membership = member_of(household, person_id)
    if membership is None:
        raise Http404
    if not reason.strip():
        raise Refused(_("请填写查看原因"))
    if membership.person.id_sealed is None:
        raise Refused(_("此人没有证件号码"))
    said = _("%(name)s：%(reason)s") % {"name": membership.person.name, "reason": reason}
    with act("id.reveal", by=by, target=household, reason=said):
        return cipher.unseal(membership.person.id_sealed)
