"""Staged households as rows: written once by the check, read by the preview, the merge and the error workbook."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from registry import cipher
from registry.choices import RowVerdict
from registry.models import Batch, Fault, StagedHousehold

from .findings import Findings
from .judging import Judged


def staged_rows(batch: Batch, judged: Iterable[Judged]) -> Iterator[StagedHousehold]:
    """Rows to keep; their content is sealed, for it says about people what the register keeps sealed too."""
    for one in judged:
        yield StagedHousehold(
            batch=batch,
            number=one.group.number,
            key=one.group.key,
            head_name=one.head_name[:50],
            content_sealed=cipher.seal(json.dumps(one.content, ensure_ascii=False, separators=(",", ":"))),
            verdict=one.verdict,
            household_id_found=one.household_id,
            rows=len(one.group.lines),
            changes=len(one.content["differences"]),
        )


def fault_rows(batch: Batch, findings: Findings) -> Iterator[Fault]:
    """Findings to keep."""
    for finding in findings.kept:
        yield Fault(
            batch=batch,
            staged_number=finding.group,
            sheet=finding.sheet,
            row=finding.row,
            column=finding.column,
            code=finding.code,
            message=finding.message[:300],
            warning=finding.warning,
        )


def content(staged: StagedHousehold) -> dict[str, Any]:
    """What was kept of a household."""
    kept: dict[str, Any] = json.loads(cipher.unseal(staged.content_sealed))
    return kept


def to_merge(batch: Batch) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and content of each household that is to be written."""
    chosen = batch.staged.filter(verdict__in=(RowVerdict.NEW, RowVerdict.CHANGED)).order_by("number")
    for staged in chosen.iterator(chunk_size=500):
        yield staged.number, content(staged)
