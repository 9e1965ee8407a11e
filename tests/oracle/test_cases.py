"""What the synthetic cases hold: everything §13 tells apart, in any case of 5,000 households."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from .case_setting import OUTSIDE, VILLAGES
from .cases import CONTRADICTIONS, make_case, make_contradiction
from .contradictions import SelfContradictory
from .exchange import run
from .facts import Membership, Rows, read_rows
from .guarantees import GUARANTEES
from .membership import is_at_closing, is_at_opening, stays_by_person

REFUSALS = {
    "remove": "status campaign area window nobody_left",
    "register": "status procedure announcement nobody attribute nobody_left",
    "exit": "status procedure announcement guarantees nobody_left",
    "relapse": "status procedure announcement nothing_unmet nobody_left",
    "stable": "status procedure nobody_left",
}
DOUBTS = {"not_surveyed", "ready_not_exited", "slipping", "attribute_unmapped"}
DOUBTS |= {"exit_refused", "relapse_refused", "decision_refused"}

Case = dict[str, Rows]


@pytest.fixture(scope="module", params=[1, 2, 3])
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def case(seed: int) -> Case:
    return make_case(seed, 5000)


@pytest.fixture(scope="module")
def out(case: Case) -> Case:
    return run(case, "43", 2016)


def test_every_outcome_occurs_with_and_without_an_opening_row(out: Case) -> None:
    found = {(row["opening_status"], row["outcome"], row["closing_status"]) for row in out["closings"]}
    registered = ("poor", "relapsed", "exited", "stable")
    expected = {(status, "unchanged", status) for status in (*registered, "candidate", "removed", "closed")}
    expected |= {(status, "removed", "removed") for status in ("poor", "relapsed", "exited")}
    expected |= {(status, "closed", "closed") for status in ("", *registered, "candidate", "removed", "closed")}
    expected |= {(status, "registered", "poor") for status in ("", "candidate", "removed", "closed")}
    expected |= {("poor", "exited", "exited"), ("relapsed", "exited", "exited"), ("exited", "stabilised", "stable")}
    expected |= {("exited", "relapsed", "relapsed"), ("stable", "relapsed", "relapsed")}
    assert expected <= found


def test_every_decision_is_applied_refused_for_every_reason_or_lapses(case: Case, out: Case) -> None:
    kinds = {row["decision"]: row["kind"] for row in case["decisions"]}
    found = {(kinds[row["decision"]], row["state"], row["reason"]) for row in out["decisions_out"]}
    expected = {(kind, "applied", "") for kind in (*REFUSALS, "close")} | {("exit", "lapsed", "")}
    expected |= {(kind, "refused", reason) for kind, reasons in REFUSALS.items() for reason in reasons.split()}
    assert expected <= found


def test_dead_decisions_and_those_of_other_years_occur(case: Case) -> None:
    found = {(row["state"], int(row["year"]) - 2016) for row in case["decisions"]}
    dead = {("proposed", 0), ("withdrawn", 0), ("refused", 0), ("lapsed", 0)}
    assert dead | {("applied", -1), ("refused", -1), ("proposed", 1), ("approved", 1)} <= found


def test_every_doubt_and_every_result_of_every_guarantee_occurs(out: Case) -> None:
    assert {row["rule"] for row in out["doubts"]} == DOUBTS
    found = {(name, row[name]) for row in out["closings"] for name in GUARANTEES}
    assert found == set(product(GUARANTEES, ("met", "unmet", "unknown")))


def test_every_attribute_is_mapped_both_ways(case: Case, out: Case) -> None:
    before = {row["household"]: row["attribute"] for row in case["households"]}
    found = {(before[row["household"]], row["attribute"]) for row in out["households_out"]}
    assert {("01", "05"), ("04", "02"), ("06", "03"), ("07", "08")} <= found
    assert {("05", "01"), ("02", "04"), ("03", "06"), ("08", "07")} <= found


def test_every_term_of_the_balance_occurs_at_every_level_and_all_hold(out: Case) -> None:
    not_persons, not_households = {"split"}, {f"{kind}_{way}" for kind in KINDS for way in ("in", "out")}
    for level, (unit, never) in product(
        ("village", "township", "county", "city", "province"),
        (("persons", not_persons), ("households", not_households)),
    ):
        rows = [row for row in out["balance"] if (row["level"], row["unit"], row["stock"]) == (level, unit, "poor")]
        columns = set(rows[0]) - {"level", "area", "stock", "unit"}
        assert {name for name in columns if any(row[name] not in ("0", "") for row in rows)} == columns - never
    assert {row["balances"] for row in out["balance"]} == {"1"}


KINDS = ("natural", "correction", "transfer")


def ways(stays: list[Membership]) -> Iterator[str]:
    """What the table of §13.2, or §13.8, says of one person."""
    opening = [one for one in stays if is_at_opening(one, 2016)]
    closing = [one for one in stays if is_at_closing(one, 2016)]
    comings = [one for one in stays if one.counted_from == 2016]
    goings = [one for one in stays if one.counted_until == 2016]
    if opening and closing:
        same = opening[0].household == closing[0].household
        yield ("A A after leaving" if goings else "A A") if same else "A B"
    elif opening:
        last = max(goings, key=lambda one: (one.left_on, one.membership))
        yield f"A – {last.kind_out}"
        if len(goings) > 1:
            yield "A – after several goings"
            others = [one for one in goings if one is not last]
            yield "a going on the same day" if any(one.left_on == last.left_on for one in others) else "a last going"
            yield "left against the entry" if any(one.membership > last.membership for one in others) else ""
    elif closing:
        first = min(comings, key=lambda one: (one.joined_on, one.membership))
        yield f"– B {first.kind_in}"
        if len(comings) > 1:
            yield "– B after several comings"
            others = [one for one in comings if one is not first]
            yield "a coming on the same day" if any(one.joined_on == first.joined_on for one in others) else ""
            yield "entered against the dates" if any(one.membership < first.membership for one in others) else ""
        yield "entered late" if first.joined_on and first.joined_on.year < 2016 else ""
    elif comings:
        yield "– –"


def test_every_line_of_the_table_of_persons_occurs(case: Case) -> None:
    memberships: list[Membership] = read_rows(Membership, case["memberships"])
    found = {way for stays in stays_by_person(memberships) for way in ways(stays)} - {""}
    expected = {"A A", "A A after leaving", "A B", "– –", "A – after several goings", "– B after several comings"}
    expected |= {f"A – {kind}" for kind in KINDS} | {f"– B {kind}" for kind in KINDS}
    expected |= {"a going on the same day", "a last going", "a coming on the same day", "entered late"}
    assert found == expected | {"entered against the dates", "left against the entry"}


def test_moves_at_every_level_recoded_villages_and_splits_occur(case: Case, out: Case) -> None:
    moves = [(row["village_opening"], row["village_closing"]) for row in out["closings"] if row["village_opening"]]
    for digits in (2, 4, 6, 9):
        assert any(one[:digits] == other[:digits] and one[: digits + 3] != other[: digits + 3] for one, other in moves)
    assert any(one[:2] != other[:2] for one, other in moves)
    recoded = {row["code"]: row["successor"] for row in case["regions"]}
    assert any(successor in recoded for successor in recoded.values())
    openings = {row["household"]: row["village"] for row in case["previous_closings"]}
    assert recoded.keys() == {village for village in openings.values() if village in recoded}
    here = {row["household"]: row["village"] for row in case["households"]}
    assert any(here[household] in OUTSIDE and village[:2] == "43" for household, village in openings.items())
    split = {row["household"]: row["split_from"] for row in case["households"] if row["split_year"] == "2016"}
    assert any(parent in split for parent in split.values())
    assert {"2015", "2016", ""} == {row["split_year"] for row in case["households"]}


def test_birthdays_incomes_dates_and_remedies_on_the_edge_occur(case: Case, out: Case) -> None:
    born = {row["born"] for row in case["persons"]}
    assert {"2010-08-31", "2010-09-01", "2000-12-31", "2001-01-01", "2008-02-29", "2000-02-29", ""} <= born
    rows = [row for row in out["closings"] if row["income_per_head"]]
    assert any(row["income_per_head"] == row["line"] for row in rows)
    assert any(row["net_income"].startswith("-") for row in rows)
    halves = [row for row in rows if (float(row["net_income"]) * 1000 / int(row["members_closing"])) % 10 == 5]
    assert any(row["income_per_head"].startswith("-") for row in halves)
    assert any(float(row["income_per_head"]) > float(row["line"]) for row in halves)
    assert {"2016-01-01", "2016-12-31", "2015-12-31", "2017-01-01", ""} <= {
        row["announced_on"] for row in case["decisions"]
    }
    remedies = {(row["housing_remedy"], row["remedy_on"]) for row in case["surveys"]}
    assert set(product(("rebuilt_accepted", "relocated_occupied"), ("2016-12-31", "2017-01-01"))) <= remedies
    assert {row["confirmed"] for row in case["surveys"] if row["year"] == "2016"} == {"0", "1"}


def test_removals_on_both_edges_of_a_window_and_for_areas_of_every_length_occur(case: Case, out: Case) -> None:
    campaigns = {row["campaign"]: row for row in case["campaigns"]}
    applied = {row["decision"] for row in out["decisions_out"] if row["state"] == "applied"}
    refused = {row["decision"] for row in out["decisions_out"] if row["reason"] == "window"}
    removals = [row for row in case["decisions"] if row["kind"] == "remove" and row["campaign"]]
    edges = [(row, campaigns[row["campaign"]]) for row in removals]
    assert any(row["date"] == one["opens"] for row, one in edges if row["decision"] in applied)
    assert any(row["date"] == one["closes"] for row, one in edges if row["decision"] in applied)
    days = [(date.fromisoformat(row["date"]), one) for row, one in edges if row["decision"] in refused]
    assert any((date.fromisoformat(one["opens"]) - day).days == 1 for day, one in days)
    assert any((day - date.fromisoformat(one["closes"])).days == 1 for day, one in days)
    areas = {one["areas"] for row, one in edges if row["decision"] in applied}
    assert {0, 2, 4, 6, 9, 12} <= {len(one) for one in areas}


def test_a_case_is_the_same_for_the_same_seed_and_rows_are_cells_of_text(seed: int) -> None:
    case = make_case(seed, 300)
    assert case == make_case(seed, 300)
    assert case != make_case(seed + 1, 300)
    assert len(case["households"]) == 300
    assert all(isinstance(cell, str) for rows in case.values() for row in rows for cell in row.values())
    money = [cell for row in case["statements"] for name, cell in row.items() if name not in ("household", "year")]
    assert all(re.fullmatch(r"(\d+(\.\d\d?)?)?", cell) for cell in money)


def test_given_villages_and_no_others_are_used(seed: int) -> None:
    case = make_case(seed, 300, villages=VILLAGES[:12])
    used = {row["village"] for stem in ("households", "previous_closings") for row in case[stem]}
    used |= {row[name] for row in case["regions"] for name in ("code", "successor")}
    assert used <= set(VILLAGES[:12])
    assert not used & {row["code"] for row in case["regions"]} & {row["village"] for row in case["households"]}


def test_the_parameters_change_with_the_seed() -> None:
    kinds = {json.dumps(make_case(seed, 1)["parameters"]) for seed in range(24)}
    assert len(kinds) == 24
    lines = {run(make_case(seed, 4, outside=()), "43", 2016)["closings"][0]["line"] for seed in range(4, 8)}
    assert lines == {"2952.00", "2952.01", "3335.00"}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_planted_contradiction_is_the_only_one_and_names_its_households(kind: str, seed: int) -> None:
    planted = make_contradiction(seed, kind)
    with pytest.raises(SelfContradictory) as stopped:
        run(planted.case, "43", 2016)
    assert {one.kind for one in stopped.value.found} == {kind}
    assert {one.household for one in stopped.value.found} == planted.named
