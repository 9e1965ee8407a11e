"""A register written by hand, in rows of the exchange format: households that lack nothing, to be spoilt in a test.

Province 43, year 2016, national line 2,952. Household h has the persons 100h + 1, 100h + 2 …, adults since 2014.
"""

from typing import Self

from .exchange import run
from .facts import FILES, Rows

VILLAGE = "430101001001"
OTHER_VILLAGE = "430202002002"
YEAR = 2016

ADULT_YEAR = {"year": "2016", "soldier": "0", "employee_insurance": "0", "resident_insurance": "1", "school": "01"}
GOOD_SURVEY = {"year": "2016", "confirmed": "1", "food": "1", "clothing": "1", "water": "1", "housing_grade": "A"}
GOOD_PAPERS = {"procedure_complete": "1", "announced_on": "2016-12-01", "date": "2016-12-20", "reason": "01"}


class Written:
    def __init__(self) -> None:
        self.case: dict[str, Rows] = {stem: [] for stem in FILES}
        self.add("parameters", name="line_nbs", year="2016", value="2952")

    def add(self, file: str, **row: object) -> Self:
        self.case[file].append({name: str(value) for name, value in row.items()})
        return self

    def edit(self, file: str, key: int, **changes: object) -> Self:
        """Changes the rows whose first column says `key`."""
        rows = [row for row in self.case[file] if next(iter(row.values())) == str(key)]
        assert rows, f"{file}: no row {key}"
        for row in rows:
            row.update({name: str(value) for name, value in changes.items()})
        return self

    def drop(self, file: str, key: int) -> Self:
        kept = [row for row in self.case[file] if next(iter(row.values())) != str(key)]
        assert len(kept) < len(self.case[file])
        self.case[file] = kept
        return self

    def household(self, number: int, status: str = "poor", *, members: int = 2, **columns: str | int) -> Self:
        """Met in all seven guarantees, 4,000 yuan a head, unchanged since its opening row."""
        self.unopened(number, status, members, 2014, **columns)
        self.add(
            "previous_closings",
            household=number,
            year=2015,
            village=columns.get("village", VILLAGE),
            closing_status=status,
            members_closing=members,
        )
        return self

    def unopened(self, number: int, status: str, members: int = 2, since: int = 2014, **columns: str | int) -> Self:
        """The same without an opening row."""
        attribute = "05" if status in ("exited", "stable") else "01"
        row: dict[str, str | int] = {
            "village": VILLAGE,
            "status": status,
            "attribute": attribute,
            "first_identified": 2013,
        }
        if status == "candidate":
            row["first_identified"] = ""
        self.add("households", household=number, **(row | columns))
        self.add("statements", household=number, year=2016, wage=4000 * members)
        self.add("surveys", household=number, **GOOD_SURVEY)
        for index in range(1, members + 1):
            self.person(100 * number + index)
            self.stay(100 * number + index, number, since)
        return self

    def person(self, number: int, born: str = "1980-05-05") -> Self:
        self.add("persons", person=number, born=born)
        return self.add("member_years", person=number, **ADULT_YEAR)

    def stay(
        self,
        person: int,
        household: int,
        since: int,
        until: int | str = "",
        *,
        kind_in: str = "natural",
        kind_out: str = "",
        joined_on: str = "",
        left_on: str = "",
    ) -> Self:
        return self.add(
            "memberships",
            membership=len(self.case["memberships"]) + 1,
            person=person,
            household=household,
            counted_from=since,
            counted_until=until,
            kind_in=kind_in,
            kind_out=kind_out,
            joined_on=joined_on or f"{since}-03-01",
            left_on=left_on or (f"{until}-06-01" if until else ""),
        )

    def leave(self, person: int, kind_out: str = "natural", *, left_on: str = "2016-06-01") -> Self:
        """Ends the person's first stay in 2016."""
        stay = next(row for row in self.case["memberships"] if row["person"] == str(person))
        stay.update({"counted_until": "2016", "kind_out": kind_out, "left_on": left_on})
        return self

    def all_leave(self, household: int) -> Self:
        for row in self.case["memberships"]:
            if row["household"] == str(household):
                row.update({"counted_until": "2016", "kind_out": "natural", "left_on": "2016-06-01"})
        return self

    def decision(self, household: int, kind: str, **columns: object) -> Self:
        """Approved, with good papers; its number is the household's."""
        row = {"household": household, "year": 2016, "kind": kind, "state": "approved", **GOOD_PAPERS}
        return self.add("decisions", decision=household, **(row | columns))

    def run(self) -> dict[str, Rows]:
        return run(self.case, "43", YEAR)

    def closing(self, household: int = 1) -> dict[str, str]:
        return self.rows("closings", household)[0]

    def rows(self, file: str, household: int = 1) -> Rows:
        """Output rows about a household (a decision has its household's number)."""
        column = "decision" if file == "decisions_out" else "household"
        return [row for row in self.run()[file] if row[column] == str(household)]

    def doubts(self, household: int = 1) -> set[str]:
        return {row["rule"] for row in self.rows("doubts", household)}

    def changes(self, household: int = 1) -> dict[str, str]:
        """The comings and goings of a closing row that are not 0, and both counts."""
        row = self.closing(household)
        names = [name for name in row if name.startswith(("increase", "decrease")) and row[name] != "0"]
        return {name: row[name] for name in ("members_opening", *names, "members_closing")}
