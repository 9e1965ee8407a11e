"""`manage.py bench NAME …`: measures; prints a table for people and, as its last line, one JSON object."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from registry.benchmarks import adjustment, ledger_export, pages, workbook_import

BENCHMARKS = {"adjustment": adjustment, "export": ledger_export, "import": workbook_import, "pages": pages}


class Command(BaseCommand):
    help = "Measure a part of the system and what it is compared with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = parser.add_subparsers(dest="name", required=True)
        for name, benchmark in BENCHMARKS.items():
            benchmark.add_arguments(names.add_parser(name))

    def handle(self, *args: Any, **options: Any) -> None:
        figures = BENCHMARKS[options["name"]].run(options, self.stdout.write)
        self.stdout.write(figures.as_json())
