"""The trials of the yearly run, inside a place: each starts from the same approved year, and must end alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import psycopg2
from django.db import Error, connection, transaction

from registry.accounts.models import Posting, User
from registry.actions.runs import approve_run, open_run, rehearse_run, start_run
from registry.audit.acts import act
from registry.jobs.choices import UNFINISHED
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.jobs.tasks import ring
from registry.models import Run
from registry.refusal import Refused
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import pad

from .digest import digest_of_register
from .plans import Plan, plan_of
from .wreckage import Hold, Wreckage, raw_connection

PROVINCE, YEAR, PREFECTURE = "43", 2016, "4331"
PREPARED = "prepared"
RESUME_SECONDS, PATIENCE_SECONDS = 60.0, 240.0
LOOK_SECONDS = 0.1
# These are locked only when the run has been started, which writes them itself.
WRITTEN_BY_THE_START = ("jobs_unit", "registry_part", "registry_run")
Say = Callable[[dict[str, Any]], None]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Outcome:
    """How a trial ended: whether the first blow fell before the end, seconds until work went on after the last one, and
    in all; units that changed hands."""

    digest: str
    hit: bool
    resumed: float
    seconds: float
    retaken: int


def prepare() -> None:
    """An approved year with its next one carried forward, kept as the database that every trial starts from."""
    first, second = _administrator("first"), _administrator("second")
    run = open_run(province_code=pad(PROVINCE), year=YEAR, by=first)
    work_through(rehearse_run(run_id=run.pk, version=run.version, by=first).pk)
    run.refresh_from_db()
    approve_run(run_id=run.pk, version=run.version, by=second)
    for job in Job.objects.filter(state__in=UNFINISHED):
        work_through(job.pk)
    connection.close()
    _copy_database(connection.settings_dict["NAME"], PREPARED)


def trials(number: int, seed: int, say: Say) -> bool:
    """So many trials one after the other; whether all ended as the undisturbed run did, in time."""
    calm = _attempt(None)
    say({"undisturbed": calm.digest, "seconds": round(calm.seconds, 2)})
    failed = hits = 0
    for trial in range(1, number + 1):
        plan = plan_of(trial, seed, calm.seconds)
        outcome, problem = None, ""
        try:
            outcome = _attempt(plan)
        except (TimeoutError, Error, psycopg2.Error) as error:
            problem = f"{type(error).__name__}: {error}".strip()
        fine = outcome is not None and outcome.digest == calm.digest and outcome.resumed <= RESUME_SECONDS
        failed += not fine
        hits += outcome is not None and outcome.hit
        say(_line(plan, outcome, problem, fine))
    say(
        {
            "trials": number,
            "seed": seed,
            "failed": failed,
            "upper_bound_95": _upper_bound(number) if not failed else None,
        }
    )
    return not failed


def _upper_bound(number: int) -> float:
    """The share of failures that so many trials without one leave possible, with 95 % confidence."""
    return round(1 - 0.05 ** (1 / number), 4) if number else 1.0


def _line(plan: Plan, outcome: Outcome | None, problem: str, fine: bool) -> dict[str, Any]:
    return {
        "trial": plan.number,
        "seed": plan.seed,
        "strikes": [[strike.victim, strike.blow, round(strike.after, 3)] for strike in plan.strikes],
        "point": plan.point,
        "hit": outcome.hit if outcome else None,
        "resumed": round(outcome.resumed, 2) if outcome else None,
        "seconds": round(outcome.seconds, 2) if outcome else None,
        "retaken": outcome.retaken if outcome else None,
        "equal": fine,
        "problem": problem,
    }


def _attempt(plan: Plan | None) -> Outcome:
    """Apply the year once, from the prepared database, with or without blows."""
    connection.close()
    _copy_database(PREPARED, connection.settings_dict["NAME"])
    wreckage = Wreckage()
    began = time.monotonic()
    hold = Hold(plan.point) if plan and plan.point and plan.point not in WRITTEN_BY_THE_START else None
    job_id = _start()
    if plan and plan.point and hold is None:
        hold = Hold(plan.point)
    job = Job.objects.get(pk=job_id)
    ring_now(job)
    done = 0
    if plan:
        if hold:
            hold.wait()
        wreckage.strike(plan, hold.release if hold else _nothing_held)
        done = _look(job_id, lambda job: True).done
    struck = time.monotonic()
    _look(job_id, lambda job: job.done > done or not job.unfinished)
    resumed = time.monotonic() - struck
    job = _look(job_id, lambda job: not job.unfinished)
    seconds = time.monotonic() - began
    ended = job.finished_at.timestamp() if job.finished_at else 0.0
    hit = wreckage.struck_at is not None and ended > wreckage.struck_at
    epochs = _read(lambda: list(job.units.values_list("epoch", flat=True)))
    return Outcome(_read(lambda: digest_of_register(YEAR)), hit, resumed, seconds, sum(epochs) - len(epochs))


def ring_now(job: Job) -> None:
    """Ring the bell as an edge would, after the commit."""
    with transaction.atomic():
        ring(job)


def _nothing_held() -> None:
    return


def _start() -> UUID:
    """Start the run; the scheduler may have been faster."""
    run = Run.objects.get(region_code=pad(PROVINCE), year=YEAR)
    try:
        return start_run(run_id=run.pk, version=run.version, by=User.objects.get(username="second")).pk
    except Refused:
        return Job.objects.filter(subject=str(run.pk)).latest("created_at").pk


def _look(job_id: UUID, enough: Callable[[Job], bool]) -> Job:
    """The job, as soon as it is as wanted. TimeoutError after a long while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not enough(job := _read(lambda: Job.objects.get(pk=job_id))):
        if time.monotonic() > deadline:
            raise TimeoutError(f"the job is not as far as it should be after {PATIENCE_SECONDS:.0f} s")
        time.sleep(LOOK_SECONDS)
    return job


def _read(ask: Callable[[], Read]) -> Read:
    """What the database answers, which may be away for a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return ask()
        except Error:
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(LOOK_SECONDS)


def _copy_database(source: str, target: str) -> None:
    """Replace a database by a copy of another; whoever is connected to either is cut off.

    Copied file by file it ends with a checkpoint. Copied through the log, a sequence that had numbers in stock would
    give them out again after a crash, and the crash would take as long to recover from as the copy is large.
    """
    deadline = time.monotonic() + RESUME_SECONDS
    while True:
        try:
            _replace(source, target)
        except psycopg2.Error:  # the server is coming back from the last trial, or somebody came in between
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _replace(source: str, target: str) -> None:
    session = raw_connection("postgres")
    session.autocommit = True
    try:
        with session.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL",
                [source],
            )
            cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY FILE_COPY")
    finally:
        session.close()


def _administrator(username: str) -> User:
    user = User.objects.create(username=username, name=username)
    province = Region.objects.get(level=Level.PROVINCE, code=pad(PROVINCE))
    with transaction.atomic(), act("posting.start", by=user):
        Posting.objects.create(user=user, role="provincial_administrator", region=province, since=date(2014, 1, 1))
    return user
