"""Numbers, amounts and days as they are written on paper."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from registry.templatetags.figures import Number, day, moment, number, signed, yuan


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (999, "999"), (1664558, "1,664,558"), (-1500, "−1,500"), (Decimal("2611.50"), "2,611.50"), (0.1, "0.1")],
)
def test_a_number_has_separators_and_a_real_minus(value: Number, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(2611.5, "2,611.50"), (Decimal("0.005"), "0.01"), (-3910, "−3,910.00")])
def test_an_amount_has_two_decimals_rounded_half_up(value: Number, shown: str) -> None:
    assert yuan(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(9, "+9"), (-612, "−612"), (0, "0")])
def test_a_change_carries_its_sign(value: Number, shown: str) -> None:
    assert signed(value) == shown


def test_what_is_not_known_is_a_dash_and_never_zero() -> None:
    assert [number(None), yuan(None), signed(None), day(None), moment(None)] == ["—"] * 5


def test_a_day_is_written_without_leading_zeros() -> None:
    assert day(date(2016, 1, 9)) == "2016年1月9日"
    assert day(date(2016, 11, 19), "short") == "11月19日"


def test_a_moment_is_that_of_the_reader() -> None:
    assert moment(datetime(2016, 12, 31, 16, 5, tzinfo=UTC)) == "2017年1月1日 00:05"
    assert day(datetime(2016, 12, 31, 16, 5, tzinfo=UTC)) == "2017年1月1日"
