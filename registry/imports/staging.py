"""Staged households as rows: written once by the check, read by the preview, the merge and the error workbook."""

import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

import orjson
from django.db.models import QuerySet

from registry import cipher
from registry.actions.batches import WRITTEN
from registry.choices import BatchWrites, RowVerdict
from registry.copying import Rows, fresh_ids, in_copy
from registry.models import Batch, StagedHousehold

from .findings import Findings
from .judging import Judged
from .tables import FreshIds, merge_tables

# Households that are made ready for the database while it writes those before; for the first ones it has to wait.
PIECE, FIRST_PIECE = 2_000, 200
# What one household says like any other: pressed with this at hand, it takes a third of the room. What is staged can
# only be opened with what it was pressed with, so this file never changes: a better one will be another file.
TYPICAL = (Path(__file__).parent / "typical_household.json").read_bytes().replace(b"\n", b"")
# It is copied for each household, so it is a small one: they are no longer than its window.
PRESS = zlib.compressobj(level=3, wbits=13, memLevel=6, zdict=TYPICAL)


def staged_rows(batch: Batch, judged: Iterable[Judged]) -> Rows:
    """Rows to keep; their content is sealed, for it says about people what the register keeps sealed too."""
    columns = ("batch_id", "number", "key", "head_name", "content_sealed", "verdict", "household_id_found")
    rows = (
        (
            batch.pk,
            one.group.number,
            one.group.key,
            one.head_name[:50],
            in_copy(sealed(one.content)),
            one.verdict,
            one.household_id,
            False,
            len(one.group.lines),
            len(one.content["differences"]),
        )
        for one in judged
    )
    return Rows((*columns, "merged", "rows", "changes"), rows, never_null=("key", "head_name"))


def fault_rows(batch: Batch, findings: Findings) -> Rows:
    """Findings to keep."""
    rows = (
        (batch.pk, one.group, one.sheet, one.row, one.column, one.code, one.message[:300], one.warning)
        for one in findings.told()
    )
    columns = ("batch_id", "staged_number", "sheet", "row", "column", "code", "message", "warning")
    return Rows(columns, rows, never_null=("sheet", "column"))


def sealed(kept: dict[str, Any]) -> bytes:
    """Pressed before it is sealed, for afterwards it cannot be; the names of the fields repeat in every household."""
    press = PRESS.copy()
    return cipher.seal_bytes(press.compress(orjson.dumps(kept)) + press.flush())


def content(staged: StagedHousehold) -> dict[str, Any]:
    """What was kept of a household."""
    return opened(staged.content_sealed)


def opened(content_sealed: bytes | memoryview) -> dict[str, Any]:
    """The content of a staged household."""
    pressed = cipher.unseal_bytes(content_sealed)
    kept: dict[str, Any] = orjson.loads(zlib.decompressobj(zdict=TYPICAL).decompress(pressed))
    return kept


def to_merge(batch: Batch) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and content of each household, or row of a list, that is to be written."""
    for number, content_sealed in _chosen(batch).values_list("number", "content_sealed").iterator(chunk_size=500):
        yield number, opened(content_sealed)


def _chosen(batch: Batch) -> QuerySet[StagedHousehold]:
    return batch.staged.filter(verdict__in=WRITTEN[BatchWrites(batch.writes)]).order_by("number")


@dataclass(frozen=True)
class Piece:
    """Some of the households that are to be written, by number, still sealed."""

    sealed: list[tuple[int, bytes]]
    ids: FreshIds

    def tables(self, own_names: Collection[str]) -> dict[str, Rows]:
        """Opened, as rows of the merge's tables."""
        return merge_tables(((number, opened(content)) for number, content in self.sealed), self.ids, own_names)


def pieces_to_merge(batch: Batch) -> Iterator[Piece]:
    """As `to_merge`, some thousand at a time."""
    rows = _chosen(batch).values_list("number", "content_sealed", "verdict", "rows").iterator(chunk_size=PIECE)
    sizes = chain((FIRST_PIECE,), repeat(PIECE))
    while piece := list(islice(rows, next(sizes))):
        new = sum(verdict == RowVerdict.NEW for *_, verdict, _rows in piece)
        most_persons = sum(count for *_, count in piece)
        ids = FreshIds(fresh_ids("registry_household", new), fresh_ids("registry_person", most_persons))
        yield Piece([(number, bytes(content)) for number, content, *_ in piece], ids)
