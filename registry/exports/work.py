"""What the job of an export does: it writes the file once, row by row, and keeps it sealed. A kill leaves nothing."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import cipher
from registry.actions.exports import Made, fail_export, keep_file
from registry.choices import ExportFormat, ExportState
from registry.jobs.choices import JobKind
from registry.jobs.handlers import handles
from registry.jobs.models import Job, Unit
from registry.models import Export
from registry.queries.exports import may_still_take
from registry.refusal import Refused
from registry.rules.exports import needs_second_person
from registry.workbook.ledgers import Ledger, write_csv, write_ledger
from registry.workbook.writing import Page, write_book

from .catalogue import LISTINGS
from .listing import Asked, Listed, Row

PIECE_BYTES = 2**20
SHEET_NAME_LENGTH = 31
WRITERS: dict[str, Callable[[BinaryIO, Ledger], None]] = {
    ExportFormat.XLSX: write_ledger,
    ExportFormat.CSV: partial(write_csv, encoding="utf-8-sig"),
    ExportFormat.CSV_GB18030: partial(write_csv, encoding="gb18030"),
}


def make(unit: Unit) -> int:
    """Write the file in the name of its owner, as the list is now; returns its rows."""
    export = Export.objects.select_related("ordered_by").get(pk=unit.job.subject)
    if export.state != ExportState.QUEUED:
        return export.rows
    if not may_still_take(export.ordered_by, export):
        raise Refused(_("导出人已不在这一区域任职，没有生成文件"))
    listed = LISTINGS[export.listing].read(asked_for(export))
    _refuse_grown(export, listed)
    with tempfile.TemporaryFile() as file:
        if listed.book is None:
            WRITERS[export.format](file, ledger_of(export, listed, unit))
        else:
            _write_book(file, export, listed.book, unit)
        keep_file(
            export_id=export.pk,
            made=Made(_pieces(file), unit.rows, listed.whole_of() if export.whole_numbers else ()),
            by=export.ordered_by,
        )
    return unit.rows


def _write_book(
    file: BinaryIO, export: Export, book: Callable[[Callable[[int], None]], Iterable[Page]], unit: Unit
) -> None:
    """Several sheets, with the mark of who took them and when."""

    def counted(rows: int) -> None:
        unit.rows += rows

    unit.rows = 0
    write_book(file, book(counted), mark=_mark(export), properties=_properties(export))


def _refuse_grown(export: Export, listed: Listed) -> None:
    """A list may have grown since it was ordered, beyond what one person takes alone."""
    alone = export.whole_numbers and export.answered_by_id is None
    if alone and needs_second_person(rows=listed.found.count(), whole_numbers=True):
        raise Refused(_("行数已超过一人可以导出的完整证件号码，请重新导出"))


def asked_for(export: Export) -> Asked:
    """The page that the owner looked at."""
    return Asked(
        viewer=export.ordered_by,
        query=QueryDict(export.query),
        year=export.year,
        words=cipher.unseal(export.words_sealed) if export.words_sealed else "",
        columns=tuple(export.columns),
        whole=export.whole_numbers,
    )


def ledger_of(export: Export, listed: Listed, unit: Unit) -> Ledger:
    """The sheet with its mark: on every page that is printed, and where no sheet shows it."""
    return Ledger(
        name=export.title[:SHEET_NAME_LENGTH],
        heads=listed.heads,
        rows=_counted(listed.chunks(), unit),
        mark=listed.mark or _mark(export),
        properties=_properties(export),
    )


def _mark(export: Export) -> str:
    words = {"who": _who(export), "at": _now(), "where": export.area, "number": export.short_number}
    return _("%(who)s 导出于 %(at)s　%(where)s　编号 %(number)s　内部资料，不得外传") % words


def _properties(export: Export) -> dict[str, str]:
    return {
        "ExportedBy": _who(export),
        "ExportedAt": _now(),
        "ExportedArea": export.area,
        "ExportNumber": str(export.pk),
    }


def _who(export: Export) -> str:
    return f"{export.ordered_by.name}（{export.ordered_by.username}）"


def _now() -> str:
    return f"{timezone.localtime():%Y-%m-%d %H:%M}"


def _counted(chunks: Iterable[Sequence[Row]], unit: Unit) -> Iterator[Row]:
    """The renewal of the lease tells the page how many there are by now."""
    unit.rows = 0
    for chunk in chunks:
        yield from chunk
        unit.rows += len(chunk)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE_BYTES):
        yield piece


def ended(job: Job) -> None:
    """A job that failed or was cancelled leaves no file."""
    export = Export.objects.select_related("ordered_by").get(pk=job.subject)
    problem = job.error or str(job.get_state_display())
    fail_export(export_id=UUID(job.subject), problem=problem, by=export.ordered_by)


handles(JobKind.EXPORT, make, ended)
