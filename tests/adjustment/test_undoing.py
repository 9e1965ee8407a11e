"""回退: a finished year is taken back as a whole, by two persons, while nothing was built on it (domain.md §13.7)."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from registry.accounts.scope import SYSTEM
from registry.actions.doubts import settle_doubt
from registry.actions.locking import hold_year, lock_household
from registry.actions.runs import approve_run, ask_undoing, freeze_run, open_run, undo_run, withdraw_undoing
from registry.audit.acts import act
from registry.chaos.digest import digests
from registry.choices import DecisionState, RunState, Stock
from registry.jobs.actions import cancel_job
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.running import run_next, work_through
from registry.models import Before, Closing, Decision, Doubt, Household, MemberYear, Run, Statement, Survey
from registry.queries import runs
from registry.queries.balances import table_of
from registry.queries.tallies import tallies_of
from registry.queries.undoing import obstacles_to, page_of
from registry.queries.years import open_year
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.models import Region
from tests.browser.working import do_the_work
from tests.factories import posted
from tests.oracle.cases import make_case

from .conftest import Loading
from .worlds import PROVINCE, YEAR, Case, administrator, close_year, home, load_case

pytestmark = pytest.mark.django_db
REASON = "取数口径有误"


def ask(run: Run, username: str = "first") -> None:
    run.refresh_from_db()
    ask_undoing(run_id=run.pk, version=run.version, reason=REASON, by=administrator(username))
    run.refresh_from_db()


def undo(run: Run) -> Job:
    """Asked by one, confirmed by another, worked in this process."""
    ask(run)
    job = work_through(undo_run(run_id=run.pk, version=run.version, by=administrator("second")).pk)
    run.refresh_from_db()
    return job


def finished(run: Run) -> Run:
    close_year(run)
    do_the_work()  # the next year is carried forward
    run.refresh_from_db()
    assert run.state == RunState.FINISHED, run.problem
    return run


def edited(household: int = 1, **columns: Any) -> None:
    """Somebody enters income of the next year."""
    with transaction.atomic(), act("year.save", by=administrator("clerk")):
        Statement.objects.create(household_id=household, year=2017, village_code=433124100200, **columns)


def relapsing() -> dict[str, Any]:
    """A household that exited in 2015 and relapses, and whose years of status the run overwrites."""
    return {
        **home(status="exited", attribute="05", exit_year="2015", relapse_year="2013"),
        "surveys": [{"water": 0}],
        "decisions": [{"kind": "relapse", "reason": "02"}, {"decision": 2, "kind": "stable", "state": "proposed"}],
    }


# What is put back


def test_all_is_as_before_and_closed_again_as_the_first_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    run = load_case(of_this_year(make_case(43, 300)), tmp_path)
    before = digests()
    finished(run)
    first, approved = digests(), run.digest
    assert first["registry_household"] != before["registry_household"]

    assert undo(run).state == JobState.DONE
    assert (run.state, open_year(PROVINCE)) == (RunState.OPEN, 2016)
    assert differing(before) == {"registry_balance"}  # of the rehearsal, which stays until the next one
    assert not Before.objects.exists()

    finished(run)
    assert (digests(), run.digest) == (first, approved)


def of_this_year(case: Case) -> Case:
    """Without live decisions of the next year, which would stand in the way."""
    return {**case, "decisions": [row for row in case["decisions"] if row["year"] == str(YEAR)]}


def differing(before: dict[str, str]) -> set[str]:
    return {table for table, digest in digests().items() if digest != before[table]}


def test_years_attribute_and_cause_are_those_of_before(loaded: Loading) -> None:
    run = finished(loaded(**relapsing()))
    columns = ("status", "attribute", "exit_year", "relapse_year", "relapse_cause")
    assert Household.objects.values_list(*columns).get() == ("relapsed", "ordinary_poor", 2015, 2016, "disability")
    undo(run)
    assert Household.objects.values_list(*columns).get() == ("exited", "ordinary", 2015, 2013, "")


def test_decisions_are_approved_and_proposed_again_and_doubts_and_rows_are_gone(loaded: Loading) -> None:
    files = {**home(), "statements": [{"wage": "100"}]}
    decisions = [{"decision": 1}, {"decision": 2, "kind": "close", "state": "proposed"}]
    run = finished(loaded(**files, decisions=decisions))
    assert set(Decision.objects.values_list("state", "refusal")) == {("refused", "guarantees"), ("lapsed", "")}
    assert Doubt.objects.count() == 1
    undo(run)
    assert set(Decision.objects.values_list("state", "refusal")) == {("approved", ""), ("proposed", "")}
    assert not Doubt.objects.exists()
    assert not Closing.objects.filter(year=2016).exists()
    assert not run.balances.filter(rehearsed=False).exists()


def test_a_year_taken_back_shows_no_results_until_it_is_rehearsed_again(loaded: Loading) -> None:
    run = finished(loaded(**relapsing()))
    province = Region.objects.get(level=Level.PROVINCE, code=PROVINCE)
    assert table_of(run, province, Stock.POOR, persons=True).total is not None
    undo(run)
    run.refresh_from_db()
    assert table_of(run, province, Stock.POOR, persons=True).total is None
    assert not tallies_of(run, province).lines
    assert not runs.results_of(run).exists()


def test_what_was_carried_forward_goes_too_and_comes_with_the_next_approval(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    assert (Survey.objects.filter(year=2017).count(), MemberYear.objects.filter(year=2017).count()) == (1, 1)
    undo(run)
    assert not Survey.objects.filter(year=2017).exists()
    assert not MemberYear.objects.filter(year=2017).exists()
    finished(run)
    assert Survey.objects.filter(year=2017, confirmed=False).count() == 1


def test_pages_shown_before_are_stale(loaded: Loading) -> None:
    run = finished(loaded(**relapsing()))
    shown = Household.objects.get().version
    undo(run)
    assert Household.objects.get().version == shown + 1


def test_a_run_of_the_next_year_that_was_only_opened_goes_with_it(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    following = open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    page = page_of(administrator("first"), run)
    assert page.consequences is not None
    assert page.consequences.following == following
    undo(run)
    assert not Run.objects.filter(pk=following.pk).exists()


def test_a_baseline_can_be_undone(loaded: Loading) -> None:
    loaded(**{**home(), "previous_closings": []})
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.all().delete()
    run = finished(open_run(province_code=PROVINCE, year=2016, baseline=True, by=SYSTEM))
    undo(run)
    assert (run.state, Closing.objects.count()) == (RunState.OPEN, 0)
    finished(run)


# By two persons


def test_one_asks_another_confirms_and_both_are_kept(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    undo(run)
    assert (run.undo_asked_by, run.undone_by) == (administrator("first"), administrator("second"))
    assert run.undo_reason == REASON


def test_who_asked_cannot_confirm(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    ask(run)
    with pytest.raises(Refused, match="须由另一人确认"):
        undo_run(run_id=run.pk, version=run.version, by=administrator("first"))


def test_nothing_is_undone_that_nobody_asked_for(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    with pytest.raises(Refused, match="还没有人申请"):
        undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    ask(run)
    withdraw_undoing(run_id=run.pk, version=run.version, by=administrator("first"))
    run.refresh_from_db()
    with pytest.raises(Refused, match="申请已撤回"):
        undo_run(run_id=run.pk, version=run.version, by=administrator("second"))


def test_the_system_is_no_person(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    with pytest.raises(Refused, match="须由本人申请"):
        ask_undoing(run_id=run.pk, version=run.version, reason=REASON, by=SYSTEM)
    ask(run)
    with pytest.raises(Refused, match="须由本人确认"):
        undo_run(run_id=run.pk, version=run.version, by=SYSTEM)


# What stands in the way


def test_an_edit_of_a_household_is_named(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    edited(wage=1)
    with pytest.raises(Refused, match=r"1 户有改动：1 号户（.* 录入年度资料"):
        ask(run)


def test_an_edit_between_asking_and_confirming_is_named_and_the_year_stays(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    ask(run)
    edited(wage=1)
    with pytest.raises(Refused, match="1 户有改动"):
        undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    run.refresh_from_db()
    assert run.state == RunState.FINISHED


def test_an_edit_in_the_last_moment_stops_the_job_before_anything_is_put_back(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    ask(run)
    job = undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    edited(wage=1)
    assert work_through(job.pk).state == JobState.FAILED
    run.refresh_from_db()
    assert (run.state, Closing.objects.filter(year=2016).count()) == (RunState.FINISHED, 1)
    assert "1 户有改动" in str(run.problem)


def test_a_decision_of_the_next_year_stands_in_the_way_once_it_is_approved(loaded: Loading) -> None:
    run = finished(loaded(**home(), decisions=[{"year": 2017, "state": "proposed"}]))
    assert not obstacles_to(run)
    with transaction.atomic(), act("decision.approve", by=SYSTEM):
        Decision.objects.update(state=DecisionState.APPROVED)
    with pytest.raises(Refused, match="批准 2017 年度“脱贫”决定"):
        ask(run)


def test_a_doubt_that_somebody_worked_off_stands_in_the_way(loaded: Loading) -> None:
    run = finished(loaded(**{**home(), "statements": []}))
    doubt = Doubt.objects.get(rule="not_surveyed")
    clerk = posted("county_clerk", Region.objects.get(level=3, code=433124000000), username="clerk")
    settle_doubt(doubt_id=doubt.pk, outcome="true", explanation="外出务工", by=clerk)
    with pytest.raises(Refused, match="核实疑点“本年未采集”"):
        ask(run)


def test_an_approved_next_year_stands_in_the_way(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    following = open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=following.pk).update(state=RunState.APPROVED)
    with pytest.raises(Refused, match="2017 年度动态调整已经批准"):
        ask(run)


def test_a_frozen_year_is_not_undone(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    freeze_run(run_id=run.pk, version=run.version, by=SYSTEM)
    with pytest.raises(Refused, match="2016 年度已经封账，不能回退"):
        ask(run)
    assert not Before.objects.exists()


def test_a_year_that_somebody_wants_taken_back_is_not_frozen(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    ask(run)
    with pytest.raises(Refused, match="有人申请回退"):
        freeze_run(run_id=run.pk, version=run.version, by=SYSTEM)


def test_what_was_undone_already_is_not_undone_again(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    undo(run)
    with pytest.raises(Refused, match="没有可以回退的结果"):
        undo_run(run_id=run.pk, version=run.version, by=administrator("second"))


def test_a_year_that_was_brought_in_has_nothing_to_put_back(loaded: Loading) -> None:
    run = loaded(**home())
    before = Run.objects.get(year=2015)
    with transaction.atomic(), act("test.setup", by=SYSTEM):
        Run.objects.filter(pk=run.pk).delete()
    with pytest.raises(Refused, match="不是在本系统执行的"):
        ask(before)


def test_the_page_lists_who_did_what_where_and_offers_no_button(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    assert page_of(administrator("first"), run).may_ask
    edited(wage=1)
    page = page_of(administrator("first"), run)
    ((change, __, may_open),) = page.changes
    assert (change.household_id, change.what, may_open) == (1, "录入年度资料", True)
    assert not page.may_ask


# While it goes on


def test_nothing_is_entered_while_a_year_is_taken_back(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    ask(run)
    household = Household.objects.get()
    with transaction.atomic():
        lock_household(household.pk, household.version)
    job = undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    with pytest.raises(Refused, match="正在回退"), transaction.atomic():
        lock_household(household.pk, household.version)
    work_through(job.pk)
    with transaction.atomic():
        hold_year(PROVINCE)


def test_the_next_year_is_not_approved_meanwhile(loaded: Loading) -> None:
    run = finished(loaded(**home()))
    following = open_run(province_code=PROVINCE, year=2017, by=SYSTEM)
    ask(run)
    undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    with pytest.raises(Refused, match="2016 年度正在回退"):
        approve_run(run_id=following.pk, version=following.version, by=administrator("first"))


def test_an_undoing_that_was_cancelled_half_way_is_confirmed_again_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    run = load_case(of_this_year(make_case(44, 200)), tmp_path)
    before = digests()
    finished(run)
    ask(run)
    job = undo_run(run_id=run.pk, version=run.version, by=administrator("second"))
    while not run.parts.filter(applied_at__isnull=True).exists():
        assert run_next(job.pk)
    cancel_job(job_id=job.pk, by=SYSTEM)
    run.refresh_from_db()
    assert run.state == RunState.UNDOING
    job = work_through(undo_run(run_id=run.pk, version=run.version, by=administrator("second")).pk)
    run.refresh_from_db()
    assert run.state == RunState.OPEN, job.error
    assert differing(before) == {"registry_balance"}
