from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from registry.parameters.choices import IncomeItem, LineKind, Name
from registry.parameters.models import PovertyLine
from registry.parameters.queries import (
    lines_by_year,
    parameters_in,
    poverty_line,
    province_for,
    value_of,
)
from tests.cast import Cast

from .rows import GUIZHOU, HUNAN, line, parameter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("year", "amount"),
    [(2010, 2300), (2013, 2736), (2014, 2800), (2015, 2855), (2016, 2952), (2019, 3218), (2020, 4000)],
)
def test_the_national_lines_come_with_the_system(year: int, amount: int) -> None:
    assert poverty_line(HUNAN, year) == amount


def test_lines_that_nobody_confirmed_say_so() -> None:
    doubted = PovertyLine.objects.filter(source__contains="待核").order_by("year")
    assert list(doubted.values_list("year", flat=True)) == [2017, 2018, 2019, 2020]


@pytest.mark.parametrize(("own", "expected"), [("3500.00", "3500.00"), ("2000.00", "2952.00")])
def test_the_larger_of_nation_and_province_counts(own: str, expected: str) -> None:
    line(2016, own, LineKind.PROVINCIAL, HUNAN)
    assert poverty_line(HUNAN, 2016) == Decimal(expected)


def test_another_province_s_line_plays_no_part() -> None:
    line(2016, "3500.00", LineKind.PROVINCIAL, GUIZHOU)
    assert poverty_line(HUNAN, 2016) == Decimal("2952.00")


def test_the_monitoring_line_plays_no_part() -> None:
    line(2016, "5000.00", LineKind.MONITORING, HUNAN)
    assert poverty_line(HUNAN, 2016) == Decimal("2952.00")


def test_without_a_national_line_there_is_none() -> None:
    line(2031, "5000.00", LineKind.PROVINCIAL, HUNAN)
    assert poverty_line(HUNAN, 2031) is None


def test_a_line_is_read_in_one_query(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(1):
        poverty_line(HUNAN, 2016)


@pytest.mark.parametrize(("kind", "province"), [(LineKind.NBS, HUNAN), (LineKind.PROVINCIAL, None)])
def test_the_database_keeps_national_and_provincial_lines_apart(kind: LineKind, province: int | None) -> None:
    with pytest.raises(IntegrityError, match="poverty_line_area"), transaction.atomic():
        line(2031, "3000", kind, province)


def test_a_parameter_nobody_set_has_its_default() -> None:
    assert value_of(Name.SERIOUS_ILLNESS_FROM, HUNAN, 2016) is None
    assert value_of(Name.STABLE_ITEMS, HUNAN, 2016) == IncomeItem.values
    assert value_of(Name.PERIOD_START, HUNAN, 2016) == "10-01"


@pytest.mark.parametrize("name", [Name.NOTICE_DAYS_1, Name.NOTICE_DAYS_2])
def test_seven_days_of_notice_come_with_the_system(name: Name) -> None:
    assert value_of(name, HUNAN, 2016) == 7


@pytest.mark.parametrize(("year", "expected"), [(2013, None), (2014, 2014), (2015, 2014), (2016, 2016), (2020, 2016)])
def test_the_latest_value_up_to_the_year_holds(year: int, expected: int | None) -> None:
    parameter(Name.SERIOUS_ILLNESS_FROM, 2014, from_year=2014)
    parameter(Name.SERIOUS_ILLNESS_FROM, 2016, from_year=2016)
    assert value_of(Name.SERIOUS_ILLNESS_FROM, HUNAN, year) == expected


def test_the_province_s_value_goes_before_a_later_one_of_the_nation() -> None:
    parameter(Name.NOTICE_DAYS_1, 5, from_year=2014, province=HUNAN)
    parameter(Name.NOTICE_DAYS_1, 10, from_year=2016)
    assert value_of(Name.NOTICE_DAYS_1, HUNAN, 2016) == 5
    assert value_of(Name.NOTICE_DAYS_1, GUIZHOU, 2016) == 10


def test_years_of_lines_are_shown_latest_first_with_the_one_in_force() -> None:
    line(2016, "3000.00", LineKind.PROVINCIAL, HUNAN)
    line(2016, "9000.00", LineKind.PROVINCIAL, GUIZHOU)
    years = lines_by_year(HUNAN)
    (of_2016,) = [shown for shown in years if shown.year == 2016]
    assert [years[0].year, years[-1].year] == [2020, 2010]
    assert (of_2016.national and of_2016.national.amount, of_2016.in_force) == (Decimal("2952.00"), Decimal("3000.00"))


def test_every_parameter_is_shown_with_what_holds_in_the_year() -> None:
    parameter(Name.NOTICE_DAYS_1, 5, from_year=2015, province=HUNAN)
    for year, words in ((2014, "7天"), (2015, "5天"), (2016, "5天")):
        shown = {parameter.name: parameter for parameter in parameters_in(HUNAN, year)}
        assert list(shown) == list(Name)
        assert shown[Name.NOTICE_DAYS_1].words == words
    row = shown[Name.NOTICE_DAYS_1].row
    assert row is not None
    assert (row.from_year, row.source) == (2015, "依据")


def test_somebody_is_shown_the_province_of_the_first_area(cast: Cast) -> None:
    province = province_for(cast.county_clerk)
    assert province is not None
    assert province.name == "湖南省"
    assert province_for(cast.nobody) is None
