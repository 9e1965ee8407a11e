"""The pages of a run beside its overview: what they compare, whom they name; a list is as long as its number."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.accounts.models import User
from registry.actions.plans import Planned, set_plan
from registry.choices import Outcome, Stock
from registry.forms.run import ResultForm
from registry.models import ExitPlan, Run
from registry.queries.balances import table_of
from registry.queries.plans import plan_of
from registry.queries.run_comparison import comparison_of
from registry.queries.run_exceptions import exceptions_of
from registry.queries.run_lists import listed, results, within_own
from registry.queries.run_progress import run_progress
from registry.refusal import Refused, Stale
from registry.regions.choices import Level
from registry.regions.models import Region

from .conftest import Loading
from .test_page import OTHER_COUNTY, clerk_of, two_counties
from .test_tallies import region, three_households
from .worlds import PROVINCE, administrator, close_year, home, rehearse

SignedIn = Callable[[User], Client]
COUNTY, NEIGHBOUR = 433124000000, 433125000000


def province() -> Region:
    return region(Level.PROVINCE, PROVINCE)


def planned(run: Run, **numbers: tuple[int, int] | None) -> Run:
    """The plan of counties by their code."""
    counties = {
        region(Level.COUNTY, int(code[1:])).pk: Planned(*pair) if pair else None for code, pair in numbers.items()
    }
    return set_plan(
        run_id=run.pk, version=run.version, counties=counties, source="省扶贫办 5 号", by=administrator("first")
    )


def list_of(viewer: User, run: Run, query: str) -> tuple[int, int, int]:
    """Rows of a list, how many it says it has, and how many it says are hidden."""
    chosen = within_own(viewer, run, ResultForm(QueryDict(query), viewer=viewer).chosen())
    said = listed(viewer, run, chosen)
    return results(viewer, run, chosen).count(), said.counts.households, said.hidden


def test_exits_stand_beside_the_plan_of_the_counties(loaded: Loading) -> None:
    run = planned(three_households(loaded), c433124000000=(2, 4), c433125000000=(1, 1))
    rehearse(run)
    found = comparison_of(run, province(), Outcome.EXITED)
    assert [(line.outcome, line.now.households, line.plan) for line in found.outcomes[:2]] == [
        ("exited", 2, plan_of(run, province())),
        ("relapsed", 0, None),
    ]
    assert found.total.reached == 40
    county = comparison_of(run, region(Level.PREFECTURE, 433100000000), Outcome.EXITED).areas
    assert [(line.label, line.now.households, line.plan.persons if line.plan else None) for line in county] == [
        ("433124", 1, 4),
        ("433125", 1, 1),
    ]


def test_without_a_plan_nothing_is_reached(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    found = comparison_of(run, province(), Outcome.EXITED)
    assert (found.plan, found.total.reached, found.before, found.total.change) == (None, None, None, None)


def test_every_number_of_the_comparison_opens_a_list_as_long(loaded: Loading) -> None:
    run = three_households(loaded)
    rehearse(run)
    viewer = administrator("first")
    for outcome in Outcome:
        found = comparison_of(run, province(), outcome)
        for line in (*found.outcomes, *found.areas, *found.causes):
            number = line.now.households
            assert list_of(viewer, run, line.query) == (number, number, 0), line


def test_every_number_of_the_exceptions_opens_a_list_as_long(loaded: Loading) -> None:
    run = three_households(loaded)
    close_year(run)
    viewer = administrator("first")
    for area in (province(), region(Level.COUNTY, COUNTY), region(Level.VILLAGE, 433124100200)):
        found = exceptions_of(run, area)
        numbers = [(line.query, line.counts.households) for line in (*found.refused, *found.doubts)]
        for line in (*found.areas, found.total):
            numbers += line.numbers
        assert numbers
        for query, number in numbers:
            assert list_of(viewer, run, query) == (number, number, 0), query


def test_a_household_that_went_to_another_county_is_in_the_number_and_told_apart(loaded: Loading) -> None:
    files = home()
    files["households"] = [{"household": 1, "village": OTHER_COUNTY}]
    run = loaded(**files)
    rehearse(run)
    here, there = region(Level.COUNTY, COUNTY), region(Level.COUNTY, NEIGHBOUR)
    clerk = clerk_of(COUNTY)
    for term in ("opening", "moved"):
        assert list_of(clerk, run, f"area={here.pk}&term={term}") == (0, 0, 1)
    assert list_of(clerk_of(NEIGHBOUR), run, f"area={there.pk}&term=moved") == (1, 1, 0)
    assert list_of(administrator("first"), run, f"area={here.pk}&term=opening") == (1, 1, 0)


def test_the_lists_of_a_balance_are_as_long_as_its_numbers(loaded: Loading) -> None:
    run = three_households(loaded)
    close_year(run)
    viewer = administrator("first")
    for area in (province(), region(Level.TOWNSHIP, 433124100000), region(Level.VILLAGE, 433124100200)):
        for stock in Stock:
            table = table_of(run, area, stock, persons=False)
            assert table.total is not None
            for term, number in table.total.numbers:
                found = list_of(viewer, run, f"area={area.pk}&term={term}&stock={stock}")
                assert found == (number, number, 0), (area, stock, term)


def test_what_was_refused_says_why_and_what_lapses_is_told_before(loaded: Loading) -> None:
    run = three_households(loaded, {"decision": 1, "state": "proposed"})
    rehearse(run)
    found = exceptions_of(run, province())
    assert [(line.label, line.detail) for line in found.refused] == [("脱贫", "收入或两不愁三保障未全部达标")]
    assert [(line.label, line.decisions) for line in found.lapsed] == [("脱贫", 1)]
    assert (parse_qs(found.lapsed[0].query)["state"], found.over) == (["proposed"], False)


def test_a_plan_is_an_act_and_can_be_taken_back_until_the_year_is_frozen(loaded: Loading) -> None:
    run = planned(two_counties(loaded), c433124000000=(2, 4))
    version = run.version
    with pytest.raises(Stale):
        set_plan(run_id=run.pk, version=version - 1, counties={}, source="", by=administrator("first"))
    planned(run, c433124000000=None)
    assert not ExitPlan.objects.exists()


def test_a_plan_of_fewer_persons_than_households_is_refused(loaded: Loading) -> None:
    with pytest.raises(Refused, match="433124：计划脱贫人口不能少于户数"):
        planned(two_counties(loaded), c433124000000=(4, 2))


def test_the_plan_is_entered_on_one_sheet(loaded: Loading, signed_in_as: SignedIn) -> None:
    run, client = two_counties(loaded), signed_in_as(administrator("first"))
    county = region(Level.COUNTY, COUNTY).pk
    address = reverse("registry:run_plan", args=[run.pk])
    sent = {"version": run.version, "source": "省扶贫办 5 号", f"households_{county}": "3", f"persons_{county}": ""}
    assert "户数和人数都要填" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {f"persons_{county}": "9"}).status_code == 302
    plan = ExitPlan.objects.get()
    assert (plan.year, plan.households, plan.persons) == (2016, 3, 9)
    assert "年度减贫计划 3 户、9 人" in client.get(reverse("registry:run_comparison", args=[run.pk])).content.decode()
    assert client.post(address, sent | {f"persons_{county}": "12"}).status_code == 409


def test_a_county_sees_its_own_part_of_every_page(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = three_households(loaded)
    close_year(run)
    client = signed_in_as(clerk_of(NEIGHBOUR))
    for name in ("run_comparison", "run_exceptions"):
        address = reverse(f"registry:{name}", args=[run.pk])
        assert client.get(address).context["found"].area.code == NEIGHBOUR
        assert client.get(address, {"area": region(Level.COUNTY, COUNTY).pk}).status_code == 404
    parts = client.get(reverse("registry:run_progress", args=[run.pk])).context["found"].parts
    assert [part.title for part in parts] == ["3125"]


def test_the_work_is_told_part_by_part_with_what_went_wrong(loaded: Loading) -> None:
    run = two_counties(loaded)
    rehearse(run)
    part = run.parts.get(first__lte=COUNTY, last__gte=COUNTY)
    part.problem = [{"household_id": 1, "problem": "members"}]
    part.save()
    own, other = (run_progress(viewer, run) for viewer in (administrator("first"), clerk_of(COUNTY)))
    assert own is not None
    assert other is not None
    assert [(line.title, line.problems[0]) for line in own.left] == [("3124", (1, "上年末人数与上年末结账不一致"))]
    assert (len(own.over), own.failed, own.done) == (len(own.parts) - 1, 0, own.job.total)
    assert [line.title for line in other.parts] == [line.title for line in own.left]


def test_addresses_of_lists_are_of_the_run(loaded: Loading, signed_in_as: SignedIn) -> None:
    run = three_households(loaded)
    rehearse(run)
    client = signed_in_as(administrator("first"))
    page = client.get(reverse("registry:run_exceptions", args=[run.pk])).content.decode()
    assert urlsplit(reverse("registry:run_results", args=[run.pk])).path in page
    found = client.get(reverse("registry:run_results", args=[run.pk]), {"doubt": "exit_refused"})
    assert "共 1 户 1 人" in found.content.decode()


@pytest.mark.parametrize(("name", "most"), [("run", 35), ("run_comparison", 30), ("run_exceptions", 25)])
def test_a_page_of_the_province_counts_no_households(
    loaded: Loading,
    signed_in_as: SignedIn,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[CaptureQueriesContext]],
    name: str,
    most: int,
) -> None:
    run = three_households(loaded)
    close_year(run)
    client, address = signed_in_as(administrator("first")), reverse(f"registry:{name}", args=[run.pk])
    client.get(address)
    with django_assert_max_num_queries(most) as asked:
        client.get(address)
    large = ("registry_closing", "registry_rehearsal", "registry_household", "registry_membership")
    assert [
        query["sql"] for query in asked.captured_queries if any(f'FROM "{table}"' in query["sql"] for table in large)
    ] == []
