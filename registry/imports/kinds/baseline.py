"""首次建库: a county in the national system's layout, with its past years (registry.imports.baseline)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.models import User
from registry.actions.entering import enter_county
from registry.choices import BatchKind, RowVerdict
from registry.cipher import unseal_bytes
from registry.excel import NATIONAL, Column, tables_of
from registry.excel.baseline_sheets import is_yearly
from registry.imports.baseline.checking import check_baseline
from registry.imports.baseline.sheets import match_years
from registry.imports.baseline.tables import entering_tables
from registry.imports.checking import Checked
from registry.imports.error_workbook import refused_rows
from registry.imports.layout import FileRefused
from registry.imports.staging import opened
from registry.imports.template import empty_workbook, of_villages
from registry.models import Batch
from registry.queries.baselines import closed_years
from registry.queries.batches import import_areas
from registry.queries.stored import villages_in
from registry.queries.years import open_year
from registry.regions.spans import Span
from registry.workbook.reading import read_workbook

from .ways import Template, Ways

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
    chosen = batch.staged.filter(verdict=RowVerdict.NEW).order_by("number")
    for number, key, sealed in chosen.values_list("number", "key", "content_sealed").iterator(chunk_size=500):
        yield number, key, opened(sealed)


def errors(batch: Batch) -> bytes:
    """The refused households in all their sheets."""
    sheets = read_workbook(unseal_bytes(batch.file_sealed))
    book = match_years(sheets, tables_of(batch.region_code, batch.year, NATIONAL))
    layouts = [told.layout for told in (*book.households, *book.members) if not told.beside]
    named = [(one.name, replace(one, table=replace(one.table, name=one.name))) for one in layouts]
    return refused_rows(batch, named, VERSION)


def template(user: User) -> bytes:
    """The register as it stands, and a sheet of households and one of members for each year the province has closed."""
    areas = import_areas(user, BatchKind.BASELINE)
    code = areas[0].code if areas else 0
    tables = tables_of(code, open_year(code), NATIONAL)
    both = (tables.households, tables.members)
    yearly = [
        replace(table, name=f"{table.name}{year}", columns=tuple(c for c in table.columns if _of_year(c)))
        for year in reversed(closed_years(code))
        for table in both
    ]
    local = of_villages(villages_in([Span(area.code, area.last) for area in areas]))
    return empty_workbook((*both, *yearly), VERSION, local)


def _of_year(column: Column) -> bool:
    return is_yearly(column) or column.required or column.field in ("membership.reason_out", "membership.left_on")


WAYS = Ways(check, merge, errors, {"baseline": Template(gettext_lazy("首次建库（含以前年度）"), template)})
