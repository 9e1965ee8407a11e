"""The register as an import compares a workbook with it: whole households of an area, in a handful of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from registry import cipher
from registry.models import Household, Membership, MemberYear, Statement, Survey
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import Span, within
from registry.sqlfile import rows_of

SQL = Path(__file__).parent / "sql"
# Fields that lie sealed in the database, by the name a workbook knows them by.
SEALED = {"phone": "phone_sealed", "card": "card_sealed", "id_number": "id_sealed"}
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Village:
    """A village of an area, with the names a workbook may call it by."""

    pk: int
    code: int
    name: str
    township: str


@dataclass(frozen=True)
class Registered:
    """What is known of a person by an ID number; of all this a page may show the county alone."""

    person_id: int
    name_key: str
    county: str
    membership_id: int | None
    household_id: int | None
    village_code: int | None
    status: str
    dead: bool


@dataclass(frozen=True)
class Namesake:
    """Somebody registered under a name and birth date, and the household."""

    person_id: int
    household_id: int


def namesakes_in(looked_for: Collection[tuple[int, str, str]]) -> dict[tuple[int, str, str], Namesake]:
    """Members who may be somebody without a number: by code of the village, key of the name and birth date."""
    if not looked_for:
        return {}
    codes, keys, days = zip(*looked_for, strict=True)
    found = Membership.objects.filter(
        person__village_code__in=codes, person__name_key__in=keys, person__born__in=days, counted_until__isnull=True
    ).values_list("person__village_code", "person__name_key", "person__born", "person_id", "household_id")
    by_place = {(code, key, str(born)): Namesake(*ids) for code, key, born, *ids in found}
    return {place: by_place[place] for place in looked_for if place in by_place}


@dataclass
class StoredMember:
    """An open membership with its person and person-year; `year` is None where there is none."""

    membership_id: int
    person_id: int
    index: bytes
    person: dict[str, Any]
    membership: dict[str, Any]
    year: dict[str, Any] | None


@dataclass
class StoredHousehold:
    """A household of the register with its open year; `statement` and `survey` are None where there is none."""

    id: int
    version: int
    status: str
    village_code: int
    household: dict[str, Any]
    statement: dict[str, Any] | None = None
    survey: dict[str, Any] | None = None
    members: list[StoredMember] = field(default_factory=list)


def villages_in(spans: Iterable[Span]) -> list[Village]:
    """The villages of an area that are still in force."""
    found = Region.objects.filter(within(spans, "code"), level=Level.VILLAGE, valid_to__isnull=True)
    return [
        Village(pk, code, name, township)
        for pk, code, name, township in found.values_list("pk", "code", "name", "parent__name")
    ]


def registered(indexes: Collection[bytes]) -> dict[bytes, Registered]:
    """The register-wide check for a duplicate ID number, by blind index.

    It looks across all areas, whoever asks: callers show the county alone.
    """
    rows = rows_of(SQL / "registered_persons.sql", indexes=list(indexes))
    return {bytes(row.pop("id_index")): Registered(**row) for row in rows}


def stored_households(
    ids: Collection[int], spans: Iterable[Span], year: int, fields: Fields
) -> dict[int, StoredHousehold]:
    """Households of the area by id, with open members and their `year`; `fields` names what to read of each model."""
    names = ("id", "version", "status", "village_code")
    found = {}
    for row in Household.objects.filter(within(spans, "village_code"), pk__in=ids).values(
        *names, *_columns(fields["household"])
    ):
        own = {name: row.pop(name) for name in names}
        found[own["id"]] = StoredHousehold(**own, household=_plain(row))
    for model, name in ((Statement, "statement"), (Survey, "survey")):
        extra = ("confirmed",) if model is Survey else ()
        rows = model._default_manager.filter(household__in=found, year=year)
        for row in rows.values("household_id", *_columns(fields[name]), *extra):
            setattr(found[row.pop("household_id")], name, _plain(row))
    _add_members(found, year, fields)
    return found


def _add_members(found: dict[int, StoredHousehold], year: int, fields: Fields) -> None:
    years = {
        row.pop("person_id"): _plain(row)
        for row in MemberYear.objects.filter(
            year=year, person__memberships__in=Membership.objects.filter(household__in=found, counted_until=None)
        ).values("person_id", "confirmed", *_columns(fields["member_year"]))
    }
    persons = [f"person__{name}" for name in _columns(fields["person"])]
    open_ones = Membership.objects.filter(household__in=found, counted_until=None).order_by("pk")
    for row in open_ones.values(
        "pk", "household_id", "person_id", "person__id_index", *_columns(fields["membership"]), *persons
    ):
        person = {name.removeprefix("person__"): row.pop(name) for name in persons}
        household = found[row.pop("household_id")]
        household.members.append(
            StoredMember(
                membership_id=row.pop("pk"),
                person_id=row["person_id"],
                index=bytes(row.pop("person__id_index") or b""),
                person=_plain(person),
                year=years.get(row.pop("person_id")),
                membership=_plain(row),
            )
        )


def _columns(names: Sequence[str]) -> list[str]:
    return [SEALED.get(name, name) for name in names]


OPENED = {column: name for name, column in SEALED.items()}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a workbook would say it: texts, whole numbers, yes and no, lists; a province's own fields beside the
    others. What is empty is left out."""
    row |= {f"extra.{key}": value for key, value in (row.pop("extra", None) or {}).items()}
    return {OPENED.get(name, name): _one(value) for name, value in row.items() if value not in ("", None, [])}


def _one(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return cipher.unseal(value) if isinstance(value, memoryview | bytes) else value
