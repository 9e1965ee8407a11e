"""What goes wrong at the worst moment: a unit fails, a commit is lost, decisions and the cut race, provinces meet."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from registry.accounts.scope import SYSTEM
from registry.actions.decisions import Proposal, approve_decision, propose_decision
from registry.actions.runs import approve_run, ask_undoing, open_run, start_run, undo_run
from registry.audit.acts import act
from registry.choices import DecisionState, RunState
from registry.jobs import running
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Closing, Decision, Household, Run
from registry.queries import runs
from registry.refusal import Refused
from registry.regions.models import Region
from tests.browser.working import do_the_work
from tests.factories import posted
from tests.oracle import exchange
from tests.oracle.cases import make_case
from tests.oracle.compare import differences

from .conftest import Loading
from .worlds import YEAR, administrator, approve, close_year, home, load_case, read_output, rehearse, start

pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE, ELSEWHERE_VILLAGE = 520000000000, "520628100200"
MANY = int(os.environ.get("JINGZHUN_DECISIONS", "60"))  # 10,000 for a province in its last minute


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit that failed is tried again without waiting."""
    monkeypatch.setattr(running, "RETRY_AFTER", timedelta())


@contextmanager
def refusing(household: int) -> Iterator[None]:
    """A database that will not write the closing row of one household."""
    with connection.cursor() as cursor:
        refuse = f"CHECK (household_id <> {household}) NOT VALID"
        cursor.execute(f"ALTER TABLE registry_closing ADD CONSTRAINT refusing {refuse}")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE registry_closing DROP CONSTRAINT refusing")


def test_a_unit_that_fails_for_one_household_stops_the_run_and_the_rest_stays_until_it_is_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    case = make_case(45, 200)
    run = load_case(case, tmp_path)
    rehearse(run)
    approve(run)
    last = run.parts.exclude(households=0).latest("number")
    unlucky = runs.results_of(run).filter(village_code__gte=last.first, village_code__lte=last.last)[0].household_id
    with refusing(unlucky):
        job = start(run)
    assert (job.state, run.state) == (JobState.FAILED, RunState.FAILED)
    assert "IntegrityError" in str(run.problem)
    assert 0 < run.parts.filter(applied_at__isnull=False).count() < run.parts.count()

    start(run)
    assert run.state == RunState.FINISHED
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []


def lose(monkeypatch: pytest.MonkeyPatch, *, committed: bool) -> None:
    """The first commit of an applied part loses its connection, before or after the server has committed."""
    session: Any = connection
    commit = session._commit
    lost: list[bool] = []

    def losing() -> None:
        if not lost and Closing.objects.filter(year=YEAR).exists():
            lost.append(True)
            if committed:
                commit()
            raise OperationalError("server closed the connection unexpectedly")
        commit()

    monkeypatch.setattr(session, "_commit", losing)


@pytest.mark.parametrize("committed", [True, False])
def test_a_connection_lost_in_the_commit_loses_and_doubles_nothing(
    committed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PART_HOUSEHOLDS", 40)
    case = make_case(46, 120)
    run = load_case(case, tmp_path)
    rehearse(run)
    approve(run)
    job = start_run(run_id=run.pk, version=run.version, by=SYSTEM)
    with monkeypatch.context() as patched:
        lose(patched, committed=committed)
        work_through(job.pk)
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, job.state, job.done) == (RunState.FINISHED, JobState.DONE, job.total)
    assert differences(read_output(run, tmp_path), exchange.run(case, "43", YEAR)) == []


def test_decisions_approved_in_the_last_minute_are_in_the_cut_or_refused(loaded: Loading) -> None:
    run = loaded(**crowd(MANY))
    county = Region.objects.get(level=3, code=433124000000)
    approver = posted("county_approver", county, username="approver of decisions")
    begun, refused = threading.Event(), []

    def approve_all() -> None:
        for number, pk in enumerate(range(1, MANY + 1)):
            if number == min(MANY // 3, 100):
                begun.set()
            try:
                approve_decision(decision_id=pk, version=1, by=approver)
            except Refused as refusal:
                refused.append(refusal)
        connection.close()

    clerk = threading.Thread(target=approve_all)
    clerk.start()
    assert begun.wait(30)
    while run.state != RunState.APPROVED:
        rehearse(run)
        try:
            approve(run, administrator("second"))
        except Refused as outdated:
            assert "资料有改动" in str(outdated)  # noqa: PT017 - both ends are right
            run.refresh_from_db()
    in_the_cut = Decision.objects.filter(year=YEAR, state=DecisionState.APPROVED).count()
    clerk.join()
    assert start(run).state == JobState.DONE, run.problem
    assert Decision.objects.filter(state=DecisionState.APPLIED).count() == in_the_cut == MANY - len(refused)


def crowd(number: int) -> dict[str, list[dict[str, Any]]]:
    """Households that meet everything, each with a proposal to exit."""
    each = range(1, number + 1)
    return {
        "households": [{"household": n} for n in each],
        "persons": [{"person": n} for n in each],
        "memberships": [{"membership": n, "person": n, "household": n} for n in each],
        "member_years": [{"person": n} for n in each],
        "statements": [{"household": n, "wage": "4000"} for n in each],
        "surveys": [{"household": n} for n in each],
        "previous_closings": [{"household": n} for n in each],
        "decisions": [{"decision": n, "household": n, "state": "proposed"} for n in each],
    }


def test_between_the_approval_and_the_node_entry_goes_to_the_next_year(loaded: Loading) -> None:
    run = loaded(**home(), decisions=[{"state": "proposed"}])
    county = Region.objects.get(level=3, code=433124000000)
    clerk, approver = (posted(role, county, username=role) for role in ("county_clerk", "county_approver"))
    rehearse(run)
    approve(run)
    with pytest.raises(Refused, match="现在不是录入年度"):
        approve_decision(decision_id=1, version=1, by=approver)
    proposal = Proposal(kind="exit", reason="达标", decided_on=date(2017, 1, 5), announced_on=date(2017, 1, 20))
    assert propose_decision(household_id=1, proposal=proposal, by=clerk).year == YEAR + 1
    start(run)
    assert dict(Decision.objects.values_list("year", "state")) == {2016: "lapsed", 2017: "proposed"}


def two_provinces(loaded: Loading) -> tuple[Run, Run]:
    files = crowd(2)
    files["households"][1]["village"] = files["previous_closings"][1]["village"] = ELSEWHERE_VILLAGE
    files["decisions"] = []
    here = loaded(**files)
    return here, open_run(province_code=ELSEWHERE, year=YEAR, by=SYSTEM)


def test_two_provinces_at_once_close_undo_and_stay_apart(loaded: Loading) -> None:
    here, there = two_provinces(loaded)
    for run in (here, there):
        rehearse(run)
        approver = posted(
            "provincial_administrator", Region.objects.get(level=1, code=run.region_code), username=f"of {run.pk}"
        )
        approve_run(run_id=run.pk, version=run.version, by=approver)
        run.refresh_from_db()
    jobs = [start_run(run_id=run.pk, version=run.version, by=SYSTEM) for run in (here, there)]
    ready = threading.Barrier(2)

    def apply(job: Job) -> None:
        ready.wait()
        work_through(job.pk)
        connection.close()

    workers = [threading.Thread(target=apply, args=[job]) for job in jobs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for run in (here, there):
        run.refresh_from_db()
        assert run.state == RunState.FINISHED
    assert all(line.balances for line in here.balances.all() | there.balances.all())


def test_one_provinces_year_is_taken_back_and_the_others_stays(loaded: Loading) -> None:
    here, there = two_provinces(loaded)
    close_year(here)
    rehearse(there)
    approver = posted("provincial_administrator", Region.objects.get(level=1, code=ELSEWHERE), username="elsewhere")
    approve(there, approver)
    start(there)
    do_the_work()
    here.refresh_from_db()
    ask_undoing(run_id=here.pk, version=here.version, reason="口径有误", by=administrator("first"))
    here.refresh_from_db()
    work_through(undo_run(run_id=here.pk, version=here.version, by=administrator("second")).pk)
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == (RunState.OPEN, RunState.FINISHED)
    assert list(Closing.objects.filter(year=YEAR).values_list("household_id", flat=True)) == [2]


def test_a_household_that_moved_twice_in_the_year_comes_from_where_it_was(loaded: Loading) -> None:
    run = loaded(**home())
    for village in (433124100201, 433125100200):
        with transaction.atomic(), act("move.accept", by=SYSTEM, region_code=village):
            Household.objects.update(village_code=village)
    close_year(run)
    row = Closing.objects.get(year=YEAR)
    assert (row.village_opening, row.village_code) == (433124100200, 433125100200)
    assert run.state == RunState.FINISHED


def test_a_household_that_everybody_left_is_closed_and_its_exit_refused(loaded: Loading) -> None:
    files = home()
    files["memberships"] = [{"counted_until": YEAR, "kind_out": "natural", "left_on": "2016-05-01"}]
    run = loaded(**files, decisions=[{}])
    close_year(run)
    assert Closing.objects.values_list("outcome", "members_closing").get(year=YEAR) == ("closed", 0)
    assert Decision.objects.values_list("state", "refusal").get() == ("refused", "nobody_left")


def test_a_county_recoded_in_the_year_has_not_moved(loaded: Loading) -> None:
    files = home()
    files["households"] = [{"village": "433125100200"}]
    run = loaded(**files, regions=[{"code": "433124100200", "successor": "433125100200", "replaced_on": "2016-07-01"}])
    close_year(run)
    row = Closing.objects.get(year=YEAR)
    assert (row.village_opening, row.village_code) == (433125100200, 433125100200)
    assert not run.balances.exclude(moved=0).exists()
    assert run.state == RunState.FINISHED
