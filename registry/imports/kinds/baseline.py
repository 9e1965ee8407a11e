"""首次建库: a county in the national system's layout, with its past years (registry.imports.baseline)."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.entering import enter_county
from registry.cipher import unseal_bytes
from registry.excel import NATIONAL, tables_of
from registry.imports.baseline.checking import check_baseline
from registry.imports.baseline.sheets import match_years
from registry.imports.baseline.tables import entering_tables
from registry.imports.checking import Checked
from registry.imports.error_workbook import refused_rows
from registry.imports.layout import FileRefused
from registry.imports.staging import opened
from registry.models import Batch
from registry.workbook.reading import read_workbook

from .ways import Ways

VERSION = "jingzhun-baseline-1"


def check(batch: Batch) -> Checked:
    """Every household with all its years, against the rules, the register and itself."""
    checked = check_baseline(batch, timezone.localdate())
    if not checked.rows:
        raise FileRefused([_("文件里没有户")])
    return checked


def merge(batch: Batch, by: User) -> Batch:
    """Set-based, all at once."""
    own = tables_of(batch.region_code, batch.year, NATIONAL).own_names
    return enter_county(batch_id=batch.pk, tables=entering_tables(_to_merge(batch), own), by=by)


def _to_merge(batch: Batch) -> Iterator[tuple[int, str, dict[str, Any]]]:
    chosen = batch.staged.filter(verdict="new").order_by("number")
    for number, key, sealed in chosen.values_list("number", "key", "content_sealed").iterator(chunk_size=500):
        yield number, key, opened(sealed)


def errors(batch: Batch) -> bytes:
    """The refused households in all their sheets."""
    sheets = read_workbook(unseal_bytes(batch.file_sealed))
    book = match_years(sheets, tables_of(batch.region_code, batch.year, NATIONAL))
    layouts = [told.layout for told in (*book.households, *book.members) if not told.beside]
    return refused_rows(batch, [(layout.name, layout) for layout in layouts], VERSION)


WAYS = Ways(check, merge, errors)
