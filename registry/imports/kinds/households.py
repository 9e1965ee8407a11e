"""农户资料: households with members, their yearly records, or members alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.actions.merging import merge_batch
from registry.cipher import unseal_bytes
from registry.excel import tables_of
from registry.imports.checking import Checked, check_workbook
from registry.imports.contents import Moment
from registry.imports.error_workbook import error_workbook
from registry.imports.layout import FileRefused
from registry.imports.staging import to_merge
from registry.imports.tables import merge_tables
from registry.models import Batch
from registry.queries.batches import import_spans

from .ways import Ways


def check(batch: Batch) -> Checked:
    """Every household with its members, against the rules and the register of the area."""
    moment = Moment(batch.year, timezone.localdate(), clears=batch.clears)
    tables = tables_of(batch.region_code, batch.year)
    checked = check_workbook(unseal_bytes(batch.file_sealed), tables, import_spans(batch), moment)
    if not checked.rows:
        raise FileRefused([_("文件里没有户；模板中的示例行不算")])
    return checked


def merge(batch: Batch, by: User) -> Batch:
    """Set-based, all at once."""
    own = tables_of(batch.region_code, batch.year).own_names
    return merge_batch(batch_id=batch.pk, tables=merge_tables(to_merge(batch), own), by=by)


WAYS = Ways(check, merge, error_workbook)
