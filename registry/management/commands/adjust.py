"""`manage.py adjust --province 43 --year 2016 [--baseline] [--rehearse|--approve|--run|--freeze|--undo] [--by NAME]`.

Without a step it opens the run if it may and says how it stands. The work is done in this process, beside any workers.

`--undo` takes two persons: the first `--by` asks, with `--reason`; another `--by` confirms, and it is done.

`--dump DIR` writes what the run was computed from and what came of it, after a rehearsal or a run; `--load DIR` reads
such an input into an empty database (the format: registry/adjustment/exchange). Both need the owner's role.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM, Viewer
from registry.actions.carrying import queue_carrying
from registry.actions.runs import approve_run, ask_undoing, freeze_run, open_run, rehearse_run, start_run, undo_run
from registry.adjustment.exchange import dump, load
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Household, Run
from registry.queries.carrying import carrying_due
from registry.refusal import Refused
from registry.regions.spans import pad

STEPS = {"rehearse": rehearse_run, "approve": approve_run, "run": start_run, "freeze": freeze_run, "undo": undo_run}
# A person does these, and not the one before.
PERSONAL = ("approve", "undo")
# After these another year is open: a baseline is run, any other year approved.
OPENING = ("approve", "run")


class Command(BaseCommand):
    help = "Opens, rehearses, approves, applies, freezes or undoes the yearly adjustment of a province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", help="code of the province, e.g. 43")
        parser.add_argument("--year", type=int)
        parser.add_argument("--baseline", action="store_true", help="open it as the province's first, the baseline")
        step = parser.add_mutually_exclusive_group()
        for name in STEPS:
            step.add_argument(f"--{name}", dest="step", action="store_const", const=name)
        parser.add_argument("--reason", default="", help="why the year is to be undone")
        parser.add_argument("--dump", type=Path, metavar="DIR", help="write DIR/in and DIR/out of the run")
        parser.add_argument("--load", type=Path, metavar="DIR", help="read DIR/in into an empty database")
        parser.add_argument("--by", metavar="USERNAME", help="on whose behalf; the system's own unless given")

    def handle(self, **options: Any) -> None:
        if options["load"]:
            self._load(options["load"], options["year"])
            return
        if options["province"] is None or options["year"] is None:
            raise CommandError("--province and --year say which run")
        try:
            run = self._work(**options)
        except Refused as refusal:
            raise CommandError("；".join(refusal.messages)) from refusal
        run.refresh_from_db()
        self._tell(run)
        if options["dump"]:
            self._dump(run, options["dump"])

    def _work(
        self, *, province: str, year: int, baseline: bool, step: str | None, by: str | None, reason: str, **_: Any
    ) -> Run:
        actor = self._actor(by, step)
        run = open_run(province_code=pad(province), year=year, baseline=baseline, by=actor)
        if step == "undo" and run.undo_asked_by_id is None:
            self._ask(run, reason, actor)
        elif step:
            self._take(step, run, actor)
        if step in OPENING:
            self._carry_forward(run)
        return run

    def _load(self, directory: Path, year: int | None) -> None:
        if Household.objects.exists():
            raise CommandError("the database has households already: load into an empty one")
        try:
            loaded = load(directory, year=year)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        households = Household.objects.count()
        self.stdout.write(f"{directory}: {households:,} households and their year {loaded}")

    def _dump(self, run: Run, directory: Path) -> None:
        if run.rehearsed_at is None and run.finished_at is None:
            raise CommandError("there is nothing to dump before a rehearsal")
        dump(run, directory)
        self.stdout.write(f"{directory}: in and out of {run.region_code} {run.year}")

    def _actor(self, username: str | None, step: str | None) -> Viewer:
        if username is None:
            if step in PERSONAL:
                raise CommandError(f"--{step} needs --by: a person does this, and not the one who began it")
            return SYSTEM
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"nobody is called {username}")
        return user

    def _ask(self, run: Run, reason: str, actor: Viewer) -> None:
        if not reason:
            raise CommandError("--undo needs --reason: why the year is to be undone")
        ask_undoing(run_id=run.pk, version=run.version, reason=reason, by=actor)
        self.stdout.write("asked for: another person confirms with --undo --by")

    def _take(self, step: str, run: Run, actor: Viewer) -> None:
        queued = STEPS[step](run_id=run.pk, version=run.version, by=actor)
        if isinstance(queued, Job):
            job = work_through(queued.pk)
            if job.state != JobState.DONE:
                raise CommandError(f"{job.get_state_display()}: {job.error}")

    def _carry_forward(self, run: Run) -> None:
        """Into the year that the step has opened, if it has opened one."""
        for province_code, year in carrying_due():
            if province_code == run.region_code:
                work_through(queue_carrying(province_code=province_code, year=year, by=SYSTEM).pk)

    def _tell(self, run: Run) -> None:
        self.stdout.write(f"{run.region_code} {run.year}: {run.get_state_display()} ({run.state})")
        for outcome, count in sorted(run.figures.get("outcomes", {}).items()):
            self.stdout.write(f"  {outcome:<12}{count['households']:>10} households{count['persons']:>12} persons")
        for problem in run.problem:
            self.stdout.write(f"  ! {problem['problem']} {problem['household_id'] or ''}")
