"""Staged households as the rows that the merge copies in. ID and card numbers and phones are sealed here."""

import json
from collections.abc import Collection, Iterable, Mapping
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
    "household": ("staged", "id", "version", "village_id", "village_code"),
    "statement": ("staged",),
    "survey": ("staged",),
    "person": ("staged", "member", "id", "touched"),
    "membership": ("staged", "member", "id", "seen_household", "ends"),
    "memberyear": ("staged", "member"),
}
FIELDS = {name: _fields("member_year" if name == "memberyear" else name) for name in KEYS}
KEYS["cleared"] = ("staged", "member", "part", "name")
FIELDS["cleared"] = ()
FIELDS["survey"] += ("extra",)
FIELDS["memberyear"] += ("extra",)


def merge_tables(staged: Iterable[tuple[int, dict[str, Any]]], own_names: Collection[str]) -> dict[str, Rows]:
    """The rows of each temporary table, in the order of the file; `own_names` are the province's own fields."""
    rows: dict[str, list[list[Any]]] = {name: [] for name in KEYS}

    def add(table: str, values: Mapping[str, Any], *keys: Any) -> None:
        rows[table].append([*keys, *map(values.get, FIELDS[table])])

    for number, content in staged:
        own = sealed_household(content["household"])
        add("household", own, number, *map(content.get, KEYS["household"][1:]))
        if content["statement"]:
            add("statement", content["statement"], number)
        if content["survey"]:
            add("survey", with_own(content["survey"], own_names), number)
        for part, names in content["cleared"].items():
            rows["cleared"] += [[number, None, part, name] for name in names]
        for member in content["members"]:
            row, joins = member["row"], member["membership_id"] is None
            for part, names in member.get("cleared", {}).items():
                rows["cleared"] += [[number, row, part, name] for name in names]
            touched = joins or bool(member["person"])
            add("person", sealed_person(member["person"]), number, row, member["person_id"], touched)
            if joins or member["membership"]:
                seen, ends = member.get("seen_household"), member.get("ends")
                add("membership", member["membership"], number, row, member["membership_id"], seen, ends)
            if member["member_year"]:
                add("memberyear", with_own(with_list(member["member_year"], "health"), own_names), number, row)
    return {name: Rows((*keys, *FIELDS[name]), rows[name]) for name, keys in KEYS.items()}


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
