"""Staged households as rows: written once by the check, read by the preview, the merge and the error workbook."""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from registry import cipher
from registry.actions.batches import WRITTEN
from registry.choices import BatchWrites
from registry.copying import Rows, in_copy
from registry.models import Batch, StagedHousehold

from .findings import Findings
from .judging import Judged

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
        for one in findings.kept
    )
    columns = ("batch_id", "staged_number", "sheet", "row", "column", "code", "message", "warning")
    return Rows(columns, rows, never_null=("column",))


def sealed(kept: dict[str, Any]) -> bytes:
    """Pressed before it is sealed, for afterwards it cannot be; the names of the fields repeat in every household."""
    return cipher.seal_bytes(zlib.compress(ENCODER.encode(kept).encode(), level=1))


def content(staged: StagedHousehold) -> dict[str, Any]:
    """What was kept of a household."""
    return opened(staged.content_sealed)


def opened(content_sealed: bytes | memoryview) -> dict[str, Any]:
    """The content of a staged household."""
    kept: dict[str, Any] = json.loads(zlib.decompress(cipher.unseal_bytes(content_sealed)))
    return kept


def to_merge(batch: Batch) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and content of each household that is to be written."""
    chosen = batch.staged.filter(verdict__in=WRITTEN[BatchWrites(batch.writes)]).order_by("number")
    for number, sealed_content in chosen.values_list("number", "content_sealed").iterator(chunk_size=500):
        yield number, opened(sealed_content)
