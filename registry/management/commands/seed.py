"""`manage.py seed`: a synthetic population into the register, or into a workbook for import."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.accounts.scope import SYSTEM
from registry.refusal import Refused
from registry.seed.national import make_national_workbook
from registry.seed.plans import Plan
from registry.seed.populations import Loaded, load_population
from registry.seed.workbooks import make_workbook

DEFAULT = Plan()


class Command(BaseCommand):
    help = "Make a synthetic population from a seed number: the same number, the same people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group()
        for name in ("area", "province", "prefecture", "county", "township", "village"):
            place.add_argument(f"--{name}", dest="area", metavar="CODE", default=DEFAULT.area)
        parser.add_argument("--households", type=int, default=DEFAULT.households)
        parser.add_argument("--seed", type=int, default=DEFAULT.seed)
        parser.add_argument("--open-year", type=int, default=DEFAULT.open_year)
        parser.add_argument("--closed-years", type=int, default=DEFAULT.closed_years, help="years with closing rows")
        parser.add_argument("--decisions", type=float, default=DEFAULT.decisions, help="share of households with one")
        parser.add_argument("--wrong", type=float, default=DEFAULT.wrong, help="share of households wrong on purpose")
        parser.add_argument("--append", action="store_true", help="beside households that are there already")
        parser.add_argument("--workbook", type=Path, metavar="FILE", help="write a workbook for import, load nothing")
        parser.add_argument(
            "--national", action="store_true", help="the workbook in the national layout, with past years"
        )
        parser.add_argument("--bad-rows", type=int, default=0, help="households of the workbook to be refused")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan(**{name: options[name] for name in DEFAULT.__dataclass_fields__})
        try:
            if options["workbook"]:
                national = options["national"]
                made = make_national_workbook(plan) if national else make_workbook(plan, options["bad_rows"])
                options["workbook"].write_bytes(made)
                self.stdout.write(f"{options['workbook']}: {plan.households:,} households of {plan.area}")
            else:
                self._report(load_population(plan, by=SYSTEM, say=self._progress))
        except Refused as error:
            raise CommandError(str(error)) from error

    def _progress(self, text: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{text}", ending="")

    def _report(self, loaded: Loaded) -> None:
        self.stdout.write(
            f"\r{loaded.households:,} households, {loaded.persons:,} persons, {loaded.rows:,} rows "
            f"in {loaded.seconds:.1f} s: {loaded.per_second:,.0f} households/s\n"
            f"  written {loaded.households / loaded.writing:,.0f}/s of processor time, "
            f"copied {loaded.households / loaded.copying:,.0f}/s, "
            f"indexes, constraints and statistics {loaded.finishing:.1f} s"
        )
