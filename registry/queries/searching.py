"""Finding households by a scrap of what is known of somebody: by which key, and which households.

Every key is looked up in an index that begins with it, and reads at most a bounded number of rows, so that a search
costs the same in a village and in a province.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import cipher
from registry.accounts.scope import Viewer
from registry.choices import IdType, Relation
from registry.models import Household, Membership, Person
from registry.regions.spans import within
from registry.rules.identity import OLD_LENGTH, Unreadable, normalised, read_id
from registry.rules.names import name_key
from registry.rules.pinyin import initials_of_syllables, is_spelled

LAST4, HOUSEHOLD_NUMBER = 4, 10
PHONE = range(7, 13)  # landlines have 7 or 8 digits, with the code of the place up to 12
# More households than anybody reads through; who finds as many types another letter.
FOUND_MOST = 1000
# Names of the same initials in a province, of which those spelled as typed are picked out.
NAMES_MOST = 5000


@dataclass(frozen=True)
class Sought:
    """What words found: by which key, which households, and whether there were more than are kept.

    `persons` are those who were found; none where the key is the household's own.
    """

    key: str
    households: tuple[int, ...]
    exact: bool = False
    more: bool = False
    persons: tuple[int, ...] = ()

    @property
    def only_one(self) -> int | None:
        """The household that a number or phone belongs to, where there is exactly one."""
        return self.households[0] if self.exact and len(self.households) == 1 else None


def sought(viewer: Viewer, words: str) -> Sought:
    """By household number, phone, ID number, its last four, pinyin or name: whichever the words look like."""
    text = normalised(words)
    digits = text.isdecimal() and text.isascii()
    if digits and len(text) == HOUSEHOLD_NUMBER and (found := _of_households(viewer, Q(pk=int(text)))):
        return Sought(_("户编号"), found, exact=True)
    if digits and len(text) in PHONE:
        return Sought(_("联系电话"), _of_households(viewer, Q(phone_index__in=_phone_indexes(text))), exact=True)
    if len(text) >= OLD_LENGTH and text.isascii():
        return _of_persons(viewer, _("证件号码"), Q(id_index=_index_of(text)), exact=True)
    if len(text) == LAST4 and text[:-1].isdecimal():
        return _of_persons(viewer, _("证件号码后四位"), Q(id_last4=text))
    if re.fullmatch("[A-Z]+", text):
        return _of_persons(viewer, _("拼音"), _spelled(viewer, text.lower()))
    return _of_persons(viewer, _("姓名"), Q(name_key__startswith=name_key(words)))


def _of_households(viewer: Viewer, such: Q) -> tuple[int, ...]:
    return tuple(Household.objects.visible_to(viewer).filter(such).values_list("pk", flat=True)[: FOUND_MOST + 1])


def _phone_indexes(text: str) -> list[bytes]:
    """A landline may be stored with a hyphen behind the code of the place."""
    return [cipher.blind_index(phone) for phone in (text, f"{text[:3]}-{text[3:]}", f"{text[:4]}-{text[4:]}")]


def _of_persons(viewer: Viewer, key: str, such: Q, *, exact: bool = False) -> Sought:
    """Their households: two short reads instead of a join, whose order the planner might turn round."""
    persons = list(Person.objects.visible_to(viewer).filter(such).values_list("pk", flat=True)[: FOUND_MOST + 1])
    households = tuple(
        Membership.objects.visible_to(viewer)
        .filter(person__in=persons, counted_until__isnull=True)
        .values_list("household", flat=True)
        .distinct()
    )
    return Sought(key, households, exact, more=len(persons) > FOUND_MOST, persons=tuple(persons))


def members_found(hit: Sought | None, numbers: Collection[int]) -> dict[int, str]:
    """Of households on a page that were found by a member and not by their head: the names of those found."""
    if hit is None or not hit.persons:
        return {}
    found = Membership.objects.filter(household__in=numbers, person__in=hit.persons, counted_until__isnull=True)
    names: dict[int, list[str]] = defaultdict(list)
    by_head = set()
    for number, relation, name in found.order_by("pk").values_list("household", "relation", "person__name"):
        names[number].append(name)
        if relation == Relation.HEAD:
            by_head.add(number)
    return {number: "、".join(said) for number, said in names.items() if number not in by_head}


def _spelled(viewer: Viewer, text: str) -> Q:
    """Initials, or whole syllables: those have initials too, and of the names that bear them the right ones are few."""
    alike = Q(initials__startswith=text)
    if initials := initials_of_syllables(text):
        names = _names_with(viewer, initials)
        alike |= Q(name_key__in=[name for name in names if is_spelled(name, text)])
    return alike


def _names_with(viewer: Viewer, initials: Iterable[str]) -> Iterable[str]:
    beginning = Q()
    for letters in initials:
        beginning |= Q(initials__startswith=letters)
    return (
        Person.objects.filter(within(viewer.spans(), "village_code"))
        .filter(beginning)
        .values_list("name_key", flat=True)
        .distinct()[:NAMES_MOST]
    )


def _index_of(text: str) -> bytes:
    try:
        return cipher.blind_index(read_id(text, IdType.DISABILITY, today=timezone.localdate()).key)
    except Unreadable:
        return cipher.blind_index(text[:18])
