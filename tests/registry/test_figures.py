"""统计数字: N1–N4 and N23 of an area and year, what stands behind each, and what is said where nothing can be said."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import Dimension, Guarantee, Outcome, Population, Status
from registry.models import Closing, Household
from registry.queries import figures_tallies
from registry.queries.figures_page import Distribution, Figures, figures_of_area
from registry.queries.figures_tallies import Year, counted, gather
from registry.rules.figures import age_band, poverty_rate, share, whole_sum
from tests.cast import Cast
from tests.factories import MembershipFactory, Tree, closed_run, enter_year, household_of

from .test_units import enter_population

SignedIn = Callable[[User], Client]
OPEN, CLOSED = Year(2016, closed=False), Year(2015, closed=True)


@pytest.fixture(autouse=True)
def _nothing_kept(db: None) -> Iterator[None]:
    """Other tests speak of the same areas."""
    cache.clear()
    yield
    cache.clear()


def close(household: Household, members: int, **fields: Any) -> Closing:
    """The closing row of 2015."""
    met = dict.fromkeys(("income", "food", "clothing", "water", "housing", "education", "medical"), Guarantee.MET)
    own = {"village_code": household.village_code, "closing_status": household.status, "attribute": household.attribute}
    own["outcome"] = Outcome.UNCHANGED
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        return Closing.objects.create(
            household=household,
            year=2015,
            members_closing=members,
            line=Decimal(2855),
            **met,
            **(own | fields),
        )


@pytest.fixture
def register(tree: Tree) -> list[Household]:
    """Three households of the county, the first two of the first round, one of them exited; 2015 is closed.

    Somebody of the first one died in 2016.
    """
    poor = household_of(4, village=tree.village, first_identified=2013)
    exited = household_of(3, village=tree.sibling_village, first_identified=2013, status=Status.EXITED)
    late = household_of(2, village=tree["433124101200"], first_identified=2015, main_cause="disability")
    enter_year(poor)
    gone = {"counted_until": 2016, "kind_out": "natural", "reason_out": "death", "left_on": date(2016, 3, 1)}
    MembershipFactory(household=poor, relation="mother", **gone)
    close(poor, 5)
    close(exited, 3, closing_status=Status.POOR, attribute="ordinary_poor")
    closed_run(2015, baseline=True)
    return [poor, exited, late]


def figures(cast: Cast, tree: Tree, year: Year = OPEN, population: Population = Population.POOR) -> Figures:
    return figures_of_area(cast.county_clerk, tree.county, year, population)


def lines(shown: Figures, dimension: Dimension) -> dict[str, tuple[int | None, int]]:
    found: Distribution = next(one for one in shown.distributions if one.dimension == dimension)
    return {line.word: (line.households, line.persons) for line in found.lines}


def test_the_first_round_is_counted_on_the_first_node_of_the_register(
    cast: Cast, tree: Tree, register: list[Household]
) -> None:
    for year in (OPEN, CLOSED):
        shown = figures(cast, tree, year)
        assert (shown.first_households, shown.first_persons, shown.node) == (2, 8, CLOSED)


def test_a_closed_year_is_as_reported_and_the_open_one_as_it_stands(
    cast: Cast, tree: Tree, register: list[Household]
) -> None:
    then, now = figures(cast, tree, CLOSED), figures(cast, tree)
    assert (then.poor_households, then.poor_persons, then.as_of) == (2, 8, date(2015, 12, 31))
    assert (now.poor_households, now.poor_persons) == (2, 6)


def test_households_are_told_apart_by_cause_and_attribute_and_members_by_age_health_and_labour(
    cast: Cast, tree: Tree, register: list[Household]
) -> None:
    shown = figures(cast, tree)
    assert lines(shown, Dimension.CAUSE) == {"illness": (1, 4), "disability": (1, 2)}
    assert lines(shown, Dimension.ATTRIBUTE) == {"ordinary_poor": (2, 6)}
    assert lines(shown, Dimension.AGE) == {"6": (None, 1), "16": (None, 1), "36": (None, 4)}
    assert lines(shown, Dimension.HEALTH) == {"healthy": (None, 4), "": (None, 2)}
    assert lines(shown, Dimension.LABOUR) == {"ordinary": (None, 4), "": (None, 2)}


def test_the_units_below_add_up_to_the_area(cast: Cast, tree: Tree, register: list[Household]) -> None:
    shown = figures(cast, tree, population=Population.REGISTERED)
    assert {unit.region.name: (unit.households, unit.persons) for unit in shown.units} == {
        "花垣镇": (2, 7),
        "双龙镇": (1, 2),
    }
    village = figures_of_area(cast.first_secretary, tree.village, OPEN, Population.POOR)
    assert [(unit.region, unit.persons) for unit in village.units] == [(tree.village, 4)]


@pytest.mark.parametrize(("population", "rate"), [(None, None), (60, Decimal("10.00"))])
def test_the_rate_is_of_the_rural_population_and_none_without_it(
    cast: Cast, tree: Tree, register: list[Household], population: int | None, rate: Decimal | None
) -> None:
    if population:
        enter_population(cast, tree.county, 2016, population, "9.8")
    shown = figures(cast, tree)
    assert (shown.rate, shown.denominator.published_rate) == (rate, Decimal("9.8") if population else None)


def test_above_the_county_the_rural_population_is_the_sum_of_all_counties_or_not_known(
    cast: Cast, tree: Tree, register: list[Household]
) -> None:
    def known() -> tuple[int | None, int]:
        shown = figures_of_area(cast.prefecture_reader, tree["4331"], OPEN, Population.POOR)
        return shown.denominator.population, shown.denominator.counties_missing

    enter_population(cast, tree.county, 2016, 60)
    assert known() == (None, 1)
    enter_population(cast, tree.neighbour_county, 2016, 40)
    assert known() == (100, 0)


def test_what_cannot_be_said_says_why_and_is_not_zero(
    cast: Cast, tree: Tree, register: list[Household], signed_in_as: SignedIn
) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figures")).content.decode()
    assert "没有录入 2016 年农业户籍人口" in page
    assert "名单上没有这个地区的贫困村" in page


def test_every_number_of_a_county_opens_a_list_as_long_as_it_says(
    cast: Cast, tree: Tree, register: list[Household], signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.county_clerk)
    for year in (2015, 2016):
        for population in Population.values:
            asked: dict[str, Any] = {"area": tree.county.pk, "year": year, "population": population}
            page = client.get(reverse("registry:figures"), asked).context
            for one in page["shown"]:
                for line, address in one.lines:
                    listed = client.get(address).context["page"].paginator.count
                    assert listed == line.counted, (year, population, one.distribution.dimension, line)


def test_the_list_of_a_closed_year_says_what_was_so_then(
    cast: Cast, tree: Tree, register: list[Household], signed_in_as: SignedIn
) -> None:
    asked: dict[str, Any] = {"year": 2015, "population": "poor", "by": "attribute", "word": "ordinary_poor"}
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figure_households"), asked)
    assert [(line.household, line.status, line.members) for line in page.context["rows"]] == [
        (register[0], "poor", 5),
        (register[1], "poor", 3),
    ]


@pytest.mark.parametrize("asked", [{"year": "1999"}, {"population": "x"}, {"area": "0"}, {"year": "早"}])
def test_what_does_not_exist_is_not_found(
    cast: Cast, register: list[Household], signed_in_as: SignedIn, asked: dict[str, str]
) -> None:
    assert signed_in_as(cast.county_clerk).get(reverse("registry:figures"), asked).status_code == 404


def test_anothers_area_does_not_exist(
    cast: Cast, tree: Tree, register: list[Household], signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.neighbour_clerk)
    for name in ("figures", "figure_households", "figure_persons"):
        assert client.get(reverse(f"registry:{name}"), {"area": tree.county.pk}).status_code == 404
    assert client.get(reverse("registry:figures"), {"area": tree["4331"].pk}).status_code == 404


def test_a_large_area_waits_until_beat_has_counted_it(
    cast: Cast, tree: Tree, register: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_tallies, "LARGE", 1)
    viewer = cast.provincial_administrator
    assert counted(viewer, tree.province, OPEN) is None
    assert figures_of_area(viewer, tree.province, OPEN, Population.POOR).waiting
    gather(tree.province, OPEN)
    found = counted(viewer, tree.province, OPEN)
    assert found is not None
    assert found.units[tree["4331"].code][Population.POOR, "persons", "", ""] == 6


def test_the_page_asks_as_often_for_many_units_as_for_few(
    cast: Cast, tree: Tree, register: list[Household], signed_in_as: SignedIn
) -> None:
    client, address = signed_in_as(cast.county_clerk), reverse("registry:figures")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for code in ("433124100202", "433124101201", "433124101202"):
        household_of(2, village=tree[code])
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 25


def test_rules_of_shares_and_sums() -> None:
    assert (share(1, 3), share(0, 0)) == (Decimal("33.3"), None)
    assert (poverty_rate(5, 0), poverty_rate(5, None), poverty_rate(1, 8)) == (None, None, Decimal("12.50"))
    assert (whole_sum([1, 2]), whole_sum([1, None]), whole_sum([])) == (3, None, None)
    assert [age_band(bucket) for bucket in (None, 0, 1, 6)] == ["", "", "0", "70"]
