"""The closing of a seeded province: rehearsal and run by some sessions, against bare SQL and against an ORM loop."""

import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from registry.accounts.models import Posting, User
from registry.actions.runs import approve_run, open_run, rehearse_run, start_run
from registry.adjustment.computing import COLUMNS, configure
from registry.audit.acts import act
from registry.choices import RunState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Household, Part, Run
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import span_of
from registry.sqlfile import rows_of, run_sql

from .figures import Figures, Peak
from .loop import close_by_loop
from .scratch import command_in_scratch, scratch_database

SQL = Path(__file__).parent / "sql"
PROVINCE, YEAR = "43", 2016
# Filled one after the other, so that villages have some fifty households and counties some twenty thousand, as in life.
PREFECTURES = ("4331", "4312", "4305", "4311", "4308", "4309", "4307", "4310", "4304", "4306", "4303", "4302", "4301")
IN_A_PREFECTURE = 200_000
SAMPLE = 2_000
WRITTEN = (
    *("closing", "before", "household", "decision", "householdevent", "decisionevent", "doubt", "balance", "tally"),
)
Say = Callable[[str], Any]


def add_arguments(parser: ArgumentParser) -> None:
    """`manage.py bench adjustment --households 200000 --sessions 2`."""
    parser.add_argument("--households", type=int, default=200_000)
    parser.add_argument("--sessions", type=int, default=2)


def run(options: dict[str, Any], say: Say) -> Figures:
    """Close one year of a seeded province once."""
    households, sessions = options["households"], options["sessions"]
    taken: dict[str, float] = {}
    with scratch_database():
        with _timed(taken, "seed"):
            _seed(households)
        first, second = _administrator("first"), _administrator("second")
        closed = open_run(province_code=span_of(PROVINCE).first, year=YEAR, by=first)
        with Peak() as peak:
            with _timed(taken, "rehearsal"):
                _work(rehearse_run(run_id=closed.pk, version=closed.version, by=first), sessions)
            _expect(closed, RunState.REHEARSED)
            with _timed(taken, "loop"):
                sampled = _loop(closed)
            approve_run(run_id=closed.pk, version=closed.version, by=second)
            closed.refresh_from_db()
            since = timezone.now()
            with _timed(taken, "run"):
                _work(start_run(run_id=closed.pk, version=closed.version, by=second), sessions)
        _expect(closed, RunState.FINISHED)
        phases = _phases(closed)
        _make_bare_tables()
        with _timed(taken, "bare"):
            _bare(closed, sessions, since)
    ratios = {
        "bare_sql": round(taken["run"] / taken["bare"], 2),
        "orm": round(taken["loop"] / sampled / (taken["run"] / households), 1),
    }
    _tell(say, households, sessions, taken, phases, ratios)
    return Figures(
        "adjustment", households, round(taken["run"], 2), round(households / taken["run"]), peak.mb, ratios=ratios
    )


def _seed(households: int) -> None:
    command_in_scratch("load_regions")
    shape = ("--open-year", str(YEAR), "--closed-years", "1", "--decisions", "0.1", "--append")
    for number, prefecture in enumerate(PREFECTURES):
        share = min(IN_A_PREFECTURE, households - number * IN_A_PREFECTURE)
        if share > 0:
            command_in_scratch("seed", "--prefecture", prefecture, "--households", str(share), *shape)


def _administrator(username: str) -> User:
    user = User.objects.create(username=username, name=username)
    province = Region.objects.get(level=Level.PROVINCE, code=span_of(PROVINCE).first)
    with transaction.atomic(), act("posting.start", by=user):
        Posting.objects.create(user=user, role="provincial_administrator", region=province, since=date(2014, 1, 1))
    return user


def _work(job: Job, sessions: int) -> None:
    """Do the job in so many sessions of the database at once; Python only waits for them."""
    _in_threads(sessions, lambda _: work_through(job.pk))


def _in_threads(sessions: int, work: Callable[[int], Any]) -> None:
    def go(session: int) -> None:
        try:
            work(session)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(session,)) for session in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _expect(closed: Run, state: RunState) -> None:
    """RuntimeError unless the run got that far."""
    closed.refresh_from_db()
    if closed.state != state:
        raise RuntimeError(f"{closed.state} instead of {state}: {closed.problem}")


def _phases(closed: Run) -> dict[int, float]:
    """Seconds that the last job of the run spent in each phase, from the ends of its units."""
    job = Job.objects.filter(subject=str(closed.pk)).latest("created_at")
    ends = job.units.order_by("finished_at").values_list("phase", "finished_at")
    last: dict[int, datetime] = {phase: at for phase, at in ends if at is not None}
    begun, spent = job.started_at, {}
    for phase, at in sorted(last.items()):
        spent[phase] = (at - begun).total_seconds() if begun else 0.0
        begun = at
    return spent


def _loop(closed: Run) -> int:
    """Close a sample by an ORM loop and take it back; the number of its households."""
    part = Part.objects.filter(run=closed).order_by("-households")[0]
    sample = list(Household.objects.filter(village_code__gte=part.first, village_code__lte=part.last)[:SAMPLE])
    with transaction.atomic():
        close_by_loop(closed, sample)
        transaction.set_rollback(True)
    return len(sample)


def _make_bare_tables() -> None:
    with connection.cursor() as cursor:
        for name in WRITTEN:
            cursor.execute(f"CREATE TABLE bare_{name} (LIKE registry_{name} INCLUDING IDENTITY)")


def _bare(closed: Run, sessions: int, since: datetime) -> None:
    """Read and write as much as the run did, by as many sessions, without rules, indexes, triggers or locks."""
    parts = list(closed.parts.order_by("number"))

    def work(session: int) -> None:
        for part in parts[session::sessions]:
            with transaction.atomic():
                configure()
                run_sql(SQL / "bare_closings.sql", year=YEAR, first=part.first, last=part.last, columns=COLUMNS)
        rows_of(SQL / "bare_copies.sql", year=YEAR, since=since, session=session, sessions=sessions)

    _in_threads(sessions, work)


@contextmanager
def _timed(taken: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    taken[name] = time.perf_counter() - began


def _tell(
    say: Say,
    households: int,
    sessions: int,
    taken: dict[str, float],
    phases: dict[int, float],
    ratios: dict[str, float],
) -> None:
    say(f"{households:,} households, {sessions} sessions, seeded in {taken['seed']:.0f} s")
    say(f"  rehearsal {taken['rehearsal']:7.2f} s {households / taken['rehearsal']:10,.0f} households/s")
    say(f"  run       {taken['run']:7.2f} s {households / taken['run']:10,.0f} households/s")
    names = ("verify", "gate", "apply", "finish")
    for name, seconds in zip(names, phases.values(), strict=True):
        say(f"    {name:<9}{seconds:6.2f} s")
    say(f"  bare SQL  {taken['bare']:7.2f} s: the run takes {ratios['bare_sql']} times as long")
    say(f"  ORM loop: takes {ratios['orm']} times as long for a household")
