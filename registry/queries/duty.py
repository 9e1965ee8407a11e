"""The work bench of the three administrators, who see no households: users and jobs, log-ins, acts."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from registry.accounts.choices import LoginKind, UserState
from registry.accounts.models import LoginRecord, Posting, Session, User
from registry.accounts.permissions import Permission
from registry.accounts.queries import logins, online, postings, users_found
from registry.accounts.scope import Viewer
from registry.jobs.choices import UNFINISHED, JobState
from registry.jobs.models import Job
from registry.jobs.queries import jobs

from .acts import Line, Wanted, acts, lines

SHOWN = 8
ENDING_DAYS = 30
REFUSED = (LoginKind.FAILED, LoginKind.LOCKED)


@dataclass(frozen=True)
class Staff:
    """For who manages users: how many there are, and whose posting is about to end."""

    active: int
    disabled: int
    ending: tuple[Posting, ...]


@dataclass(frozen=True)
class Work:
    """For who watches the jobs: what runs, and what failed last."""

    unfinished: int
    failed: tuple[Job, ...]


@dataclass(frozen=True)
class Logins:
    """For who guards the log-ins: who is online, who is locked out, who was refused."""

    online: int
    sessions: tuple[Session, ...]
    locks: int
    locked: tuple[User, ...]
    failed_today: int
    refused: tuple[LoginRecord, ...]


@dataclass(frozen=True)
class Acts:
    """For who reads the log of acts: how many there were today, and the latest."""

    today: int
    latest: tuple[Line, ...]


@dataclass(frozen=True)
class Duty:
    """A part for each permission that the viewer has."""

    today: date
    staff: Staff | None
    work: Work | None
    logins: Logins | None
    acts: Acts | None


def duty(viewer: Viewer) -> Duty:
    """The work bench of `viewer`."""
    today = timezone.localdate()

    may = viewer.may
    return Duty(
        today,
        staff=_staff(viewer, today) if may(Permission.USER_MANAGE) else None,
        work=_work(viewer, today) if may(Permission.JOB_VIEW) else None,
        logins=_logins(viewer, today) if may(Permission.LOGIN_VIEW) else None,
        acts=_acts(viewer, today) if may(Permission.ACT_VIEW) else None,
    )


def _staff(viewer: Viewer, today: date) -> Staff:
    ending = postings(viewer).filter(until__range=(today, today + timedelta(days=ENDING_DAYS)))
    return Staff(
        active=users_found(viewer, state=UserState.ACTIVE).count(),
        disabled=users_found(viewer, state=UserState.DISABLED).count(),
        ending=tuple(ending.select_related("user", "region").order_by("until", "pk")[:SHOWN]),
    )


def _work(viewer: Viewer, today: date) -> Work:
    since = today - timedelta(days=ENDING_DAYS)
    return Work(
        unfinished=jobs(viewer).filter(state__in=UNFINISHED).count(),
        failed=tuple(jobs(viewer).filter(state=JobState.FAILED, created_at__date__gte=since)[:SHOWN]),
    )


def _logins(viewer: Viewer, today: date) -> Logins:
    present = online(viewer)
    locked = users_found(viewer, state=UserState.LOCKED)
    return Logins(
        online=present.count(),
        sessions=tuple(present[:SHOWN]),
        locks=locked.count(),
        locked=tuple(locked[:SHOWN]),
        failed_today=logins(viewer, kind=LoginKind.FAILED, first=today).count(),
        refused=tuple(logins(viewer).filter(kind__in=REFUSED).order_by("-at", "-pk")[:SHOWN]),
    )


def _acts(viewer: Viewer, today: date) -> Acts:
    latest = acts(viewer, Wanted()).order_by("-at", "-pk")[:SHOWN]
    return Acts(today=acts(viewer, Wanted(first=today)).count(), latest=tuple(lines(viewer, latest)))
