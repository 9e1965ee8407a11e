"""Staged households as the rows that the merge copies in. ID and card numbers and phones are sealed here."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from registry import cipher
from registry.copying import Rows, in_copy
from registry.excel import HOUSEHOLDS, MEMBERS, OWN
from registry.rules.names import initials, name_key

LAST4 = slice(-4, None)
IDENTITY_LENGTH = 18
# Columns that the register keeps beside or instead of what a workbook says.
SEALED_COLUMNS = {
    "household": ("phone_sealed", "phone_index", "card_sealed", "card_last4"),
    "person": ("name_key", "initials", "id_sealed", "id_index", "id_last4"),
}
UNSEALED = frozenset({"phone", "card", "id_number"})


def _fields(part: str) -> tuple[str, ...]:
    names = [column.name for table in (HOUSEHOLDS, MEMBERS) for column in table.of(part)]
    return (*(name for name in names if name not in UNSEALED), *SEALED_COLUMNS.get(part, ()))


# Table → the columns that say which row it is, and those that say what is in it.
KEYS = {
    "household": ("staged", "is_new", "id", "village_code", "village_id", "version"),
    "statement": ("staged", "household_id", "village_code"),
    "survey": ("staged", "household_id", "village_code"),
    "person": ("staged", "member", "is_new", "id", "village_code", "touched"),
    "membership": ("staged", "member", "id", "person_id", "household_id", "village_code", "seen_household", "ends"),
    "memberyear": ("staged", "member", "person_id", "village_code"),
}
FIELDS = {name: _fields("member_year" if name == "memberyear" else name) for name in KEYS}
KEYS["cleared"] = ("staged", "member", "part", "name")
FIELDS["cleared"] = ()
FIELDS["survey"] += ("extra",)
FIELDS["memberyear"] += ("extra",)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class FreshIds:
    """What new households and new persons will be called: known before they are written, so that nothing has to look
    up what it belongs to."""

    households: Iterator[int]
    persons: Iterator[int]


def merge_tables(staged: Iterable[tuple[int, Values]], ids: FreshIds, own_names: Collection[str]) -> dict[str, Rows]:
    """The rows of each temporary table, in the order of the file, written out for COPY; `own_names` are the province's
    own fields."""
    filling = _Filling(ids, own_names)
    for number, content in staged:
        filling.add_household(number, content)
    return {name: Rows((*keys, *FIELDS[name]), filling.rows[name]).write() for name, keys in KEYS.items()}


class _Filling:
    """The temporary tables, while they fill; first in a row stands what says which row it is (`KEYS`)."""

    def __init__(self, ids: FreshIds, own_names: Collection[str]) -> None:
        self.ids, self.own_names = ids, own_names
        self.rows: dict[str, list[list[Any]]] = {name: [] for name in KEYS}

    def _add(self, table: str, values: Values, *keys: Any) -> None:
        self.rows[table].append([*keys, *map(values.get, FIELDS[table])])

    def add_household(self, number: int, content: Values) -> None:
        place = content["id"] or next(self.ids.households), content["village_code"]
        seen = content.get("village_id"), content.get("version")
        self._add("household", sealed_household(content["household"]), number, not content["id"], *place, *seen)
        if content["statement"]:
            self._add("statement", content["statement"], number, *place)
        if content["survey"]:
            self._add("survey", with_own(content["survey"], self.own_names), number, *place)
        self._add_cleared(number, None, content["cleared"])
        for member in content["members"]:
            self._add_member(number, place, member)

    def _add_member(self, number: int, place: tuple[int, int], member: Values) -> None:
        row, joins = member["row"], member["membership_id"] is None
        person_id, village_code = member["person_id"] or next(self.ids.persons), place[1]
        touched = joins or bool(member["person"])
        self._add_cleared(number, row, member.get("cleared", {}))
        keys = (number, row, not member["person_id"], person_id, village_code, touched)
        self._add("person", sealed_person(member["person"]), *keys)
        if joins or member["membership"]:
            joining = member["membership_id"], person_id, *place, member.get("seen_household"), member.get("ends")
            self._add("membership", member["membership"], number, row, *joining)
        if member["member_year"]:
            year = with_own(with_list(member["member_year"], "health"), self.own_names)
            self._add("memberyear", year, number, row, person_id, village_code)

    def _add_cleared(self, number: int, row: int | None, cleared: Mapping[str, list[str]]) -> None:
        for part, names in cleared.items():
            self.rows["cleared"] += [[number, row, part, name] for name in names]


def with_list(values: dict[str, Any], name: str) -> dict[str, Any]:
    """A list of words as COPY reads it."""
    return {**values, name: in_copy(values[name])} if name in values else values


def with_own(values: dict[str, Any], own: Collection[str]) -> dict[str, Any]:
    """The province's own fields, gathered as the register keeps them."""
    given = {name.removeprefix(OWN): values[name] for name in own if name in values}
    return {**values, "extra": json.dumps(given, ensure_ascii=False)} if given else values


def sealed_household(values: dict[str, Any]) -> dict[str, Any]:
    """What the register keeps of a household: phone and card sealed."""
    sealed = dict(with_list(values, "other_causes"))
    if "phone" in values:
        phone = values["phone"]
        sealed |= {"phone_sealed": in_copy(cipher.seal(phone)), "phone_index": in_copy(cipher.blind_index(phone))}
    if "card" in values:
        sealed |= {"card_sealed": in_copy(cipher.seal(values["card"])), "card_last4": values["card"][LAST4]}
    return sealed


def sealed_person(values: dict[str, Any]) -> dict[str, Any]:
    """What the register keeps of a person: the number sealed, the name by its letters too."""
    sealed = dict(values)
    if "name" in values:
        sealed["name_key"], sealed["initials"] = _name_columns(values["name"])
    if "id_number" in values:
        number, identity = values["id_number"], values["id_number"][:IDENTITY_LENGTH]
        sealed |= {
            "id_sealed": in_copy(cipher.seal(number)),
            "id_index": in_copy(cipher.blind_index(identity)),
            "id_last4": identity[LAST4],
        }
    return sealed


@lru_cache(maxsize=50_000)
def _name_columns(name: str) -> tuple[str, str]:
    """Names repeat, and pinyin takes its time."""
    return name_key(name), initials(name)[:50]
