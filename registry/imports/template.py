"""The workbook to fill in: the user's own villages, drop-downs, notes, and an example that is not read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.excel import (
    EXAMPLE_MARK,
    NOTES_SHEET,
    OPTIONS_SHEET,
    TEMPLATE_VERSION,
    Kind,
    Table,
    Tables,
)
from registry.queries.stored import Village
from registry.workbook.writing import Heading, Page, Value, write_pages

from .headings import heading, labels, note

KINDS = {
    Kind.TEXT: gettext_lazy("文字"),
    Kind.CHOICE: gettext_lazy("选一项"),
    Kind.CHOICES: gettext_lazy("可填几项，用顿号隔开"),
    Kind.YES_NO: gettext_lazy("是或否"),
    Kind.DATE: gettext_lazy("日期"),
    Kind.NUMBER: gettext_lazy("数"),
    Kind.WHOLE: gettext_lazy("整数"),
    Kind.DIGITS: gettext_lazy("文本格式的号码"),
    Kind.IGNORED: gettext_lazy("不采用"),
}


@dataclass(frozen=True)
class Local:
    """What the user's own area puts into a template, by field: drop-downs, and what an example row says."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)


def template(villages: Sequence[Village], tables: Tables) -> bytes:
    """An empty workbook of households with members for these villages."""
    return empty_workbook((tables.households, tables.members), TEMPLATE_VERSION, of_villages(villages))


def of_villages(villages: Sequence[Village]) -> Local:
    """Townships and villages to choose from."""
    here = villages[0] if villages else None
    examples = {"row.village": here.name, "row.township": here.township} if here else {}
    return Local(
        {
            "row.township": tuple(dict.fromkeys(village.township for village in villages)),
            "row.village": tuple(dict.fromkeys(village.name for village in villages)),
        },
        examples | {"row.village_code": str(here.code) if here else ""},
    )


def empty_workbook(tables: Sequence[Table], version: str, local: Local) -> bytes:
    """Heads that are protected, an example that is not read, and what each column holds."""
    pages = [_page(table, local) for table in tables]
    return write_pages([*pages, _notes(tables)], hidden=OPTIONS_SHEET, version=version)


def _page(table: Table, local: Local) -> Page:
    columns = [column for column in table.columns if column.kind != Kind.IGNORED]
    example = [local.examples.get(column.field, column.example) for column in columns]
    # The first cell marks the row, so that it is not read.
    example[0] = f"{EXAMPLE_MARK}{example[0]}"
    headings = [heading(column, local.lists) for column in columns]
    return Page(table.name, headings, examples=[example], protected=True)


def _notes(tables: Sequence[Table]) -> Page:
    """What each column holds, with the code of the national system."""
    head = [Heading(_("工作表")), Heading(_("列"), 24), Heading(_("国家系统代码"), 16), Heading(_("填写"), 20)]
    rows: list[Sequence[Value]] = [
        (table.name, column.label, column.code, str(KINDS[column.kind]), note(column), "、".join(labels(column)))
        for table in tables
        for column in table.columns
    ]
    return Page(NOTES_SHEET, [*head, Heading(_("说明"), 44), Heading(_("选项"), 60)], rows)
