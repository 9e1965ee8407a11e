"""§13.2 Income: net income, income per head, the line; §13.8: what a statement is."""

import pytest

from .by_hand import Written
from .parameters import NoNationalLine

EMPTY = {"wage": ""}


def figures(members: int, **items: str) -> tuple[str, str, str]:
    closing = Written().household(1, members=members).edit("statements", 1, **(EMPTY | items)).closing()
    return closing["net_income"], closing["income_per_head"], closing["income"]


def test_the_worked_example_of_the_domain() -> None:
    items = {"wage": "12000", "business": "6000", "other_property": "800", "dibao": "1200"}
    items |= {"ecological": "500", "other_transfer": "500", "business_cost": "1800"}
    assert figures(4, **items) == ("19200.00", "4800.00", "met")


def test_every_leaf_item_counts() -> None:
    items = {"wage": "1", "business": "2", "asset_dividend": "4", "other_property": "8", "family_planning": "16"}
    items |= {"dibao": "32", "destitute_support": "64", "pension": "128", "ecological": "256", "other_transfer": "512"}
    assert figures(1, **items)[0] == "1023.00"
    assert figures(1, **items, business_cost="0.5")[0] == "1022.50"


@pytest.mark.parametrize(
    ("members", "wage", "per_head", "income"),
    [
        (1, "2952", "2952.00", "unmet"),  # exactly on the line
        (1, "2952.01", "2952.01", "met"),
        (2, "5904.01", "2952.01", "met"),  # 2952.005 rounds up, over the line
        (3, "8856.01", "2952.00", "unmet"),  # 2952.0033… rounds down, onto it
        (2, "5904.03", "2952.02", "met"),  # 2952.015: half to even would say .02 too
        (8, "23616.04", "2952.01", "met"),  # 2952.005
        (3, "8856.02", "2952.01", "met"),  # 2952.0066…
    ],
)
def test_income_per_head_is_rounded_before_it_is_compared(members: int, wage: str, per_head: str, income: str) -> None:
    assert figures(members, wage=wage)[1:] == (per_head, income)


@pytest.mark.parametrize(
    ("cost", "per_head"), [("0.01", "-0.01"), ("0.05", "-0.03"), ("0.03", "-0.02"), ("2000", "-1000.00")]
)
def test_a_negative_half_is_rounded_away_from_zero(cost: str, per_head: str) -> None:
    assert figures(2, business_cost=cost)[1:] == (per_head, "unmet")


def test_an_empty_statement_is_no_missing_one() -> None:
    assert figures(2) == ("0.00", "0.00", "unmet")
    closing = Written().household(1).drop("statements", 1).closing()
    assert (closing["net_income"], closing["income_per_head"], closing["income"]) == ("", "", "unknown")
    closing = Written().household(1).edit("statements", 1, year=2015).closing()
    assert closing["income"] == "unknown"


def test_without_members_there_is_no_income_per_head() -> None:
    closing = Written().household(1).all_leave(1).closing()
    assert (closing["net_income"], closing["income_per_head"], closing["income"]) == ("8000.00", "", "unknown")


def test_the_province_says_which_items_are_stable_and_the_cost_is_taken_in_full() -> None:
    case = Written().household(1, members=1)
    case.edit("statements", 1, wage="1000", pension="200", dibao="50", business="400", business_cost="700")
    case.add("parameters", name="stable_items", province="43", value="wage pension business")
    assert case.closing()["net_income"] == "900.00"
    case.case["parameters"][-1]["value"] = "wage pension"
    assert case.closing()["net_income"] == "500.00"
    case.case["parameters"][-1]["province"] = "52"
    assert case.closing()["net_income"] == "950.00"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("line_provincial", "43", "2016", "3146")], "3146.00"),
        ([("line_provincial", "43", "2016", "2855")], "2952.00"),
        ([("line_provincial", "52", "2016", "3146")], "2952.00"),
        ([("line_provincial", "43", "2015", "3146")], "2952.00"),
        ([("line_monitoring", "", "2016", "4428")], "2952.00"),
        ([("line_nbs", "", "2015", "4000")], "2952.00"),
    ],
)
def test_the_line_is_the_larger_of_the_national_and_the_provinces_own(
    rows: list[tuple[str, str, str, str]], expected: str
) -> None:
    case = Written().household(1)
    for name, province, year, value in rows:
        case.add("parameters", name=name, province=province, year=year, value=value)
    assert case.closing()["line"] == expected


def test_without_a_national_line_of_the_year_nothing_is_computed() -> None:
    case = Written().household(1)
    case.case["parameters"][0]["year"] = "2015"
    case.add("parameters", name="line_provincial", province="43", year="2016", value="3146")
    with pytest.raises(NoNationalLine):
        case.run()
