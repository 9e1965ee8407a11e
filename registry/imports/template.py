"""The workbook to fill in: the user's own villages, drop-downs, notes, and an example that is not read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.excel import (
    EXAMPLE_MARK,
    NOTES_SHEET,
    OPTIONS_SHEET,
    TEMPLATE_VERSION,
    Column,
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


def template(villages: Sequence[Village], tables: Tables) -> bytes:
    """An empty workbook for these villages."""
    both = (tables.households, tables.members)
    own_lists = {
        "row.township": tuple(dict.fromkeys(village.township for village in villages)),
        "row.village": tuple(dict.fromkeys(village.name for village in villages)),
    }
    here = villages[0] if villages else None
    examples = {"row.village": here.name, "row.township": here.township} if here else {}
    examples["row.village_code"] = str(here.code) if here else ""
    pages = [_page(table, own_lists, examples) for table in both]
    return write_pages([*pages, _notes(both)], hidden=OPTIONS_SHEET, version=TEMPLATE_VERSION)


def _page(table: Table, own_lists: dict[str, tuple[str, ...]], examples: dict[str, str]) -> Page:
    columns = [column for column in table.columns if column.kind != Kind.IGNORED]
    example = [_example(column, examples) for column in columns]
    return Page(table.name, [heading(column, own_lists) for column in columns], examples=[example])


def _example(column: Column, examples: dict[str, str]) -> str:
    # The first cell marks the row, so that it is not read.
    return (
        f"{EXAMPLE_MARK}{column.example}" if column.field == "row.key" else examples.get(column.field, column.example)
    )


def _notes(tables: Sequence[Table]) -> Page:
    """What each column holds, with the code of the national system."""
    head = [Heading(_("工作表")), Heading(_("列"), 24), Heading(_("国家系统代码"), 16), Heading(_("填写"), 20)]
    rows: list[Sequence[Value]] = [
        (table.name, column.label, column.code, str(KINDS[column.kind]), note(column), "、".join(labels(column)))
        for table in tables
        for column in table.columns
    ]
    return Page(NOTES_SHEET, [*head, Heading(_("说明"), 44), Heading(_("选项"), 60)], rows)
