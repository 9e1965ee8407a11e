"""Staged households as the rows that the merge copies in: persons once each, whatever households they were in."""

from collections.abc import Collection, Iterable
from typing import Any

from registry.copying import Rows
from registry.imports.tables import FIELDS, sealed_household, sealed_person, with_list, with_own

STAY = (
    *("relation", "counted_from", "joined_on", "reason_in", "kind_in"),
    *("counted_until", "left_on", "reason_out", "kind_out"),
)
STANDING = (
    *("status", "first_identified", "first_identified_month", "registered_year"),
    *("exit_year", "relapse_year", "relapse_cause", "split_year"),
)
MOVEMENTS = tuple(f"{way}_{kind}" for way in ("increase", "decrease") for kind in ("natural", "correction", "transfer"))
GUARANTEES = ("income", "food", "clothing", "water", "housing", "education", "medical")
CLOSING = (
    *("year", "village_opening", "village_code", "opening_status", "closing_status", "outcome", "attribute", "split"),
    *("members_opening", *MOVEMENTS, "members_closing", "net_income", "income_per_head", "line", *GUARANTEES),
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "household": ("staged", "key", "split_key", "village_id", "village_code", *FIELDS["household"], *STANDING),
    "statement": ("staged", "year", "village_code", *FIELDS["statement"]),
    "survey": ("staged", "year", "village_code", *FIELDS["survey"]),
    "closing": ("staged", *CLOSING),
    "person": ("local", "village_code", *FIELDS["person"]),
    "membership": ("staged", "local", *STAY),
    "memberyear": ("local", "year", "village_code", *FIELDS["memberyear"]),
}


class Gathering:
    """Rows by table. A person who was in two households is one row, of the household where they stay or last were."""

    def __init__(self, own_names: Collection[str]) -> None:
        self.own_names = own_names
        self.rows: dict[str, list[list[Any]]] = {name: [] for name in COLUMNS}
        self.persons: dict[str, int] = {}
        self.people: list[tuple[int, list[Any]]] = []  # by local number: until when they are known, and the row
        self.years: dict[tuple[int, int], tuple[bool, list[Any]]] = {}

    def add(self, number: int, key: str, content: dict[str, Any]) -> None:
        """Add a household with everybody and everything."""
        household, code = sealed_household(content["household"]), content["village_code"]
        front = [number, key, content["split_from"], content["village_id"], code]
        self.rows["household"].append([*front, *map(household.get, (*FIELDS["household"], *STANDING))])
        for year, parts in content["years"].items():
            for part in ("statement", "survey"):
                if part in parts:
                    values = with_own(parts[part], self.own_names) if part == "survey" else parts[part]
                    self.rows[part].append([number, year, parts["village_code"], *map(values.get, FIELDS[part])])
        self.rows["closing"] += [[number, *map(row.get, CLOSING)] for row in content["closings"]]
        for member in content["members"]:
            self._add_member(number, code, member)

    def _add_member(self, number: int, code: int, member: dict[str, Any]) -> None:
        until = max((stay["counted_until"] or 9999 for stay in member["stays"]), default=0)
        local = self.persons.get(member["key"]) if member["key"] else None
        if local is None or self.people[local][0] < until:
            row = [code, *map(sealed_person(member["person"]).get, FIELDS["person"])]
            if local is None:
                local = len(self.people)
                self.people.append((until, row))
                if member["key"]:
                    self.persons[member["key"]] = local
            else:
                self.people[local] = (until, row)
        self.rows["membership"] += [[number, local, *map(stay.get, STAY)] for stay in member["stays"]]
        for year, said in member["years"].items():
            stays = any(s["counted_from"] <= int(year) < (s["counted_until"] or 9999) for s in member["stays"])
            if stays or (local, int(year)) not in self.years:
                values = with_own(with_list(said, "health"), self.own_names)
                row = [local, year, said["village_code"], *map(values.get, FIELDS["memberyear"])]
                self.years[local, int(year)] = (stays, row)

    def tables(self) -> dict[str, Rows]:
        """What was gathered, to be copied."""
        self.rows["person"] = [[local, *row] for local, (__, row) in enumerate(self.people)]
        self.rows["memberyear"] = [row for __, row in self.years.values()]
        return {name: Rows(columns, self.rows[name]) for name, columns in COLUMNS.items()}


def entering_tables(staged: Iterable[tuple[int, str, dict[str, Any]]], own_names: Collection[str]) -> dict[str, Rows]:
    """The rows of each temporary table."""
    gathering = Gathering(own_names)
    for number, key, content in staged:
        gathering.add(number, key, content)
    return gathering.tables()
