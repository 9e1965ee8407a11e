"""The results counted by area are sums over the rows: for every area, and the same when counted from the rows now."""

from collections import Counter

import pytest

from registry.choices import TallyKind
from registry.models import Closing, Run
from registry.queries.tallies import counted, tallies_below, tallies_of
from registry.regions.choices import Level
from registry.regions.models import Region

from .conftest import Loading
from .test_page import OTHER_COUNTY, two_counties
from .worlds import PROVINCE, Row, close_year, home, rehearse

COUNTIES = {433124000000: 1, 433125000000: 1}


def region(level: Level, code: int) -> Region:
    return Region.objects.get(level=level, code=code)


def three_households(loaded: Loading, *decisions: Row) -> Run:
    """Two that exit in two counties, and one whose decision is refused because it has no survey."""
    files = home()
    numbers = {1: {}, 2: {"village": OTHER_COUNTY}, 3: {}}
    files["households"] = [{"household": number, **own} for number, own in numbers.items()]
    files["previous_closings"] = files["households"]
    files["persons"] = [{"person": number} for number in numbers]
    files["memberships"] = [{"membership": number, "person": number, "household": number} for number in numbers]
    files["member_years"] = [{"person": number} for number in numbers]
    files["surveys"] = [{"household": number} for number in (1, 2)]
    files["statements"] = [{"household": number, "wage": "4000"} for number in numbers]
    told = {number: {"decision": number, "household": number} for number in numbers}
    return loaded(**files, decisions=list({**told, **{row["decision"]: row for row in decisions}}.values()))


def test_outcomes_refusals_doubts_and_causes_are_counted_in_each_area(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    province = tallies_of(run, region(Level.PROVINCE, PROVINCE))
    assert {key: counts.households for key, counts in province.lines.items()} == {
        ("outcome", "", "exited"): 2,
        ("outcome", "", "unchanged"): 1,
        ("refusal", "exit", "guarantees"): 1,
        ("doubt", "", "not_surveyed"): 1,
        ("doubt", "", "exit_refused"): 1,
        ("cause", "exited", ""): 2,
    }
    below = tallies_below(run, region(Level.PREFECTURE, 433100000000))
    assert {code: own.outcome("exited").households for code, own in below.items()} == COUNTIES


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY])
def test_what_is_kept_is_what_the_rows_say_now(loaded: Loading, level: Level) -> None:
    run = three_households(loaded)
    close_year(run)
    kept = run.tallies.filter(rehearsed=False, level=level)
    told = ("region_code", "kind", "about", "word", "households", "persons")
    now = counted(Closing.objects.filter(year=run.year), level)
    assert Counter(kept.values_list(*told)) == Counter(tuple(getattr(line, name) for name in told) for line in now)


def test_below_the_county_they_are_counted_from_the_rows(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    below = tallies_below(run, region(Level.COUNTY, 433124000000))
    assert {code: own.outcome("exited").households for code, own in below.items()} == {433124100000: 1}
    township = tallies_of(run, region(Level.TOWNSHIP, 433124100000))
    assert township.total(TallyKind.DOUBT) == 2
    assert township.of(TallyKind.REFUSAL, "exit")["guarantees"].households == 1


def test_a_village_is_counted_from_its_rows(loaded: Loading) -> None:
    run = three_households(loaded)
    close_year(run)
    village = tallies_of(run, region(Level.VILLAGE, int(OTHER_COUNTY)))
    assert (village.outcome("exited").households, village.outcome("unchanged").households) == (1, 0)


def test_a_year_that_came_closed_is_counted_from_its_rows_but_for_a_whole_province(loaded: Loading) -> None:
    run = two_counties(loaded)
    close_year(run)
    run.tallies.all().delete()
    province, county = region(Level.PROVINCE, PROVINCE), region(Level.COUNTY, 433124000000)
    assert [tallies_of(run, area).outcome("exited").households for area in (province, county)] == [0, 1]


def test_a_second_rehearsal_replaces_what_the_first_counted(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    first = Counter(run.tallies.values_list("level", "region_code", "kind", "word", "households"))
    rehearse(run)
    assert Counter(run.tallies.values_list("level", "region_code", "kind", "word", "households")) == first
