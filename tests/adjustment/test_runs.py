"""The run's way from open to frozen (§13.7): who may do what when, and what is refused."""

from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from registry.accounts.scope import SYSTEM
from registry.actions.runs import approve_run, freeze_run, open_run, rehearse_run, start_run
from registry.adjustment import applying
from registry.audit.acts import act
from registry.audit.models import Act
from registry.choices import RunState
from registry.jobs.choices import JobState
from registry.jobs.running import run_next, work_through
from registry.models import Closing, Decision, Doubt, Household, Rehearsal, Run, Statement, Survey
from registry.parameters.models import PovertyLine
from registry.queries.runs import outdated, plan_parts
from registry.queries.years import open_year
from registry.refusal import Refused, Stale
from registry.regions.models import Region
from registry.regions.spans import Span
from registry.rules.runs import MOVES
from tests.factories import posted

from .conftest import Loading
from .worlds import PROVINCE, Row, administrator, approve, close_year, home, rehearse, start

WRITTEN = (Closing, Household, Decision, Doubt)
LEAVES: Row = {"decision": 1, "kind": "exit"}


def changed(model: Any, verb: str = "year.save", **columns: Any) -> None:
    """Somebody changes rows of the county."""
    with transaction.atomic(), act(verb, by=SYSTEM, region_code=433124000000):
        model.objects.update(**columns)


def figures(run: Run) -> dict[str, int]:
    return {outcome: counts["households"] for outcome, counts in run.figures["outcomes"].items()}


# The whole way


def test_a_year_is_opened_rehearsed_approved_applied_and_frozen(loaded: Loading) -> None:
    run = loaded(**home(), decisions=[LEAVES, {"decision": 2, "kind": "close", "state": "proposed"}])
    assert (run.state, open_year(PROVINCE)) == (RunState.OPEN, 2016)

    rehearse(run, administrator("first"))
    assert (run.state, figures(run)) == (RunState.REHEARSED, {"exited": 1})
    assert Household.objects.get().status == "poor"
    assert not Closing.objects.filter(year=2016).exists()

    approve(run, administrator("second"))
    assert (run.state, open_year(PROVINCE)) == (RunState.APPROVED, 2017)

    start(run, administrator("second"))
    assert run.state == RunState.FINISHED
    household = Household.objects.get()
    assert (household.status, household.attribute, household.exit_year) == ("exited", "ordinary", 2016)
    assert dict(Decision.objects.values_list("kind", "state")) == {"exit": "applied", "close": "lapsed"}
    assert Closing.objects.get(year=2016).outcome == "exited"

    freeze_run(run_id=run.pk, version=run.version, by=administrator("first"))
    run.refresh_from_db()
    assert run.state == RunState.FROZEN
    verbs = list(Act.objects.filter(verb__startswith="run.").order_by("at").values_list("verb", flat=True))
    steps = ["open", "rehearse", "tally", "rehearsed", "approve", "start", "unit", "finish", "tally", "freeze"]
    assert verbs == [f"run.{step}" for step in steps]


def test_registering_sets_the_years_and_relapsing_the_cause(loaded: Loading) -> None:
    run = loaded(
        households=[
            {"household": 1, "status": "candidate", "first_identified": "", "registered_year": ""},
            {"household": 2, "status": "exited", "attribute": "02", "exit_year": "2015"},
        ],
        persons=[{}],
        memberships=[{}],
        previous_closings=[{"household": 2, "closing_status": "exited", "members_closing": 0}],
        surveys=[{"household": 2, "water": 0}],
        decisions=[
            {"decision": 1, "household": 1, "kind": "register"},
            {"decision": 2, "household": 2, "kind": "relapse", "reason": "01"},
        ],
    )
    close_year(run)
    columns = (
        "status",
        "attribute",
        "first_identified",
        "registered_year",
        "exit_year",
        "relapse_year",
        "relapse_cause",
    )
    assert list(Household.objects.order_by("pk").values_list(*columns)) == [
        ("poor", "ordinary_poor", 2016, 2016, None, None, ""),
        ("closed", "dibao", 2014, 2014, 2015, None, ""),
    ]
    assert Decision.objects.get(pk=2).refusal == "nobody_left"


def test_a_relapse_sets_year_cause_and_attribute(loaded: Loading) -> None:
    files = {**home(status="exited", attribute="05"), "surveys": [{"water": 0}]}
    close_year(loaded(**files, decisions=[{"kind": "relapse", "reason": "02"}]))
    household = Household.objects.get()
    assert (household.status, household.attribute) == ("relapsed", "ordinary_poor")
    assert (household.relapse_year, household.relapse_cause) == (2016, "disability")


def test_a_doubt_keeps_what_was_seen(loaded: Loading) -> None:
    close_year(loaded(**{**home(), "statements": [{"wage": "100"}]}, decisions=[LEAVES]))
    doubt = Doubt.objects.get()
    assert (doubt.rule, doubt.year, doubt.household_id, doubt.outcome) == ("exit_refused", 2016, 1, "")
    assert doubt.seen["refusal"] == "guarantees"
    assert (doubt.seen["income"], doubt.seen["income_per_head"], doubt.seen["line"]) == ("unmet", 100, 2952)


# Opening


def test_opening_twice_gives_the_same_run(loaded: Loading) -> None:
    run = loaded(**home())
    assert open_run(province_code=PROVINCE, year=2016, by=SYSTEM) == run


def test_the_next_year_waits_for_this_one(loaded: Loading) -> None:
    run = loaded(**home())
    with pytest.raises(Refused, match="2016 年度尚未执行完成"):
        open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    close_year(run)
    assert open_run(province_code=PROVINCE, year=2017, by=SYSTEM).state == RunState.OPEN


def test_no_year_is_left_out(loaded: Loading) -> None:
    close_year(loaded(**home()))
    with pytest.raises(Refused, match="下一个可以开启的年度是 2017"):
        open_run(province_code=PROVINCE, year=2018, by=SYSTEM)


def test_the_first_run_of_a_province_is_its_baseline(loaded: Loading) -> None:
    loaded(**home())
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.all().delete()
    with pytest.raises(Refused, match="还没有基线"):
        open_run(province_code=PROVINCE, year=2016, by=SYSTEM)
    baseline = open_run(province_code=PROVINCE, year=2016, by=SYSTEM, baseline=True)
    assert baseline.baseline
    with pytest.raises(Refused, match="不能再建基线"):
        open_run(province_code=PROVINCE, year=2017, by=SYSTEM, baseline=True)


# Rehearsing


def test_without_a_national_line_nothing_can_be_rehearsed(loaded: Loading) -> None:
    run = loaded(**home(), parameters=[{"name": "line_provincial", "province": "43", "value": "3000"}])
    with pytest.raises(Refused, match="没有 2016 年度的国家扶贫标准"):
        rehearse(run)
    with transaction.atomic(), act("parameter.set", by=SYSTEM):
        PovertyLine.objects.create(year=2016, kind="nbs", amount=2952, source="统计年鉴")
    assert rehearse(run).state == JobState.DONE


def test_a_rehearsal_can_be_repeated_and_replaces_the_last_one(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    first = run.digest
    changed(Statement, wage=100)
    rehearse(run)
    assert run.digest != first
    assert [row.income for row in Rehearsal.objects.all()] == ["unmet"]


def test_a_rehearsal_of_unchanged_facts_has_the_same_digest(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    first = run.digest
    rehearse(run)
    assert run.digest == first


def test_a_household_that_moved_between_two_rehearsals_is_rehearsed_once(loaded: Loading) -> None:
    run = loaded(**{**home(), "households": [{}, {"household": 2, "village": "433125100200", "status": "candidate"}]})
    rehearse(run)
    changed(Household, village_code=433125100200)
    rehearse(run)
    assert [row.village_code for row in Rehearsal.objects.all()] == [433125100200]


def test_a_rehearsal_asked_for_again_while_it_goes_on_is_the_same_one(loaded: Loading) -> None:
    run = loaded(**home(), decisions=[LEAVES])
    job = rehearse_run(run_id=run.pk, version=run.version, by=administrator("first"))
    run_next(job.pk)
    run.refresh_from_db()
    assert rehearse_run(run_id=run.pk, version=run.version, by=administrator("second")) == job
    work_through(job.pk)
    run.refresh_from_db()
    approve(run, administrator("third"))
    start(run)
    assert (run.state, figures(run)) == (RunState.FINISHED, {"exited": 1})


def test_while_it_is_rehearsed_anew_there_is_nothing_to_approve(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    rehearse_run(run_id=run.pk, version=run.version, by=SYSTEM)
    with pytest.raises(Refused, match="没有可批准的试算"):
        approve(run)


# Approving


def test_whoever_rehearsed_cannot_approve_but_somebody_else_can(loaded: Loading) -> None:
    run, first = loaded(**home()), administrator("first")
    rehearse(run, first)
    with pytest.raises(Refused, match="须由另一人批准"):
        approve(run, first)
    approve(run, administrator("second"))
    assert run.approved_by == administrator("second")


def test_the_database_refuses_a_single_person_too(loaded: Loading) -> None:
    run, first = loaded(**home()), administrator("first")
    rehearse(run, first)
    with pytest.raises(Exception, match="run_second_person"), transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).update(approved_by=first)


def test_an_outdated_rehearsal_is_not_approved_until_it_is_repeated(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    changed(Statement, wage=100)
    with pytest.raises(Refused, match="资料有改动"):
        approve(run)
    rehearse(run)
    approve(run)
    assert run.state == RunState.APPROVED


@pytest.mark.parametrize(("verb", "region"), [("decision.propose", 433124000000), ("year.save", 520628000000)])
def test_what_changes_no_fact_of_the_province_outdates_nothing(loaded: Loading, verb: str, region: int) -> None:
    run = loaded(**home())
    rehearse(run)
    with transaction.atomic(), act(verb, by=SYSTEM, region_code=region):
        pass
    assert not outdated(run)


def test_only_the_version_that_was_shown_is_approved(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    shown = run.version
    rehearse(run)
    with pytest.raises(Stale):
        approve_run(run_id=run.pk, version=shown, by=administrator("second"))


def test_a_rehearsal_that_does_not_balance_is_not_approved(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    run.balances.update(balances=False)
    with pytest.raises(Refused, match="不平衡"):
        approve(run)


# Running


def test_a_change_after_the_approval_is_refused_and_named(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    approve(run)
    changed(Survey, food=False)
    job = start(run)
    assert (job.state, run.state) == (JobState.FAILED, RunState.FAILED)
    assert run.problem == [{"household_id": 1, "problem": "changed"}]
    assert "资料与批准的试算不一致" in job.error
    assert not Closing.objects.filter(year=2016).exists()

    rehearse(run)
    assert (run.state, run.approved_by, open_year(PROVINCE)) == (RunState.REHEARSED, None, 2016)
    approve(run)
    start(run)
    assert run.state == RunState.FINISHED
    assert Closing.objects.get(year=2016).food == "unmet"


def test_entries_of_the_next_year_do_not_disturb_an_approved_one(loaded: Loading) -> None:
    files = home()
    files["memberships"] += [{"membership": 2, "person": 2, "counted_from": 2017}]
    files["persons"] += [{"person": 2}]
    files["households"] += [{"household": 2, "status": "candidate"}]
    run = loaded(**files, decisions=[{"household": 1, "year": 2017}])
    close_year(run)
    assert run.state == RunState.FINISHED
    assert list(Closing.objects.filter(year=2016).values_list("household", "members_closing")) == [(1, 1)]
    assert Decision.objects.get().state == "approved"


def test_rehearsed_rows_that_somebody_touched_are_not_applied(loaded: Loading) -> None:
    run = loaded(**home())
    rehearse(run)
    approve(run)
    run.parts.update(digest="0" * 64)
    start(run)
    assert (run.state, run.problem[0]["problem"]) == (RunState.FAILED, "stopped")
    assert not Closing.objects.filter(year=2016).exists()


def test_a_second_execution_changes_nothing(loaded: Loading) -> None:
    run = loaded(**home(), decisions=[LEAVES])
    close_year(run)
    before = [
        *Closing.objects.values(),
        *Household.objects.values(),
        *Decision.objects.values(),
        *Doubt.objects.values(),
    ]
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).update(state=RunState.FAILED)
        run.parts.update(applied_at=None)
    applying.apply(run, run.parts.get(), SYSTEM)
    after = [
        *Closing.objects.values(),
        *Household.objects.values(),
        *Decision.objects.values(),
        *Doubt.objects.values(),
    ]
    assert after == before


# Freezing and rights


def test_only_a_finished_year_is_frozen(loaded: Loading) -> None:
    run = loaded(**home())
    with pytest.raises(Refused, match="不能封账"):
        freeze_run(run_id=run.pk, version=run.version, by=SYSTEM)


@pytest.mark.parametrize("action", [rehearse_run, approve_run, start_run, freeze_run])
def test_for_an_administrator_of_another_province_the_run_does_not_exist(loaded: Loading, action: Any) -> None:
    run = loaded(**{**home(), "households": [{}, {"household": 2, "village": "520628100200", "status": "candidate"}]})
    neighbour = posted("provincial_administrator", Region.objects.get(level=1, code=520000000000), username="neighbour")
    with pytest.raises(Http404):
        action(run_id=run.pk, version=run.version, by=neighbour)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(RunState)
    assert all(state == RunState.FROZEN or MOVES[state] for state in RunState)


# Parts


def test_parts_are_counties_or_pieces_of_them_and_cover_the_province(
    loaded: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry.queries.runs.PART_HOUSEHOLDS", 2)
    villages = ["430121100200", "433124100200", "433124100201", "433124100201", "433124200300", "433125100200"]
    loaded(
        households=[
            {"household": n, "village": village, "status": "candidate"} for n, village in enumerate(villages, start=1)
        ],
    )
    assert plan_parts(PROVINCE) == [
        Span(430000000000, 433123999999),
        Span(433124000000, 433124100200),
        Span(433124100201, 433124200299),
        Span(433124200300, 433124999999),
        Span(433125000000, 439999999999),
    ]


@pytest.mark.django_db
def test_a_province_without_households_is_one_part() -> None:
    assert plan_parts(PROVINCE) == [Span(430000000000, 439999999999)]
