"""Staged households as the rows that the merge copies in. ID and card numbers and phones are sealed here."""

from collections.abc import Iterable
from typing import Any

from registry import cipher
from registry.copying import Rows, in_copy
from registry.excel import HOUSEHOLDS, MEMBERS
from registry.rules.names import initials, name_key

LAST4 = slice(-4, None)
IDENTITY_LENGTH = 18
# Columns that the register keeps beside or instead of what a workbook says.
SEALED_COLUMNS = {
    "household": ("phone_sealed", "phone_index", "card_sealed", "card_last4"),
    "person": ("name_key", "initials", "id_sealed", "id_index", "id_last4"),
}
UNSEALED = frozenset({"phone", "card", "id_number"})


def _columns(part: str, *own: str) -> tuple[str, ...]:
    names = [column.name for table in (HOUSEHOLDS, MEMBERS) for column in table.of(part)]
    plain = tuple(name for name in names if name not in UNSEALED)
    return ("staged", *own, *plain, *SEALED_COLUMNS.get(part, ()))


COLUMNS = {
    "household": _columns("household", "id", "version", "village_id", "village_code"),
    "statement": _columns("statement"),
    "survey": _columns("survey"),
    "person": _columns("person", "member", "id", "touched"),
    "membership": _columns("membership", "member", "id", "seen_household", "ends"),
    "memberyear": _columns("member_year", "member"),
}


def merge_tables(staged: Iterable[tuple[int, dict[str, Any]]]) -> dict[str, Rows]:
    """The rows of each temporary table, in the order of the file."""
    rows: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}

    def add(table: str, values: dict[str, Any]) -> None:
        rows[table].append(list(map(values.get, COLUMNS[table])))

    for number, content in staged:
        add("household", {**content, "staged": number, **_sealed_household(content["household"])})
        for part in ("statement", "survey"):
            if content[part]:
                add(part, {"staged": number, **content[part]})
        for member in content["members"]:
            keys = {"staged": number, "member": member["row"]}
            joins = member["membership_id"] is None
            touched = joins or bool(member["person"])
            add("person", {**keys, "id": member["person_id"], "touched": touched, **_sealed_person(member["person"])})
            if joins or member["membership"]:
                add("membership", {**keys, **member, "id": member["membership_id"], **member["membership"]})
            if member["member_year"]:
                add("memberyear", {**keys, **_with_list(member["member_year"], "health")})
    return {name: Rows(columns, rows[name]) for name, columns in COLUMNS.items()}


def _with_list(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {**values, name: in_copy(values[name])} if name in values else values


def _sealed_household(values: dict[str, Any]) -> dict[str, Any]:
    sealed = dict(_with_list(values, "other_causes"))
    if "phone" in values:
        phone = values["phone"]
        sealed |= {"phone_sealed": in_copy(cipher.seal(phone)), "phone_index": in_copy(cipher.blind_index(phone))}
    if "card" in values:
        sealed |= {"card_sealed": in_copy(cipher.seal(values["card"])), "card_last4": values["card"][LAST4]}
    return sealed


def _sealed_person(values: dict[str, Any]) -> dict[str, Any]:
    sealed = dict(values)
    if "name" in values:
        sealed |= {"name_key": name_key(values["name"]), "initials": initials(values["name"])[:50]}
    if "id_number" in values:
        number, identity = values["id_number"], values["id_number"][:IDENTITY_LENGTH]
        sealed |= {
            "id_sealed": in_copy(cipher.seal(number)),
            "id_index": in_copy(cipher.blind_index(identity)),
            "id_last4": identity[LAST4],
        }
    return sealed
