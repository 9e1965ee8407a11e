"""The facts of one province and year, found by household and person."""

from collections.abc import Mapping
from dataclasses import dataclass

from .facts import (
    FILES,
    Campaign,
    Decision,
    Household,
    Membership,
    MemberYear,
    Parameter,
    Person,
    PreviousClosing,
    Rows,
    Statement,
    Survey,
    read_rows,
)
from .membership import Members, members_by_household

REGISTERED = {"poor", "relapsed", "exited", "stable"}


@dataclass(frozen=True)
class Register:
    province: str
    year: int
    households: dict[int, Household]
    persons: dict[int, Person]
    memberships: list[Membership]
    members: dict[int, Members]
    """By household: who was in it at opening and closing, and the comings and goings."""
    member_years: dict[int, MemberYear]
    """By person, of Y only; so are statements and surveys, by household."""
    statements: dict[int, Statement]
    surveys: dict[int, Survey]
    openings: dict[int, PreviousClosing]
    """By household: the closing rows of Y−1."""
    decisions: list[Decision]
    """Of Y, in any state."""
    live_decisions: dict[int, Decision]
    """By household: §13.1, only an approved one is live, at most one a household and year."""
    campaigns: dict[int, Campaign]
    parameters: list[Parameter]
    successors: dict[str, str]

    def village_at_opening(self, opening: PreviousClosing) -> str:
        """§13.6: its opening code is mapped to the successor first."""
        code, seen = opening.village, set[str]()
        while code in self.successors and code not in seen:
            seen.add(code)
            code = self.successors[code]
        return code

    def is_ours(self, household: Household) -> bool:
        return household.village.startswith(self.province)

    def is_split(self, household: Household) -> bool:
        """Made by a split in Y."""
        return household.split_from is not None and household.split_year == self.year

    def opening_status(self, household_id: int | None) -> str:
        """Of the opening row; of a household made by a split in Y its parent's (§13.6). Empty: it has none."""
        seen = set[int]()
        while household_id is not None and household_id not in seen:
            seen.add(household_id)
            if household_id in self.openings:
                return self.openings[household_id].closing_status
            household = self.households.get(household_id)
            household_id = household.split_from if household and self.is_split(household) else None
        return ""


def read_register(case: Mapping[str, Rows], province: str, year: int) -> Register:
    facts = {stem: read_rows(kind, case.get(stem, [])) for stem, kind in FILES.items()}
    decisions = [row for row in facts["decisions"] if row.year == year]
    return Register(
        province=province,
        year=year,
        households={row.household: row for row in facts["households"]},
        persons={row.person: row for row in facts["persons"]},
        memberships=facts["memberships"],
        members=members_by_household(facts["memberships"], year),
        member_years={row.person: row for row in facts["member_years"] if row.year == year},
        statements={row.household: row for row in facts["statements"] if row.year == year},
        surveys={row.household: row for row in facts["surveys"] if row.year == year},
        openings={row.household: row for row in facts["previous_closings"] if row.year == year - 1},
        decisions=decisions,
        live_decisions={row.household: row for row in decisions if row.state == "approved"},
        campaigns={row.campaign: row for row in facts["campaigns"]},
        parameters=facts["parameters"],
        successors={row.code: row.successor for row in facts["regions"] if row.successor},
    )
