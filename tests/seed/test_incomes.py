from decimal import Decimal

import pytest

from registry.rules.income import COST, ITEMS, net_income, per_head
from registry.seed.columns import COLUMNS
from registry.seed.incomes import income_per_head
from registry.seed.writing import texts_of

from .streams import LINES, stream, told

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    text = texts_of(told(2_000, seed="9"), stream(2_000, seed="9"))[table]
    return [dict(zip(COLUMNS[table], line.split("\t"), strict=True)) for line in text.splitlines()]


@pytest.fixture(scope="module")
def statements() -> list[Row]:
    return rows("registry_statement")


@pytest.fixture(scope="module")
def closings() -> list[Row]:
    return rows("registry_closing")


def test_closing_rows_show_the_income_of_the_statements(statements: list[Row], closings: list[Row]) -> None:
    amounts = {
        (row["household_id"], row["year"]): {item: Decimal(row[item]) for item in (*ITEMS, COST)} for row in statements
    }
    with_income = [row for row in closings if row["net_income"] != "\\N"]
    assert len(with_income) > 5_000
    for row in with_income:
        net = net_income(amounts[row["household_id"], row["year"]])
        assert Decimal(row["net_income"]) == net
        assert Decimal(row["income_per_head"]) == per_head(net, int(row["members_closing"]))


def test_the_income_is_met_exactly_above_the_line(closings: list[Row]) -> None:
    for row in closings:
        if row["income"] != "unknown":
            assert (row["income"] == "met") == (Decimal(row["income_per_head"]) * 100 > LINES[int(row["year"])])


def test_who_exits_meets_all_seven_and_who_relapses_does_not(closings: list[Row]) -> None:
    guarantees = ("income", "food", "clothing", "water", "housing", "education", "medical")
    states: dict[str, list[set[str]]] = {"exited": [], "relapsed": []}
    for row in closings:
        if row["outcome"] in states:
            states[row["outcome"]].append({row[name] for name in guarantees})
    assert len(states["exited"]) > 300
    assert all(found == {"met"} for found in states["exited"])
    assert len(states["relapsed"]) > 10
    assert all("unmet" in found for found in states["relapsed"])


def test_wages_go_with_somebody_at_work(statements: list[Row]) -> None:
    homes = {str(home.id): {str(stay.person.id) for stay in home.stays} for home in told(2_000, seed="9").homes}
    working = {(row["person_id"], row["year"]) for row in rows("registry_memberyear") if row["work_area"]}
    for row in statements:
        if Decimal(row["wage"]):
            assert any((person, row["year"]) in working for person in homes[row["household_id"]])


def test_half_a_fen_is_rounded_away_from_zero() -> None:
    assert (income_per_head(1, 8), income_per_head(-1, 8), income_per_head(10, 3)) == ("0.13", "-0.13", "3.33")
