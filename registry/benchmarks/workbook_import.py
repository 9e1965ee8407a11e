"""Counties' workbooks through the same path as the page: upload, read, check, stage, merge, history."""

import json
import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from registry.accounts.models import Posting, User
from registry.actions.batches import Queued, confirm_batch, upload_batch
from registry.audit.acts import act
from registry.choices import BatchState
from registry.copying import Rows, copy_rows
from registry.jobs.models import Job
from registry.jobs.running import run_next, work_through
from registry.models import Batch
from registry.regions.models import Region
from registry.regions.spans import level_of, span_of
from registry.workbook.bare import bare_rows

from .figures import Figures, Peak
from .scratch import command_in_scratch, python_in_scratch, scratch_database

COUNTY = 433124  # and those that follow
MOST_COUNTIES = 10  # to the persons of so many workbooks the seed gives different numbers
TOWNSHIPS, VILLAGES_EACH = 12, 25
SAMPLE = 2_000  # households for the slow baseline
Say = Callable[[str], Any]


def add_arguments(parser: ArgumentParser) -> None:
    """`manage.py bench import --households 10000 --counties 1`."""
    parser.add_argument("--households", type=int, default=10_000, help="of each county, in one workbook")
    parser.add_argument("--counties", type=int, default=1, choices=range(1, MOST_COUNTIES + 1), metavar="1–10")


def run(options: dict[str, Any], say: Say) -> Figures:
    """Import seeded workbooks, one county after the other into a register that fills; measure it against a bare read of
    the files and a COPY of their cells, and against django-import-export on the first households."""
    phases: dict[str, float] = defaultdict(float)
    imported: list[Imported] = []
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        clerk = User.objects.create(username="clerk", name="录入员")
        codes = [str(COUNTY + number) for number in range(options["counties"])]
        files = {code: _seeded_workbook(Path(folder), code, options["households"], clerk) for code in codes}
        sampled = _by_import_export(files[codes[0]], clerk)
        with Peak() as peak:
            for code, file in files.items():
                imported.append(_import(code, file.read_bytes(), clerk, phases))
        seconds = sum(phases.values())
        with _timed(phases, "doubts"):
            work_through(imported[0].job.pk)
        with _timed(phases, "bare"):
            for file in files.values():
                _bare_copy(file.read_bytes())
    for one in imported:
        say(f"{one.rows:,} rows of {options['households']:,} households: {one.rows / one.seconds:,.0f} rows/s")
    for name, taken in phases.items():
        say(f"  {name:<7}{taken:7.2f} s")
    rows, ratio = sum(one.rows for one in imported), round(seconds / phases["bare"], 2)
    rate, ratios = rows / seconds, {"bare_copy": ratio}
    say(f"{rate:,.0f} rows/s, {peak.mb:.0f} MB at most, {ratio} times as long as a bare read and COPY")
    if sampled:
        ratios["import_export"] = round(rate / sampled, 2)
        say(f"django-import-export {sampled:,.0f} rows/s: we are {ratios['import_export']} times as fast")
    return Figures("import", rows, round(seconds, 2), round(rate), peak.mb, ratios=ratios)


@dataclass(frozen=True)
class Imported:
    """A county's workbook that came in; the job goes on with looking for doubts."""

    rows: int
    seconds: float
    job: Job


def _a_county(code: str, clerk: User) -> None:
    """A county of villages, where the clerk may import."""
    county = _region(code, None)
    for number in range(TOWNSHIPS):
        township = _region(f"{code}{100 + number}", county)
        for village in range(VILLAGES_EACH):
            _region(f"{code}{100 + number}{200 + village}", township)
    with transaction.atomic(), act("posting.start", by=clerk):
        Posting.objects.create(user=clerk, role="county_clerk", region=county, since=date(2014, 1, 1))


def _region(short_code: str, parent: Region | None) -> Region:
    span, name = span_of(short_code), f"{short_code}号"
    return Region.objects.create(
        level=level_of(short_code), code=span.first, last=span.last, parent=parent, name=name, shown_name=name
    )


def _seeded_workbook(folder: Path, code: str, households: int, clerk: User) -> Path:
    """The workbook of a new county; each has other persons."""
    _a_county(code, clerk)
    file = folder / f"{code}.xlsx"
    command_in_scratch(
        "seed", "--workbook", str(file), "--households", str(households), "--county", code, "--seed", code
    )
    return file


def _by_import_export(file: Path, clerk: User) -> float | None:
    """Rows a second of the baseline; None where the package is not installed, for only developers need it."""
    if find_spec("import_export") is None:
        return None
    printed = python_in_scratch("-m", "registry.benchmarks.import_export", str(file), str(SAMPLE), clerk.username)
    told = json.loads(printed.splitlines()[-1])
    return float(told["rows"] / told["seconds"])


def _import(code: str, data: bytes, clerk: User, phases: dict[str, float]) -> Imported:
    """What the pages and the worker do, in this process, up to the merge. RuntimeError unless the rows came in."""
    before = sum(phases.values())
    with _timed(phases, "upload"):
        queued = upload_batch(region_code=span_of(code).first, file_name="county.xlsx", data=data, by=clerk)
    with _timed(phases, "check"):
        _work(queued)
    with _timed(phases, "merge"):
        job = _work(confirm_batch(batch_id=queued.batch.pk, only_good=True, by=clerk))
    batch = Batch.objects.get(pk=queued.batch.pk)
    if batch.state != BatchState.MERGED:
        raise RuntimeError(f"not merged: {batch.problem} {batch.counts}")
    return Imported(batch.rows, sum(phases.values()) - before, job)


def _work(queued: Queued) -> Job:
    """The first unit of a job."""
    if queued.job is None:
        raise RuntimeError("nothing to do")
    run_next(queued.job.pk)
    return queued.job


def _bare_copy(data: bytes) -> None:
    """The least anybody could do: read the cells and copy them into one table a sheet, as text."""
    for number, (_name, rows) in enumerate(bare_rows(data)):
        columns = [f"c{index}" for index in range(len(rows[0]))]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.bare{number}")
            cursor.execute(f"CREATE TEMP TABLE bare{number} ({', '.join(f'{column} text' for column in columns)})")
        copy_rows(f"bare{number}", Rows(columns, rows))


@contextmanager
def _timed(phases: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    phases[name] += time.perf_counter() - began
