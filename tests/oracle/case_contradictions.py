"""One contradiction of §13.8 planted in a synthetic case, without causing another; each planter says who is named."""

from collections.abc import Callable
from random import Random

from .facts import Rows

Case = dict[str, Rows]
OTHER = {"poor": "exited", "relapsed": "poor", "exited": "stable", "stable": "relapsed"}


def by_number(rows: Rows) -> dict[str, dict[str, str]]:
    return {row["household"]: row for row in rows}


def plain_households(case: Case) -> list[str]:
    """Registered, with an opening row, and nobody was split off from them."""
    parents = {row["split_from"] for row in case["households"]}
    households = by_number(case["households"])
    return [
        one["household"]
        for one in case["previous_closings"]
        if one["household"] not in parents and one["closing_status"] == households[one["household"]]["status"] in OTHER
    ]


def add_person(case: Case, *stays: dict[str, object]) -> None:
    person = str(len(case["persons"]) + 1)
    case["persons"].append({"person": person, "born": "1980-01-01"})
    for stay in stays:
        first = {"membership": len(case["memberships"]) + 1, "person": person}
        row = first | {"counted_until": "", "kind_in": "natural", "kind_out": "", "left_on": ""} | stay
        case["memberships"].append({name: str(value) for name, value in row.items()})


def one_more_at_opening(case: Case, *households: str) -> None:
    openings = by_number(case["previous_closings"])
    for household in households:
        openings[household]["members_closing"] = str(int(openings[household]["members_closing"]) + 1)


def stay(household: str, since: int, until: int | None = None) -> dict[str, object]:
    begun = {"household": household, "counted_from": since, "joined_on": f"{since}-02-02"}
    if until is None:
        return begun
    return begun | {"counted_until": until, "kind_out": "natural", "left_on": f"{until}-05-05"}


def status_disagrees(case: Case, rng: Random, year: int) -> list[int]:
    household = rng.choice(plain_households(case))
    row = by_number(case["households"])[household]
    row["status"] = OTHER[row["status"]]
    return [int(household)]


def no_opening_row(case: Case, rng: Random, year: int) -> list[int]:
    household = rng.choice(plain_households(case))
    case["previous_closings"] = [row for row in case["previous_closings"] if row["household"] != household]
    return [int(household)]


def household_gone(case: Case, rng: Random, year: int) -> list[int]:
    household = rng.choice(plain_households(case))
    for stem in ("households", "memberships", "statements", "surveys", "decisions"):
        case[stem] = [row for row in case[stem] if row["household"] != household]
    return [int(household)]


def two_at_opening(case: Case, rng: Random, year: int) -> list[int]:
    one, other = rng.sample(plain_households(case), 2)
    add_person(case, stay(one, year - 2, year), stay(other, year - 1))
    one_more_at_opening(case, one, other)
    return [int(one), int(other)]


def two_at_closing(case: Case, rng: Random, year: int) -> list[int]:
    """The first stay is ended for Y+1, so that only one is open."""
    one, other = rng.sample(plain_households(case), 2)
    add_person(case, stay(one, year - 2, year + 1), stay(other, year))
    one_more_at_opening(case, one)
    return [int(one), int(other)]


def split_from_unregistered(case: Case, rng: Random, year: int) -> list[int]:
    template = by_number(case["households"])[rng.choice(plain_households(case))]
    parent = str(len(case["households"]) + 1)
    child = str(len(case["households"]) + 2)
    nobody = {"split_from": "", "split_year": ""}
    status = rng.choice(("candidate", "removed", "closed"))
    case["households"].append(template | nobody | {"household": parent, "status": status})
    split = {"split_from": parent, "split_year": str(year)}
    case["households"].append(template | split | {"household": child, "status": "poor"})
    return [int(child)]


def members_opening(case: Case, rng: Random, year: int) -> list[int]:
    household = rng.choice(plain_households(case))
    one_more_at_opening(case, household)
    return [int(household)]


PLANTERS: dict[str, Callable[[Case, Random, int], list[int]]] = {
    "status_disagrees": status_disagrees,
    "no_opening_row": no_opening_row,
    "household_gone": household_gone,
    "two_at_opening": two_at_opening,
    "two_at_closing": two_at_closing,
    "split_from_unregistered": split_from_unregistered,
    "members_opening": members_opening,
}
