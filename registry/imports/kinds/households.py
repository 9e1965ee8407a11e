"""农户资料: households with members, their yearly records, or members alone."""

from collections.abc import Callable, Collection
from dataclasses import replace

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.actions.merging import merge_batch
from registry.choices import BatchKind
from registry.cipher import unseal_bytes
from registry.excel import TEMPLATE_VERSION, Table, Tables, tables_of
from registry.imports.ahead import one_ahead
from registry.imports.checking import Checked, check_workbook
from registry.imports.contents import Moment
from registry.imports.error_workbook import error_workbook
from registry.imports.layout import FileRefused
from registry.imports.staging import pieces_to_merge
from registry.imports.template import empty_workbook, of_villages
from registry.models import Batch
from registry.queries.batches import import_areas, import_spans
from registry.queries.stored import villages_in
from registry.queries.years import open_year
from registry.regions.spans import Span

from .ways import Template, Ways

WHO = ("person.name", "person.id_number", "person.number_missing")


def check(batch: Batch) -> Checked:
    """Every household with its members, against the rules and the register of the area."""
    moment = Moment(batch.year, timezone.localdate(), clears=batch.clears)
    tables = tables_of(batch.region_code, batch.year)
    checked = check_workbook(unseal_bytes(batch.file_sealed), tables, import_spans(batch), moment)
    if not checked.rows:
        raise FileRefused([gettext("文件里没有户；模板中的示例行不算")])
    return checked


def merge(batch: Batch, by: User) -> Batch:
    """Set-based, all at once or not at all."""
    own_names = tables_of(batch.region_code, batch.year).own_names
    pieces = one_ahead(lambda piece: piece.tables(own_names), pieces_to_merge(batch))
    return merge_batch(batch_id=batch.pk, pieces=pieces, by=by)


def _whole(tables: Tables) -> tuple[Table, ...]:
    return tables.households, tables.members


def _yearly(tables: Tables) -> tuple[Table, ...]:
    """What is told every year of households and members that are registered."""
    return (
        _narrowed(tables.households, ("statement", "survey", "total"), ("row.household_id", "row.head_name")),
        _narrowed(tables.members, ("member_year",), ("row.household_id", *WHO, "membership.relation")),
    )


def _members(tables: Tables) -> tuple[Table, ...]:
    """Members of households that are registered."""
    return (replace(tables.members, columns=tuple(c for c in tables.members.columns if c.field != "row.key")),)


def _narrowed(table: Table, parts: Collection[str], fields: Collection[str]) -> Table:
    kept = tuple(column for column in table.columns if column.part in parts or column.field in fields)
    return replace(table, columns=kept)


def _template(label: str | Promise, choose: Callable[[Tables], tuple[Table, ...]]) -> Template:
    def make(user: User) -> bytes:
        areas = import_areas(user, BatchKind.HOUSEHOLDS)
        villages = villages_in([Span(area.code, area.last) for area in areas])
        code = areas[0].code if areas else 0
        tables = choose(tables_of(code, open_year(code)))
        return empty_workbook(tables, TEMPLATE_VERSION, of_villages(villages))

    return Template(label, make)


TEMPLATES = {
    "households": _template(_("农户与成员"), _whole),
    "years": _template(_("年度资料（已建档的户）"), _yearly),
    "members": _template(_("成员（已建档的户）"), _members),
}
WAYS = Ways(check, merge, error_workbook, TEMPLATES)
