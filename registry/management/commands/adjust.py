"""`manage.py adjust --province 43 --year 2016 [--baseline] [--rehearse|--approve|--run|--freeze] [--by USERNAME]`.

Without a step it opens the run if it may and says how it stands. The work is done in this process, beside any workers.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.accounts.models import User
from registry.accounts.scope import SYSTEM, Viewer
from registry.actions.carrying import queue_carrying
from registry.actions.runs import approve_run, freeze_run, open_run, rehearse_run, start_run
from registry.jobs.choices import JobState
from registry.jobs.models import Job
from registry.jobs.running import work_through
from registry.models import Run
from registry.queries.carrying import carrying_due
from registry.refusal import Refused
from registry.regions.spans import pad

STEPS = {"rehearse": rehearse_run, "approve": approve_run, "run": start_run, "freeze": freeze_run}
# After these another year is open: a baseline is run, any other year approved.
OPENING = ("approve", "run")


class Command(BaseCommand):
    help = "Opens, rehearses, approves, applies or freezes the yearly adjustment of a province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="code of the province, e.g. 43")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--baseline", action="store_true", help="open it as the province's first, the baseline")
        step = parser.add_mutually_exclusive_group()
        for name in STEPS:
            step.add_argument(f"--{name}", dest="step", action="store_const", const=name)
        parser.add_argument("--by", metavar="USERNAME", help="on whose behalf; the system's own unless given")

    def handle(self, *, province: str, year: int, baseline: bool, step: str | None, by: str | None, **_: Any) -> None:
        try:
            actor = self._actor(by, step)
            run = open_run(province_code=pad(province), year=year, baseline=baseline, by=actor)
            if step:
                self._take(step, run, actor)
            if step in OPENING:
                self._carry_forward(run)
        except Refused as refusal:
            raise CommandError("；".join(refusal.messages)) from refusal
        run.refresh_from_db()
        self._tell(run)

    def _actor(self, username: str | None, step: str | None) -> Viewer:
        if username is None:
            if step == "approve":
                raise CommandError("--approve needs --by: a person approves, and not the one who rehearsed")
            return SYSTEM
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"nobody is called {username}")
        return user

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
