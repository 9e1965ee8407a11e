"""The list of households: conditions, and finding somebody by a scrap of what is known."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from registry import cipher
from registry.accounts.scope import Viewer
from registry.choices import IdType
from registry.models import Doubt, Household, Membership, Person, Statement, Survey
from registry.regions.models import Region
from registry.rules.identity import OLD_LENGTH, Unreadable, normalised, read_id
from registry.rules.names import name_key

from .households import households

LAST4, NUMBER, PHONE = 4, 10, 11


@dataclass(frozen=True)
class Filter:
    """The query form above the list. Empty means no condition."""

    region: Region | None = None
    status: Collection[str] = ()
    attribute: str = ""
    main_cause: str = ""
    planned_exit: bool | None = None
    collected: bool | None = None
    doubted: bool | None = None
    words: str = ""


def filtered(viewer: Viewer, chosen: Filter, year: int) -> QuerySet[Household]:
    """The list's households, by village and number."""
    found = households(viewer)
    if chosen.region is not None:
        found = found.filter(village_code__gte=chosen.region.code, village_code__lte=chosen.region.last)
    if chosen.status:
        found = found.filter(status__in=chosen.status)
    for name in ("attribute", "main_cause"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    if chosen.planned_exit is not None:
        planned = Q(planned_exit_year=year)
        found = found.filter(planned if chosen.planned_exit else ~planned)
    if chosen.collected is not None:
        found = found.filter(_collected(year) if chosen.collected else ~_collected(year))
    if chosen.doubted is not None:
        doubted = Exists(Doubt.objects.filter(household=OuterRef("pk"), outcome=""))
        found = found.filter(doubted if chosen.doubted else ~doubted)
    if chosen.words:
        found = found.filter(_named(viewer, chosen.words))
    return found.order_by("village_code", "pk")


def _collected(year: int) -> Q:
    """Statement entered and survey entered or confirmed for the year."""
    return Q(Exists(Statement.objects.filter(household=OuterRef("pk"), year=year))) & Q(
        Exists(Survey.objects.filter(household=OuterRef("pk"), year=year, confirmed=True))
    )


def _named(viewer: Viewer, words: str) -> Q:
    """Name, initials, last 4 digits, ID number, household number or phone: whichever the words look like."""
    text = normalised(words)
    if len(text) == NUMBER and text.isdecimal():
        return Q(pk=int(text))
    if len(text) == PHONE and text.isdecimal():
        return Q(phone_index=cipher.blind_index(text))
    persons = Person.objects.visible_to(viewer)
    if len(text) >= OLD_LENGTH:
        persons = persons.filter(id_index=_index_of(text))
    elif len(text) == LAST4 and text[:-1].isdecimal():
        persons = persons.filter(id_last4=text)
    elif text.isascii():
        persons = persons.filter(initials__startswith=text.lower())
    else:
        persons = persons.filter(name_key__startswith=name_key(words))
    return Q(pk__in=Membership.objects.filter(person__in=persons, counted_until__isnull=True).values("household"))


def _index_of(text: str) -> bytes:
    try:
        return cipher.blind_index(read_id(text, IdType.DISABILITY, today=timezone.localdate()).key)
    except Unreadable:
        return cipher.blind_index(text[:18])


def count_persons(households: QuerySet[Household]) -> int:
    """Active members of all households of a query."""
    return Membership.objects.filter(household__in=households.values("pk"), counted_until__isnull=True).count()
