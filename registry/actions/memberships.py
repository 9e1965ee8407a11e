"""Parts of the acts on members: somebody comes, somebody goes, relations are entered anew. They run inside an act."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import F

from registry.choices import Kind, Relation
from registry.models import Household, Membership, MemberYear, Person
from registry.rules.members import MemberLine

from .entries import Grounds


def begin_membership(
    person: Person, household: Household, relation: str, *, year: int, kind: Kind, grounds: Grounds
) -> Membership:
    """Somebody comes, for a reason of §5.3 or by a transfer."""
    return Membership.objects.create(
        person=person,
        household=household,
        village_code=household.village_code,
        relation=relation,
        counted_from=year,
        kind_in=kind,
        reason_in=grounds.reason,
        joined_on=grounds.happened_on,
    )


def end_membership(membership: Membership, *, year: int, kind: Kind, grounds: Grounds) -> None:
    """Somebody goes, for a reason of §5.3 or by a transfer."""
    membership.counted_until, membership.kind_out, membership.reason_out = year, kind, grounds.reason
    membership.left_on, membership.version = grounds.happened_on, membership.version + 1
    membership.save(update_fields=["counted_until", "kind_out", "reason_out", "left_on", "version"])


def bring_along(persons: Collection[int], village_code: int, year: int) -> None:
    """Who comes from another village takes the own row and that of the open year along; closed years stay there."""
    along = {"village_code": village_code, "version": F("version") + 1}
    Person.objects.filter(pk__in=persons).exclude(village_code=village_code).update(**along)
    MemberYear.objects.filter(person__in=persons, year=year).exclude(village_code=village_code).update(**along)


def write_relations(members: Iterable[Membership], relations: Mapping[int, str]) -> None:
    """Every member's relation to the head anew; who is head comes last, for there is one at any moment."""
    for membership in sorted(members, key=lambda member: relations[member.pk] == Relation.HEAD):
        membership.relation, membership.version = relations[membership.pk], membership.version + 1
        membership.save(update_fields=["relation", "version"])


def line_of(membership: Membership) -> MemberLine:
    """A member as the rules see one."""
    person = membership.person
    return MemberLine(person.name, membership.relation, person.sex, bytes(person.id_index or b"").hex(), person.born)
