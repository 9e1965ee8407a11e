"""Reading DIR/in into an empty database. Needs the owner's role, for it counts the sequences on."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone

from registry.accounts.scope import SYSTEM
from registry.audit.acts import act
from registry.choices import RunState
from registry.models import Run
from registry.parameters.choices import LineKind, Name
from registry.parameters.models import Parameter, PovertyLine
from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.spans import level_of, span_of
from registry.rules.income import ITEMS
from registry.sqlfile import run_sql

from . import people
from .codes import stage_code_lists

SQL = Path(__file__).parent / "sql" / "load"
FILES = (
    *("households", "persons", "memberships", "member_years", "statements", "surveys"),
    *("previous_closings", "decisions", "campaigns", "parameters", "regions"),
)
# In the order of their foreign keys; persons stand between households and memberships.
LOADS = ("memberships", "member_years", "statements", "surveys", "closings", "campaigns", "decisions")
COUNTED = ("household", "person", "membership", "campaign", "decision")
DIGITS = tuple(level.digits for level in Level)


@transaction.atomic
def load(directory: Path, *, year: int | None = None) -> int:
    """Load the register of DIR/in and give back its year: without `year` the one after its opening rows.

    ValueError when neither tells the year.
    """
    for name in FILES:
        with (directory / "in" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            _stage(name, file)
    stage_code_lists()
    year = year or _year_after_opening()
    with act("exchange.load", by=SYSTEM, reason=str(year)):
        _load_regions()
        run_sql(SQL / "households.sql")
        _copy("registry_person", people.COLUMNS, people.invented(_persons()))
        for name in LOADS:
            run_sql(SQL / f"{name}.sql")
        _load_parameters(year)
        _load_baselines(year - 1)
        _count_on()
    _execute(f"DROP TABLE code_list, {', '.join(f'in_{name}' for name in FILES)}")
    return year


def _stage(name: str, file: IO[str]) -> None:
    """Copy a file as it is into a temporary table of text columns; an empty cell becomes null."""
    header = next(csv.reader([file.readline()]))
    columns = ", ".join(connection.ops.quote_name(column) for column in header)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE in_{name} ({columns.replace(',', ' text,')} text)")
        # An empty cell is none, in quotes as well.
        cursor.copy_expert(f"COPY in_{name} ({columns}) FROM STDIN (FORMAT csv, FORCE_NULL ({columns}))", file)


def _copy(table: str, columns: Iterable[str], rows: Iterable[tuple[str | int, ...]]) -> None:
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(str(cell) for cell in row) + "\n")
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text)


def _persons() -> Iterator[tuple[int, date | None, int]]:
    """Persons with the village of the household they belong to, or last belonged to."""
    yield from _rows(
        "SELECT DISTINCT ON (p.person::bigint) p.person::bigint, p.born::date, COALESCE(h.village_code, 0)"
        " FROM in_persons p LEFT JOIN in_memberships m ON m.person = p.person"
        " LEFT JOIN registry_household h ON h.id = m.household::bigint"
        " ORDER BY p.person::bigint, m.counted_until::int DESC NULLS FIRST, m.membership::bigint DESC"
    )


def _year_after_opening() -> int:
    ((last,),) = _rows("SELECT max(year::int) FROM in_previous_closings")
    if last is None:
        raise ValueError("no opening rows: say which year it is")
    return int(last) + 1


def _load_regions() -> None:
    """Villages of the households with all above them, and the recoded ones; those that exist stay as they are."""
    villages = _rows("SELECT village FROM in_households UNION SELECT village FROM in_previous_closings")
    recoded = _rows("SELECT code, successor, replaced_on::date FROM in_regions")
    codes = {row[0] for row in villages} | {code for row in recoded for code in row[:2]}
    known: dict[str, Region] = {region.short_code: region for region in Region.objects.all()}
    for short_code in sorted({code[:digits] for code in codes for digits in DIGITS}, key=len):  # the parent first
        if short_code not in known:
            known[short_code] = _new_region(short_code, known)
    for code, successor, replaced_on in recoded:
        Region.objects.filter(pk=known[code].pk).update(successor=known[successor], valid_to=replaced_on)


def _new_region(short_code: str, known: dict[str, Region]) -> Region:
    span, level = span_of(short_code), level_of(short_code)
    parent = known[short_code[: DIGITS[level - 2]]] if level > Level.PROVINCE else None
    return Region.objects.create(
        level=level,
        code=span.first,
        last=span.last,
        parent=parent,
        name=short_code,
        shown_name=short_code,
        initials="",
    )


def _load_parameters(year: int) -> None:
    """What holds in `year`: of a province before the nation, of the year before every year."""
    rows = _rows(
        "SELECT name, province, year::int, value FROM in_parameters WHERE year IS NULL OR year::int = %s", [year]
    )
    PovertyLine.objects.filter(year=year).delete()  # the year's lines are those of the files
    by_precedence = sorted(rows, key=lambda row: (row[1] is not None, row[2] is not None))
    for name, kind in (("line_nbs", LineKind.NBS), ("line_provincial", LineKind.PROVINCIAL)):
        amounts = {row[1]: Decimal(row[3]) for row in by_precedence if row[0] == name and row[3]}
        for province, amount in amounts.items():
            if (province is None) == (kind == LineKind.NBS):
                code = province and span_of(province).first
                PovertyLine.objects.create(year=year, province_code=code, kind=kind, amount=amount, source="exchange")
    for province in [None, *_provinces()]:
        holding = {row[0]: row[3] for row in by_precedence if row[1] in (None, province)}
        code = province and span_of(province).first
        values: dict[Name, Any] = {Name.STABLE_ITEMS: (holding.get("stable_items") or "").split() or list(ITEMS)}
        if holding.get("serious_illness_from"):  # without one it is never required, which is the default
            values[Name.SERIOUS_ILLNESS_FROM] = int(holding["serious_illness_from"])
        for name, value in values.items():
            Parameter.objects.update_or_create(
                name=name, province_code=code, from_year=year, defaults={"value": value, "source": "exchange"}
            )


def _load_baselines(year: int) -> None:
    """The runs that wrote the opening rows: finished baselines, after which the next year is open."""
    for province in _provinces():
        Run.objects.create(
            region_code=span_of(province).first,
            year=year,
            baseline=True,
            state=RunState.FINISHED,
            finished_at=timezone.now(),
        )


def _provinces() -> list[str]:
    return [row[0] for row in _rows("SELECT DISTINCT left(village, 2) FROM in_households ORDER BY 1")]


def _count_on() -> None:
    for name in COUNTED:
        _execute(
            f"SELECT setval(pg_get_serial_sequence('registry_{name}', 'id'), greatest(max(id), 1000000000))"  # noqa: S608
            f" FROM registry_{name}"
        )


def _rows(sql: str, parameters: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
