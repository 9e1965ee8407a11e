"""What holds of any register: the balance, its roll-up, one row a household, and a closed year that opens the next."""

import copy
from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from .cases import make_case
from .exchange import run
from .facts import Rows
from .register import REGISTERED

Case = dict[str, Rows]
any_case = st.builds(make_case, st.integers(0, 2**32), st.integers(1, 25))
LEVELS = {"village": 12, "township": 9, "county": 6, "city": 4, "province": 2}


@settings(max_examples=150, deadline=None)
@given(any_case)
def test_every_balance_holds_and_each_level_is_the_sum_of_its_villages(case: Case) -> None:
    sums: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    rows = run(case, "43", 2016)["balance"]
    for row in rows:
        assert row["balances"] == "1"
        if row["level"] == "village":
            for level, digits in LEVELS.items():
                amounts = {name: int(row[name]) for name in list(row)[4:-1]}
                sums[level, row["area"][:digits], row["stock"], row["unit"]].update(amounts)
    assert len(sums) == len(rows)
    for row in rows:
        key = (row["level"], row["area"], row["stock"], row["unit"])
        assert all(int(row[name]) == sums[key][name] for name in list(row)[4:-1])


@settings(max_examples=100, deadline=None)
@given(any_case)
def test_the_closing_stock_is_who_is_then_in_a_registered_household(case: Case) -> None:
    out = run(case, "43", 2016)
    status = {row["household"]: row["status"] for row in case["households"] if row["village"].startswith("43")}
    status |= {row["household"]: row["status"] for row in out["households_out"]}
    present = {
        row["person"]
        for row in case["memberships"]
        if status.get(row["household"]) in REGISTERED
        and int(row["counted_from"]) <= 2016 < int(row["counted_until"] or 9999)
    }
    province = [
        int(row["closing"])
        for row in out["balance"]
        if (row["level"], row["stock"], row["unit"]) == ("province", "registered", "persons")
    ]
    assert sum(province) == len(present)


@settings(max_examples=100, deadline=None)
@given(any_case)
def test_one_closing_row_a_household_and_nothing_else_is_touched(case: Case) -> None:
    before = copy.deepcopy(case)
    out = run(case, "43", 2016)
    assert case == before
    numbers = [row["household"] for row in out["closings"]]
    assert len(numbers) == len(set(numbers))
    for row in out["closings"]:
        came = sum(int(row[name]) for name in row if name.startswith("increase"))
        went = sum(int(row[name]) for name in row if name.startswith("decrease"))
        if row["village_opening"]:
            assert int(row["members_opening"]) + came - went == int(row["members_closing"])
        else:
            assert (row["members_opening"], came, went) == ("0", 0, 0)
    assert {row["household"] for row in out["households_out"] + out["doubts"]} <= set(numbers)


def next_year(case: Case, out: Case) -> Case:
    """The register after the run, with its closing rows as opening rows."""
    changed = {row["household"]: row for row in out["households_out"]}
    households = [row | changed.get(row["household"], {}) for row in case["households"]]
    openings = [
        {
            "household": row["household"],
            "year": "2016",
            "village": row["village_closing"],
            "closing_status": row["closing_status"],
            "members_closing": row["members_closing"],
        }
        for row in out["closings"]
    ]
    line = {"year": "2017", "province": "", "name": "line_nbs", "value": "2952"}
    return case | {
        "households": households,
        "previous_closings": openings,
        "parameters": [*case["parameters"], line],
    }


@settings(max_examples=150, deadline=None)
@given(any_case)
def test_a_closed_year_opens_the_next_without_a_contradiction(case: Case) -> None:
    closed = run(case, "43", 2016)
    opened = run(next_year(case, closed), "43", 2017)
    assert all(row["balances"] == "1" for row in opened["balance"])
    closing = {tuple(list(row.values())[:4]): row["closing"] for row in closed["balance"]}
    opening = {tuple(list(row.values())[:4]): row["opening"] for row in opened["balance"]}
    assert {key: amount for key, amount in opening.items() if amount != "0"} == {
        key: amount for key, amount in closing.items() if amount != "0"
    }
