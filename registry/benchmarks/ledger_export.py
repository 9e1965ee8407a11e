"""A province's list of households as a workbook, through the same path as the page: order, job, file, sealed pieces."""

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from django.db import connection, transaction
from django.http import QueryDict

from registry.accounts.models import Posting, User
from registry.actions.exports import order_export
from registry.audit.acts import act
from registry.choices import ExportFormat, ExportState
from registry.exports.households import HOUSEHOLDS
from registry.exports.listing import Asked
from registry.exports.ordering import order_of
from registry.jobs.running import work_through
from registry.models import Export, Household
from registry.queries.columns import COLUMNS
from registry.queries.household_lines import SQL, parameters_of_lines
from registry.regions.models import Region
from registry.regions.spans import level_of, span_of
from registry.sqlfile import read_sql

from .figures import Figures, Peak
from .scratch import command_in_scratch, scratch_database

PROVINCE, FIRST, SECOND, YEAR = "43", "4331", "4312", 2016
FIFTH, LOOK_SECONDS = 5, 0.25
# With the head's name, thirty; what a province asks of its own and the address are of no fixed length.
LEFT_OUT = {"extras", "address"}
KEYS = tuple(column.key for column in COLUMNS if column.key not in LEFT_OUT)
Say = Callable[[str], Any]


def add_arguments(parser: ArgumentParser) -> None:
    """`manage.py bench export --households 100000`."""
    parser.add_argument("--households", type=int, default=100_000)


def run(options: dict[str, Any], say: Say) -> Figures:
    """Export a fifth of the households, then all; measure all against a bare COPY of the same cells as text."""
    households = options["households"]
    with scratch_database():
        _seed(households // FIFTH, households - households // FIFTH)
        small, _seconds, _busy, little = _timed(_reader("prefecture_reader", FIRST))
        large, seconds, busy, peak = _timed(_reader("provincial_administrator", PROVINCE))
        bare = _bare_copy()
    rate, ratio, grown = large.rows / seconds, round(seconds / bare, 2), round(peak / little, 2)
    say(f"{large.rows:,} households of {1 + len(KEYS)} columns, {large.file_size / 2**20:.1f} MB")
    say(f"  {seconds:.2f} s: {rate:,.0f} rows/s")
    # One after the other, so that on idle cores both are the same; among others' work this is the truer one.
    say(f"  {busy:.2f} s of processor time, ours and the database's: {large.rows / busy:,.0f} rows/s")
    say(f"  {peak:.0f} MB at most; {little:.0f} MB for {small.rows:,}: {grown} times")
    say(f"  bare COPY {bare:.2f} s: {ratio} times as long")
    ratios = {"bare_copy": ratio, "memory": grown}
    return Figures("export", large.rows, round(seconds, 2), round(rate), peak, ratios=ratios)


def _seed(first: int, second: int) -> None:
    command_in_scratch("load_regions")
    for prefecture, households in ((FIRST, first), (SECOND, second)):
        shape = ("--households", str(households), "--open-year", str(YEAR), "--append")
        command_in_scratch("seed", "--prefecture", prefecture, *shape)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _reader(role: str, short_code: str) -> User:
    reader = User.objects.create(username=role, name=role)
    region = Region.objects.get(level=level_of(short_code), code=span_of(short_code).first)
    with transaction.atomic(), act("posting.start", by=reader):
        Posting.objects.create(user=reader, role=role, region=region, since=date(2014, 1, 1))
    return reader


def _timed(reader: User) -> tuple[Export, float, float, float]:
    """The export with its seconds, those of the processor and the most memory. RuntimeError unless it is ready."""
    began, used = time.perf_counter(), _processor_seconds()
    # Seldom, for to look takes time too.
    with Peak(every=LOOK_SECONDS) as peak:
        asked = Asked(viewer=reader, query=QueryDict(), year=YEAR, columns=KEYS)
        ordered = order_export(order=order_of(HOUSEHOLDS, asked, format=ExportFormat.XLSX), by=reader)
        if ordered.job is not None:
            work_through(ordered.job.pk)
    seconds, busy = time.perf_counter() - began, _processor_seconds() - used
    export = Export.objects.get(pk=ordered.export.pk)
    if export.state != ExportState.READY:
        raise RuntimeError(f"not ready: {export.state} {export.problem}")
    return export, seconds, busy, peak.mb


def _processor_seconds() -> float:
    """Of this process and, where it runs on this machine, of its session in the database."""
    session = 0.0
    with suppress(psutil.Error):
        times = psutil.Process(connection.connection.info.backend_pid).cpu_times()
        session = times.user + times.system
    return time.process_time() + session


def _bare_copy() -> float:
    """The least anybody could do: the same cells, read and judged by the same statement, as csv into nothing."""
    numbers = list(Household.objects.order_by("village_code", "pk").values_list("pk", flat=True))
    parameters = parameters_of_lines(span_of(PROVINCE).first, numbers, KEYS, YEAR)
    began = time.perf_counter()
    with connection.cursor() as cursor, Path(os.devnull).open("wb") as nowhere:
        statement = cursor.mogrify(read_sql(SQL), parameters).decode()
        cursor.copy_expert(f"COPY ({statement}) TO STDOUT (FORMAT csv)", nowhere)
    return time.perf_counter() - began
