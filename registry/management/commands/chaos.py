"""`manage.py chaos adjustment --trials N [--seed S]`: the year is closed while what runs it is killed.

Servers and processes of its own, in a copy of the checkout, which is gone afterwards. One JSON object a line: the
undisturbed run, each trial with its seed, and the sum. Ends with 1 where a trial did not come out as undisturbed.
"""

import json
import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.chaos.place import place_apart
from registry.chaos.trials import PREFECTURE, YEAR, prepare, trials

PRODUCTION_LEASE = 30


class Command(BaseCommand):
    help = "Close a year many times over while workers, servers and scheduler are killed, and compare what comes out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["adjustment"])
        parser.add_argument("--trials", type=int, default=25)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--households", type=int, default=5000)
        parser.add_argument("--lease", type=int, default=PRODUCTION_LEASE, help="seconds; shorter for a quick look")
        parser.add_argument("--inside", action="store_true", help="in the place already: the command's own second half")

    def handle(self, *, inside: bool, **options: Any) -> None:
        if inside:
            prepare()
            fine = trials(options["trials"], options["seed"], self._say)
            sys.exit(0 if fine else 1)
        self._outside(**options)

    def _outside(self, *, trials: int, seed: int, households: int, lease: int, **_: Any) -> None:
        shape = ("--open-year", str(YEAR), "--closed-years", "1", "--decisions", "0.1")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the place goes as well
        with place_apart(lease) as place:
            place.python("manage.py", "seed", "--prefecture", PREFECTURE, "--households", str(households), *shape)
            place.services("run")
            words = ("--inside", "--trials", str(trials), "--seed", str(seed))
            if not place.tell("manage.py", "chaos", "adjustment", *words):
                raise CommandError("not every trial ended as the undisturbed run did")

    def _say(self, line: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        self.stdout.flush()
