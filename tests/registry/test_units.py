"""Poor villages and units' years: entered by the county's approver, each an act with its history."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.actions.units import NEW, remove_poor_village, set_poor_village, set_unit_year
from registry.audit.models import Act
from registry.models import PoorVillage, UnitYear
from registry.queries.units import recorded_of_village
from registry.refusal import Refused, Stale
from registry.regions.models import Region
from registry.rules.units import unit_year_problems, village_problems
from tests.cast import Cast
from tests.factories import Tree, closed_run, posted

SignedIn = Callable[[User], Client]
ENTERED = {"identified_year": 2014, "exit_year": None, "campaign": None, "source": "州扶领〔2014〕6 号"}


@pytest.fixture(autouse=True)
def _open_2016(tree: Tree) -> None:
    closed_run(2015)


def enter_population(cast: Cast, unit: Region, year: int, population: int, rate: str | None = None) -> UnitYear:
    """By the approver of the unit's county."""
    fields = {
        "rural_population": population,
        "published_rate": Decimal(rate) if rate else None,
        "source": "统计公报",
    }
    known = User.objects.filter(username=f"approver{unit.code}").first()
    by = known or posted("county_approver", unit, username=f"approver{unit.code}")
    return set_unit_year(unit=unit, year=year, version=NEW, fields=fields, by=by)


def enter_village(cast: Cast, village: Region, version: int = NEW, **fields: Any) -> PoorVillage:
    return set_poor_village(village=village, version=version, fields=ENTERED | fields, by=cast.county_approver)


def test_a_village_comes_onto_the_list_leaves_poverty_and_everybody_sees_when(cast: Cast, tree: Tree) -> None:
    entry = enter_village(cast, tree.village)
    enter_village(cast, tree.village, entry.version, exit_year=2016, source="州扶领〔2016〕9 号")
    told = [(one.event.exit_year, one.act.reason) for one in recorded_of_village(tree.village)]
    assert told == [(2016, "州扶领〔2016〕9 号"), (None, "州扶领〔2014〕6 号")]
    assert Act.objects.filter(verb="unit.village", region_code=tree.village.code).count() == 2


def test_who_was_slower_is_told(cast: Cast, tree: Tree) -> None:
    enter_village(cast, tree.village)
    with pytest.raises(Stale):
        enter_village(cast, tree.village, NEW, exit_year=2016)


def test_a_mistaken_entry_is_taken_off_for_a_reason(cast: Cast, tree: Tree) -> None:
    entry = enter_village(cast, tree.village)
    wanted: dict[str, Any] = {"village": tree.village, "version": entry.version, "by": cast.county_approver}
    with pytest.raises(Refused):
        remove_poor_village(reason=" ", **wanted)
    remove_poor_village(reason="与邻村混淆", **wanted)
    assert not PoorVillage.objects.exists()
    assert [one.removed for one in recorded_of_village(tree.village)] == [True, False]
    with pytest.raises(Refused):
        remove_poor_village(reason="与邻村混淆", **wanted)


@pytest.mark.parametrize("part", ["county_clerk", "provincial_administrator", "neighbour_clerk"])
def test_nobody_else_may_enter(cast: Cast, tree: Tree, part: str) -> None:
    with pytest.raises(Http404):
        set_poor_village(village=tree.village, version=NEW, fields=ENTERED, by=cast[part])
    fields = {"rural_population": 1, "published_rate": None, "source": "公报"}
    with pytest.raises(Http404):
        set_unit_year(unit=tree.county, year=2016, version=NEW, fields=fields, by=cast[part])


@pytest.mark.parametrize(
    ("identified", "exit_year", "problems"),
    [(2014, None, 0), (2014, 2016, 0), (2012, None, 1), (2017, None, 1), (2014, 2013, 1), (2014, 2017, 1)],
)
def test_years_of_a_village(identified: int, exit_year: int | None, problems: int) -> None:
    assert len(village_problems(identified_year=identified, exit_year=exit_year, this_year=2016)) == problems


@pytest.mark.parametrize(
    ("year", "population", "rate", "problems"),
    [(2016, 1, None, 0), (2016, 1, "100", 0), (2016, 0, None, 1), (2017, 1, None, 1), (2016, 1, "100.01", 1)],
)
def test_a_units_year(year: int, population: int, rate: str | None, problems: int) -> None:
    found = unit_year_problems(
        year=year, rural_population=population, published_rate=Decimal(rate) if rate else None, this_year=2016
    )
    assert len(found) == problems


def test_the_pages_enter_both_and_list_them(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    client = signed_in_as(cast.county_approver)
    village = {"identified_year": "2014", "exit_year": "", "campaign": "", "source": "名单", "version": "0"}
    client.post(reverse("registry:poor_village", args=[tree.village.pk]), village)
    year = {"rural_population": "248100", "published_rate": "", "source": "公报", "version": "0"}
    client.post(reverse("registry:unit_year", args=[tree.county.pk, 2016]), year)
    poor = client.get(reverse("registry:poor_villages"), {"state": "now"}).context["lines"]
    assert [line.region for line in poor] == [tree.village]
    units = client.get(reverse("registry:unit_years")).context["lines"]
    assert [line.entry.rural_population if line.entry else None for line in units] == [248100, None, None]


def test_a_refusal_keeps_what_was_typed(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    wrong = {"identified_year": "2014", "exit_year": "2013", "campaign": "", "source": "名单二", "version": "0"}
    answer = signed_in_as(cast.county_approver).post(reverse("registry:poor_village", args=[tree.village.pk]), wrong)
    assert answer.status_code == 409
    assert "名单二" in answer.content.decode()
    assert "出列年度不能早于认定年度 2014" in answer.content.decode()


def test_a_village_or_unit_elsewhere_or_of_another_level_does_not_exist(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.county_approver)
    for pk in (tree.neighbour_village.pk, tree.county.pk, 0):
        assert client.get(reverse("registry:poor_village", args=[pk])).status_code == 404
    for pk in (tree.neighbour_county.pk, tree.village.pk, 0):
        assert client.get(reverse("registry:unit_year", args=[pk, 2016])).status_code == 404
    strange = client.get(reverse("registry:unit_year", args=[tree.county.pk, 99_999_999]))
    assert strange.status_code == 200
