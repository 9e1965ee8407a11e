"""补录与剔除: N5, N6 and N7 by campaign, year and area, against a count by hand, and the lists behind them."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM, Viewer
from registry.actions.runs import open_run
from registry.choices import Joining, Kind, Outcome, Stock
from registry.models import Campaign, Closing, Run
from registry.queries.figures_accounts import Side
from registry.queries.figures_corrections import OTHER, Corrections, Scope, corrections_of
from registry.queries.figures_flows import flows_of_area
from registry.queries.figures_tallies import Year
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.rules.corrections import COUNTED, MEASURES, measure
from registry.seed.plans import Plan
from registry.seed.populations import load_population
from tests.adjustment.worlds import close_year, load_case
from tests.cast import Cast
from tests.exports.conftest import Desk
from tests.factories import CampaignFactory, DecisionFactory, MembershipFactory, Tree, closed_run, household_of
from tests.oracle.cases import make_case

from .flows_by_hand import corrected_people
from .test_figures import close

SignedIn = Callable[[User], Client]
AS_OF_2016 = Year(2016, closed=True)
EVERYTHING = Scope()


@pytest.fixture(autouse=True)
def _nothing_kept(db: None) -> Iterator[None]:
    """Other tests speak of the same areas."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lived(tree: Tree) -> Run:
    """200 households; 2013 to 2015 came in with closing rows, 2016 is closed by the job. 回头看 goes over two years."""
    load_population(Plan(households=200, closed_years=3, wrong=0))
    run = open_run(province_code=tree.province.code, year=2016, by=SYSTEM)
    close_year(run)
    return run


def shown(viewer: Viewer, area: Region, scope: Scope = EVERYTHING, until: Year = AS_OF_2016) -> Corrections:
    return corrections_of(viewer, area, until, scope)


def by_hand(campaign: Campaign | None, area: Region) -> Counter[str]:
    """Domain.md §10 N5 and N6, one household and one person after the other."""
    found: Counter[str] = Counter()
    for row in Closing.objects.filter(village_code__range=(area.code, area.last), year__lte=2016):
        if row.outcome in {"registered", "removed"}:
            own = row.decision.campaign if row.decision else None
            if own and row.decision and not own.opens <= row.decision.decided_on <= own.closes:
                own = None
            if own == campaign:
                found[f"{row.outcome}_households"] += 1
                found[row.outcome] += row.members_closing
    for year in (2014, 2015, 2016):
        for part, day, village in corrected_people(year):
            if area.code <= village <= area.last and _campaign_of(day, village) == campaign:
                found[part] += 1
    return found


def _campaign_of(day: date, village: int) -> Campaign | None:
    return next(
        (
            one
            for one in Campaign.objects.order_by("opens", "pk")
            if "correction" in one.allows
            and one.opens <= day <= one.closes
            and (not one.areas or any(str(village).startswith(code) for code in one.areas))
        ),
        None,
    )


def numbers(tally: Any) -> dict[str, int]:
    return {word: tally[word] for word in tally if tally[word]}


def test_every_campaign_counts_what_is_counted_by_hand(cast: Cast, tree: Tree, lived: Run) -> None:
    for area in (tree.county, tree.township, tree.village):
        found = shown(cast.county_clerk, area)
        assert len(found.campaigns) > 1
        for line in found.campaigns:
            assert numbers(line.tally) == numbers(by_hand(line.campaign, area)), (area, line.campaign)


def test_every_kind_of_correction_of_a_province_is_counted_as_by_hand(db: None, tmp_path: Path) -> None:
    run = load_case(make_case(43, 400), tmp_path)
    close_year(run)
    province = Region.objects.get(level=Level.PROVINCE, code=run.region_code)
    found = shown(SYSTEM, province)
    for line in found.campaigns:
        assert numbers(line.tally) == numbers(by_hand(line.campaign, province)), line.campaign
    assert numbers(found.total).keys() == set(COUNTED)


def test_the_years_are_those_of_the_account_of_all_registered_households(cast: Cast, tree: Tree, lived: Run) -> None:
    account = flows_of_area(cast.county_clerk, tree.county, AS_OF_2016, Side(Stock.REGISTERED, persons=True))
    for year, tally in shown(cast.county_clerk, tree.county).years:
        flow = next(flow for flow in account.years if flow.year == year)
        if flow.whole:
            assert measure(tally, "came") == flow.numbers["registered"] + flow.numbers["correction_in"], year
            assert measure(tally, "went") == flow.numbers["removed"] + flow.numbers["correction_out"], year


def test_campaigns_years_and_units_add_up_to_the_same(cast: Cast, tree: Tree, lived: Run) -> None:
    found = shown(cast.county_clerk, tree.county)
    for word in MEASURES:
        whole = measure(found.total, word)
        assert sum(measure(line.tally, word) for line in found.campaigns) == whole
        assert sum(measure(tally, word) for _year, tally in found.years) == whole
        assert sum(measure(unit.tally, word) for unit in found.units) == whole


def test_every_number_of_a_county_opens_a_list_as_long_as_it_says(
    cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn
) -> None:
    client, looked_at = signed_in_as(cast.county_clerk), set()
    page = client.get(reverse("registry:figure_corrections"), {"area": tree.county.pk, "year": 2016}).context
    rows = [*page["campaigns"], *page["years"], *page["units"][:2]]
    for cell in [*page["totals"], *(cell for row in rows for cell in row.cells)]:
        assert bool(cell.href) == bool(cell.number and cell.word != "net")
        if cell.href:
            assert client.get(cell.href).context["page"].paginator.count == cell.number, cell
            looked_at.add(cell.word)
    assert looked_at >= {"registered_households", "registered", "added", "came", "removed_households", "went"}


def test_people_are_not_listed_above_a_county(cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn) -> None:
    page = signed_in_as(cast.prefecture_reader).get(reverse("registry:figure_corrections"), {"year": 2016}).context
    linked = {cell.word for row in page["campaigns"] for cell in row.cells if cell.href}
    assert linked == {"registered_households", "removed_households"}


@pytest.mark.parametrize(
    ("day", "code", "inside"),
    [
        (date(2015, 8, 1), "433124100200", True),
        (date(2016, 6, 30), "433124100200", True),
        (date(2015, 7, 31), "433124100200", False),
        (date(2016, 7, 1), "433124100200", False),
        (date(2015, 8, 1), "433125100200", False),
    ],
)
def test_a_campaign_counts_whom_its_days_and_its_area_cover(
    cast: Cast, tree: Tree, day: date, code: str, inside: bool
) -> None:
    """Whoever was entered in 2015 counts in 2015; the day alone says in which campaign."""
    own = {"opens": date(2015, 8, 1), "closes": date(2016, 6, 30), "areas": ["433124"]}
    campaign = CampaignFactory(allows=["register", "correction"], **own)
    CampaignFactory(name="不许补录", allows=["register", "remove"], **own)
    household = household_of(3, village=tree[code])
    omitted = {"kind_in": Kind.CORRECTION, "reason_in": Joining.OMITTED, "joined_on": day}
    MembershipFactory(household=household, relation="daughter", counted_from=2015, **omitted)
    close(household, 4, opening_status="poor", increase_correction=1)
    closed_run(2015)
    found = {
        scope: shown(cast.prefecture_reader, tree["4331"], Scope(scope), Year(2015, closed=True)).chosen["added"]
        for scope in (campaign.pk, OTHER)
    }
    assert found == {campaign.pk: int(inside), OTHER: int(not inside)}


@pytest.mark.parametrize(("decided_on", "inside"), [(date(2015, 12, 31), True), (date(2015, 7, 31), False)])
def test_a_household_counts_in_the_campaign_of_its_decision_if_the_document_is_of_its_days(
    cast: Cast, tree: Tree, decided_on: date, inside: bool
) -> None:
    campaign = CampaignFactory(opens=date(2015, 8, 1), closes=date(2016, 6, 30))
    household = household_of(3, village=tree.village)
    decision = DecisionFactory(household=household, kind="remove", decided_on=decided_on, campaign=campaign, year=2015)
    gone = {"opening_status": "poor", "closing_status": "removed", "outcome": Outcome.REMOVED}
    close(household, 3, decision=decision, **gone)
    closed_run(2015)
    found = shown(cast.county_clerk, tree.county, Scope(campaign.pk), Year(2015, closed=True)).chosen
    assert measure(found, "went") == (3 if inside else 0)
    assert measure(found, "net") == (-3 if inside else 0)


def test_whoever_was_struck_counts_by_the_day_of_leaving_and_is_listed(
    cast: Cast, tree: Tree, signed_in_as: SignedIn
) -> None:
    campaign = CampaignFactory(opens=date(2015, 8, 1), closes=date(2016, 6, 30), allows=["correction"])
    household = household_of(3, village=tree.village)
    for day, kind in (
        (date(2015, 9, 1), "correction"),
        (date(2015, 9, 1), "natural"),
        (date(2015, 7, 1), "correction"),
    ):
        left = {"counted_until": 2015, "kind_out": kind, "reason_out": "wrong", "left_on": day}
        MembershipFactory(household=household, relation="daughter", **left)
    close(household, 3, opening_status="poor", decrease_correction=2, decrease_natural=1)
    closed_run(2015)
    asked = {"area": tree.county.pk, "year": 2015, "campaign": campaign.pk, "part": "struck"}
    assert shown(cast.county_clerk, tree.county, Scope(campaign.pk), Year(2015, closed=True)).chosen["struck"] == 1
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figure_corrected_people"), asked).context["page"]
    assert [line.left_on for line in page] == [date(2015, 9, 1)]


def test_natural_changes_are_in_no_number(cast: Cast, tree: Tree) -> None:
    household = household_of(3, village=tree.village)
    MembershipFactory(household=household, relation="daughter", counted_from=2015, kind_in=Kind.NATURAL)
    close(household, 4, opening_status="poor", increase_natural=1)
    closed_run(2015)
    assert not any(shown(cast.county_clerk, tree.county, until=Year(2015, closed=True)).total.values())


def test_what_was_done_in_an_open_year_waits_for_its_closing(
    cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn
) -> None:
    now = shown(cast.county_clerk, tree.county, until=Year(2017, closed=False))
    assert now.total == shown(cast.county_clerk, tree.county).total
    assert [year for year, _tally in now.years] == [2013, 2014, 2015, 2016]


def test_before_any_year_is_closed_the_page_says_so(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    page = signed_in_as(cast.county_clerk).get(reverse("registry:figure_corrections"))
    assert "还没有结账的年度" in page.content.decode()


def test_anothers_area_does_not_exist(cast: Cast, tree: Tree, signed_in_as: SignedIn) -> None:
    closed_run(2015)
    addresses = {
        "figure_corrections": {},
        "figure_corrected": {"part": "removed_households"},
        "figure_corrected_people": {"part": "came"},
    }
    for name, asked in addresses.items():
        where: dict[str, Any] = {"area": tree.county.pk, "year": 2015, **asked}
        assert signed_in_as(cast.neighbour_clerk).get(reverse(f"registry:{name}"), where).status_code == 404
        assert signed_in_as(cast.county_clerk).get(reverse(f"registry:{name}"), where).status_code == 200


def test_the_tables_go_out_as_the_pages_show_them(cast: Cast, tree: Tree, lived: Run, signed_in_as: SignedIn) -> None:
    desk = Desk(signed_in_as(cast.county_clerk))
    asked = f"area={tree.county.pk}&year=2016"
    page = desk.client.get(f"/corrections/?{asked}").context["campaigns"]
    _head, *lines = desk.sheet("figure_corrections", asked)
    assert [line[3:] for line in lines] == [[cell.number for cell in row.cells] for row in page]
    total = page[-1].line.tally + sum((row.line.tally for row in page[:-1]), Counter())
    assert len(desk.sheet("figure_corrected", f"{asked}&part=removed_households")) - 1 == total["removed_households"]
    people = desk.sheet("figure_corrected_people", f"{asked}&part=went")
    assert len(people) - 1 == measure(total, "went")
