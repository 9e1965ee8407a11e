"""The province's year in the browser: opened, rehearsed, approved by another, applied, balanced, and why."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from registry.accounts.models import User
from registry.actions import runs as actions
from registry.audit.acts import act
from registry.choices import DecisionState, RunState
from registry.jobs.running import work_through
from registry.models import Household, Run
from registry.parameters.models import PovertyLine
from registry.queries.runs import run_of
from tests.browser.working import do_the_work
from tests.cast import Cast
from tests.factories import DecisionFactory, Tree, enter_year, household_of

SignedIn = Callable[[User], Client]
HUNAN = 430000000000


def closed_by_the_job(year: int, cast: Cast, *, baseline: bool = False) -> Run:
    """Open, rehearse, approve and apply a year, as two administrators would."""
    first, second = cast.provincial_administrator, cast.second_administrator
    run = actions.open_run(province_code=HUNAN, year=year, baseline=baseline, by=first)
    work_through(actions.rehearse_run(run_id=run.pk, version=run.version, by=first).pk)
    run.refresh_from_db()
    actions.approve_run(run_id=run.pk, version=run.version, by=second)
    run.refresh_from_db()
    work_through(actions.start_run(run_id=run.pk, version=run.version, by=second).pk)
    do_the_work()  # the next year is carried forward
    run.refresh_from_db()
    assert run.state == RunState.FINISHED, run.problem
    return run


@pytest.fixture
def leaving(cast: Cast, tree: Tree) -> Household:
    """A poor household that meets everything in 2016 and has an approved decision to exit; 2015 is closed."""
    assert PovertyLine.objects.filter(year=2016, province_code=None).exists()
    household = household_of(4, village=tree.village)
    household_of(2, village=tree.neighbour_village)
    closed_by_the_job(2015, cast, baseline=True)
    enter_year(household)
    DecisionFactory(
        household=household,
        state=DecisionState.APPROVED,
        proposed_by=cast.county_clerk,
        approved_by=cast.county_approver,
    )
    return household


def post(client: Client, name: str, run: Run) -> None:
    run.refresh_from_db()
    answer = client.post(reverse(f"registry:{name}", args=[run.pk]), {"version": run.version})
    assert answer.status_code == 302, answer.content.decode()
    for job in client.get(reverse("jobs:list")).context["page"]:
        if job.unfinished:
            work_through(job.pk)
    run.refresh_from_db()


def test_two_administrators_close_the_year_and_read_why(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    first, second = signed_in_as(cast.provincial_administrator), signed_in_as(cast.second_administrator)
    first.post(reverse("registry:run_open"), {"province": tree.province.pk, "year": 2016})
    run = run_of(HUNAN, 2016)
    assert run is not None
    post(first, "run_rehearse", run)
    post(second, "run_approve", run)
    post(second, "run_start", run)
    assert run.state == RunState.FINISHED, run.problem
    page = second.get(reverse("registry:run", args=[run.pk]))
    assert page.context["table"].holds
    story = second.get(reverse("registry:run_result", args=[run.pk, leaving.pk])).context["story"]
    assert (story.result.outcome, story.sentence) == ("exited", "“脱贫”决定已批准并符合条件。")


def test_the_balance_opens_down_to_the_household(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = closed_by_the_job(2016, cast)
    client = signed_in_as(cast.provincial_administrator)
    for code, below in (("43", "4331"), ("4331", "433124"), ("433124", "433124100"), ("433124100", "433124100200")):
        table = client.get(reverse("registry:run", args=[run.pk]), {"area": tree[code].pk}).context["table"]
        (line,) = [line for line in table.lines if line.region == tree[below]]
        assert dict(line.numbers)["exited"] == 4
    behind = {"area": str(tree.village.pk), "term": "exited", "stock": "poor"}
    listed = client.get(reverse("registry:run_results", args=[run.pk]), behind)
    assert [row.household_id for row in listed.context["page"]] == [leaving.pk]


def test_a_county_sees_its_own_part_and_no_other(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = closed_by_the_job(2016, cast)
    client = signed_in_as(cast.neighbour_clerk)
    page = client.get(reverse("registry:run", args=[run.pk]))
    assert page.context["page"].exited.now.households == 0
    assert page.context["table"].area == tree.neighbour_county
    assert client.get(reverse("registry:run", args=[run.pk]), {"area": tree.county.pk}).status_code == 404
    assert client.get(reverse("registry:run_result", args=[run.pk, leaving.pk])).status_code == 404


def test_who_rehearsed_finds_no_button_to_approve_and_is_refused(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    client = signed_in_as(cast.provincial_administrator)
    client.post(reverse("registry:run_open"), {"province": tree.province.pk, "year": 2016})
    run = run_of(HUNAN, 2016)
    assert run is not None
    post(client, "run_rehearse", run)
    page = client.get(reverse("registry:run", args=[run.pk])).content.decode()
    approve = reverse("registry:run_approve", args=[run.pk])
    assert approve not in page
    assert client.post(approve, {"version": run.version}).status_code == 409


def test_another_provinces_run_does_not_exist(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = run_of(HUNAN, 2015)
    assert run is not None
    assert signed_in_as(cast.foreign_administrator).get(reverse("registry:run", args=[run.pk])).status_code == 404


def test_the_household_page_says_what_the_year_made_of_it(
    cast: Cast, tree: Tree, leaving: Household, signed_in_as: SignedIn
) -> None:
    closed_by_the_job(2016, cast)
    page = signed_in_as(cast.county_clerk).get(reverse("registry:household", args=[leaving.pk]))
    assert page.context["story"].result.outcome == "exited"
    assert "为什么是这个结果" in page.content.decode()


def test_one_administrator_asks_and_another_takes_the_year_back(
    cast: Cast, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = closed_by_the_job(2016, cast)
    first, second = signed_in_as(cast.provincial_administrator), signed_in_as(cast.second_administrator)
    address = reverse("registry:run_undo", args=[run.pk])
    page = first.get(address)
    assert page.context["page"].consequences.changed == 1
    assert "1 户的状态、户属性、脱贫和返贫年度恢复为执行以前" in page.content.decode()

    assert first.post(address, {"version": run.version, "reason": ""}).status_code == 200
    assert first.post(address, {"version": run.version, "reason": "口径有误"}).status_code == 302
    assert "申请回退：口径有误" in second.get(reverse("registry:run", args=[run.pk])).content.decode()
    confirm = reverse("registry:run_undo_confirm", args=[run.pk])
    assert confirm not in first.get(address).content.decode()
    assert confirm in second.get(address).content.decode()

    post(second, "run_undo_confirm", run)
    assert (run.state, Household.objects.get(pk=leaving.pk).status) == (RunState.OPEN, "poor")
    assert "确认回退：口径有误" in first.get(reverse("registry:run", args=[run.pk])).content.decode()


def test_what_stands_in_the_way_of_taking_a_year_back_is_listed_with_its_household(
    cast: Cast, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = closed_by_the_job(2016, cast)
    with transaction.atomic(), act("household.edit", by=cast.county_clerk, target=leaving):
        Household.objects.filter(pk=leaving.pk).update(address="新址")
    client = signed_in_as(cast.provincial_administrator)
    address = reverse("registry:run_undo", args=[run.pk])
    page = client.get(address).content.decode()
    assert "有 1 户有改动" in page
    assert reverse("registry:household", args=[leaving.pk]) in page
    assert "申请回退</button>" not in page
    assert client.post(address, {"version": run.version, "reason": "口径有误"}).status_code == 409


def test_who_turns_the_asking_down_leaves_the_year_as_it_is(
    cast: Cast, leaving: Household, signed_in_as: SignedIn
) -> None:
    run = closed_by_the_job(2016, cast)
    first, second = signed_in_as(cast.provincial_administrator), signed_in_as(cast.second_administrator)
    first.post(reverse("registry:run_undo", args=[run.pk]), {"version": run.version, "reason": "口径有误"})
    post(second, "run_undo_withdraw", run)
    assert (run.state, run.undo_asked_by) == (RunState.FINISHED, None)
