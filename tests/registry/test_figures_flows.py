"""存量与增减: the account of an area year by year, against a count by hand; its lists; what may not change any more."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM, Viewer
from registry.actions.runs import freeze_run, open_run
from registry.audit.acts import act
from registry.choices import RunState, Status, Stock
from registry.models import Balance, Household, Membership, Run
from registry.queries.figures_accounts import Side, counted_by_unit, reported_by_unit
from registry.queries.figures_flows import Flow, Flows, Source, flows_of_area
from registry.queries.figures_tallies import Year
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.flows import FIELDS
from registry.seed.plans import Plan
from registry.seed.populations import load_population
from tests.adjustment.test_undoing import undo
from tests.adjustment.worlds import close_year, load_case, rehearse
from tests.browser.working import do_the_work
from tests.cast import Cast
from tests.exports.conftest import Desk
from tests.factories import RunFactory, Tree, closed_run, household_of
from tests.oracle.cases import make_case

from .flows_by_hand import accounts, amounts
from .test_figures import close

SignedIn = Callable[[User], Client]
SIDES = [Side(stock, persons) for stock in Stock for persons in (True, False)]
AS_OF_2016 = Year(2016, closed=True)


@pytest.fixture(autouse=True)
def _nothing_kept(db: None) -> Iterator[None]:
    """Other tests speak of the same areas."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lived(tree: Tree) -> Run:
    """150 households; 2013 is the baseline, 2014 and 2015 came in with closing rows, 2016 is closed by the job."""
    load_population(Plan(households=150, closed_years=3, wrong=0))
    run = open_run(province_code=tree.province.code, year=2016, by=SYSTEM)
    close_year(run)
    return run


def shown(viewer: Viewer, area: Region, until: Year = AS_OF_2016, side: Side = SIDES[0]) -> Flows:
    return flows_of_area(viewer, area, until, side)


def of_year(found: Flows, year: int) -> Flow:
    return next(flow for flow in found.years if flow.year == year)


def known(flow: Flow) -> dict[str, int]:
    """The numbers that are not zero."""
    return {term: number for term, number in flow.numbers.items() if number}


def nonzero(account: dict[str, int]) -> dict[str, int]:
    return {term: number for term, number in account.items() if number}


def test_every_number_is_the_one_counted_by_hand(cast: Cast, tree: Tree, lived: Run) -> None:
    viewer, counted = cast.provincial_administrator, {year: amounts(year) for year in (2014, 2015, 2016)}
    for area in (tree.province, tree.county, tree.township, tree.village):
        by_hand = {year: accounts(counted[year], area.code, area.last) for year in counted}
        for side in SIDES:
            found = shown(viewer, area, side=side)
            assert [flow.year for flow in found.years] == [2013, 2014, 2015, 2016]
            for year, account in by_hand.items():
                assert known(of_year(found, year)) == nonzero(account[side.stock, side.persons]), (area, side, year)


def test_moves_splits_and_recoded_villages_are_counted_as_by_hand(db: None, tmp_path: Path) -> None:
    close_year(load_case(make_case(43, 400), tmp_path))
    seen, counted = set[str](), amounts(2016)
    for area in Region.objects.filter(valid_to__isnull=True, level__lte=Level.COUNTY, code__lt=44 * 10**10):
        by_hand = accounts(counted, area.code, area.last)
        for side in SIDES:
            found = of_year(shown(SYSTEM, area, side=side), 2016)
            assert known(found) == nonzero(by_hand[side.stock, side.persons]), (area, side)
            seen |= known(found).keys()
    assert seen == set(FIELDS)


def test_rows_counted_and_the_balance_read_are_the_same(db: None, tmp_path: Path) -> None:
    run = load_case(make_case(43, 400, outside=()), tmp_path)
    close_year(run)
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code)
    for side in SIDES:
        read, counted = (
            find(run, province, side) for find in (partial(reported_by_unit, rehearsed=False), counted_by_unit)
        )
        assert {code: nonzero(account) for code, account in read.items() if nonzero(account)} == {
            code: nonzero(account) for code, account in counted.items() if nonzero(account)
        }


def test_a_year_that_came_in_without_a_balance_is_counted_and_one_closed_here_is_read(
    cast: Cast, tree: Tree, lived: Run
) -> None:
    found = shown(cast.county_clerk, tree.county)
    assert [flow.source for flow in found.years] == [Source.COUNTED] * 3 + [Source.REPORTED]
    assert of_year(found, 2013).numbers.keys() == {"closing"}
    assert found.balances
    assert not found.gaps


def test_as_of_an_earlier_year_there_is_nothing_later(cast: Cast, tree: Tree, lived: Run) -> None:
    now, then = shown(cast.county_clerk, tree.county), shown(cast.county_clerk, tree.county, Year(2015, closed=True))
    assert then.years == now.years[:3]


def test_the_units_below_add_up_to_the_area_term_by_term(cast: Cast, tree: Tree, lived: Run) -> None:
    for year in (2015, 2016):
        for side in SIDES:
            found = shown(cast.county_clerk, tree.county, Year(year, closed=True), side)
            assert len(found.units) > 1
            for term in found.terms:
                assert sum(unit.numbers.get(term, 0) for unit in found.units) == of_year(found, year).number(term)


def test_every_number_of_a_county_opens_a_list_that_adds_up_to_it(
    cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn
) -> None:
    client, looked_at = signed_in_as(cast.county_clerk), set()
    for stock, unit in (("poor", "persons"), ("registered", "households")):
        asked: dict[str, Any] = {"area": tree.county.pk, "year": 2016, "stock": stock, "unit": unit}
        page = client.get(reverse("registry:figure_flows"), asked).context
        for row in page["rows"]:
            for cell in row.cells:
                assert bool(cell.href) == bool(cell.number)
                if cell.href:
                    listed = client.get(cell.href).context
                    assert listed["counts"] == cell.number, (row.word, cell)
                    assert sum(line.counts for line in listed["rows"]) == cell.number or listed["page"].has_next()
                    looked_at.add(row.word)
    assert {"opening", "registered", "relapsed", "exited", "removed", "closed", "closing", "natural_in"} <= looked_at


def test_the_open_year_begins_where_the_last_one_ended_and_knows_no_more(cast: Cast, tree: Tree, lived: Run) -> None:
    found = shown(cast.county_clerk, tree.county, Year(2017, closed=False))
    last, now = found.years[-2:]
    assert (now.source, now.numbers) == (Source.NONE, {"opening": last.numbers["closing"]})


def test_a_rehearsal_is_shown_as_one(cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn) -> None:
    run = open_run(province_code=tree.province.code, year=2017, by=SYSTEM)
    rehearse(run)
    found = shown(cast.county_clerk, tree.county, Year(2017, closed=False))
    assert found.years[-1].source == Source.REHEARSED
    assert found.years[-1].balances
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figure_flows"), {"area": tree.county.pk})
    assert "试算" in page.content.decode()
    (closing,) = (row.cells[-1] for row in page.context["rows"] if row.word == "closing")
    assert signed_in_as(cast.county_clerk).get(closing.href).status_code == 200


def test_what_was_reported_stays_whatever_is_done_later(cast: Cast, tree: Tree, lived: Run) -> None:
    """Edits of everything a later year may edit, another year closed and taken back, a village recoded."""

    def reported() -> list[Flow]:
        areas, viewer = (tree.province, tree.county, tree.township), cast.provincial_administrator
        return [flow for area in areas for side in SIDES for flow in shown(viewer, area, side=side).years]

    freeze_run(run_id=lived.pk, version=lived.version, by=SYSTEM)
    lived.refresh_from_db()
    before, of_village = reported(), known(of_year(shown(cast.first_secretary, tree.village), 2016))
    next_year = open_run(province_code=tree.province.code, year=2017, by=SYSTEM)
    close_year(next_year)
    do_the_work()
    assert reported() == before
    undo(next_year)
    assert reported() == before
    with transaction.atomic(), act("test.write", by=SYSTEM):
        Household.objects.update(main_cause="disability", other_causes=[], status=Status.REMOVED)
        Membership.objects.filter(counted_until__isnull=True).update(
            counted_until=2017, kind_out="natural", reason_out="death", left_on=date(2017, 3, 1)
        )
    assert reported() == before
    successor = recode(tree.village, 433124100299)
    assert reported() == before
    assert known(of_year(shown(cast.provincial_administrator, successor), 2016)) == of_village


def recode(village: Region, code: int) -> Region:
    """The village goes on under another code, with all that lives there."""
    successor = Region.objects.create(
        level=village.level, code=code, last=code, parent=village.parent, name=village.name, shown_name=village.name
    )
    village.successor, village.valid_to = successor, date(2017, 6, 30)
    village.save()
    with transaction.atomic(), act("region.recode", by=SYSTEM):
        Household.objects.filter(village=village).update(village=successor, village_code=code)
        Membership.objects.filter(village_code=village.code).update(village_code=code)
    return successor


@pytest.mark.parametrize("change", ["update", "delete", "insert"])
def test_the_balance_of_a_frozen_year_is_read_only_in_the_database(tree: Tree, change: str) -> None:
    run = RunFactory(state=RunState.FINISHED)
    line = dict.fromkeys((field.name for field in Balance._meta.fields[7:-1]), 1)
    own = {"run": run, "rehearsed": False, "level": 1, "region_code": tree.province.code, "stock": "poor"}
    Balance.objects.create(**own, **line, persons=True, balances=True)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).update(state=RunState.FROZEN)
    changes: dict[str, Callable[[], object]] = {
        "update": lambda: Balance.objects.filter(run=run).update(opening=2),
        "delete": lambda: Balance.objects.filter(run=run).delete(),
        "insert": lambda: Balance.objects.create(**own, **line, persons=False, balances=True),
    }
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        changes[change]()


def test_a_province_with_its_baseline_only_shows_one_closing(cast: Cast, tree: Tree) -> None:
    close(household_of(3, village=tree.village), 3)
    closed_run(2015, baseline=True)
    found = shown(cast.county_clerk, tree.county, Year(2015, closed=True))
    assert [(flow.year, flow.numbers) for flow in found.years] == [(2015, {"closing": 3})]


def test_before_any_year_there_is_a_page_that_says_nothing_is_known(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figure_flows"))
    assert page.status_code == 200
    assert [dict(flow.numbers) for flow in page.context["flows"].years] == [{}]


def test_a_year_without_any_household_has_zeros(cast: Cast, tree: Tree) -> None:
    closed_run(2014, baseline=True)
    closed_run(2015)
    found = shown(cast.county_clerk, tree.county, Year(2015, closed=True))
    assert [flow.number("closing") for flow in found.years] == [0, 0]


def test_anothers_area_does_not_exist(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    close(household_of(3, village=tree.village), 3)
    closed_run(2015, baseline=True)
    client = signed_in_as(cast.neighbour_clerk)
    asked: dict[str, Any] = {"area": tree.county.pk, "year": 2015, "term": "closing"}
    for name in ("figure_flows", "figure_flow_list"):
        assert client.get(reverse(f"registry:{name}"), asked).status_code == 404
        assert signed_in_as(cast.county_clerk).get(reverse(f"registry:{name}"), asked).status_code == 200


def test_of_a_neighbour_only_its_own_is_counted(cast: Cast, tree: Tree) -> None:
    close(household_of(3, village=tree.village), 3)
    close(household_of(5, village=tree.neighbour_village), 5)
    closed_run(2015, baseline=True)
    as_of = Year(2015, closed=True)
    counted = [
        shown(viewer, area, as_of).years[0].numbers["closing"]
        for viewer, area in (
            (cast.county_clerk, tree.county),
            (cast.neighbour_clerk, tree.neighbour_county),
            (cast.prefecture_reader, tree["4331"]),
        )
    ]
    assert counted == [3, 5, 8]


def test_the_page_asks_no_more_of_the_database_for_more_households(
    cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn
) -> None:
    client, address = signed_in_as(cast.county_clerk), reverse("registry:figure_flows")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 30


def test_the_account_and_a_list_behind_it_go_out_as_the_pages_show_them(
    cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn
) -> None:
    desk = Desk(signed_in_as(cast.county_clerk))
    asked = f"area={tree.county.pk}&year=2016&stock=poor&unit=persons"
    rows = desk.client.get(f"/flows/?{asked}").context["rows"]
    head, *lines = desk.sheet("figure_flows", asked)
    assert head[1:] == ["2013", "2014", "2015", "2016"]
    assert [line[1:] for line in lines] == [[cell.number for cell in row.cells] for row in rows]
    listed = desk.sheet("figure_flow_list", f"{asked}&term=exited")
    (exited,) = (row.cells[-1].number for row in rows if row.word == "exited")
    assert sum(line[-1] for line in listed[1:]) == exited


def test_who_left_for_another_county_counts_against_the_first_and_is_shown_only_to_the_second(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    closed_run(2014, baseline=True)
    household = household_of(3, village=tree.neighbour_village)
    close(household, 3, opening_status="poor", village_opening=tree.village.code, members_opening=3)
    closed_run(2015)
    seen = {}
    for part, area in (("county_clerk", tree.county), ("neighbour_clerk", tree.neighbour_county)):
        asked: dict[str, Any] = {"area": area.pk, "year": 2015, "term": "moved"}
        listed = signed_in_as(cast[part]).get(reverse("registry:figure_flow_list"), asked).context
        (moved,) = (flow.number("moved") for flow in shown(cast[part], area, Year(2015, closed=True)).years[1:])
        assert listed["counts"] == moved
        seen[part] = (moved, [line.row.household for line in listed["rows"]], listed["elsewhere"])
    assert seen == {"county_clerk": (-3, [], 1), "neighbour_clerk": (3, [household], 0)}
