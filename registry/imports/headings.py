"""How the columns of the workbook look when we write them: widths, notes, drop-downs."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from registry.excel import Column, Kind
from registry.workbook.writing import Heading

AS_TEXT = (Kind.TEXT, Kind.DIGITS)


def heading(column: Column, own_lists: Mapping[str, tuple[str, ...]] | None = None) -> Heading:
    """The head of a column; `own_lists` are drop-downs by field beyond the column's own."""
    return Heading(
        column.label,
        width=column.width,
        note=note(column),
        choices=(own_lists or {}).get(column.field) or choices(column),
        required=column.required,
        text=column.kind in AS_TEXT,
    )


def choices(column: Column) -> tuple[str, ...]:
    """What a cell may say, where only one of them may stand there."""
    if column.kind == Kind.YES_NO:
        return (_("是"), _("否"))
    return labels(column) if column.kind == Kind.CHOICE else ()


def labels(column: Column) -> tuple[str, ...]:
    """The entries of the column's list."""
    return tuple(str(entry.label) for entry in column.choices or ())


def note(column: Column) -> str:
    """What to know before filling it in."""
    parts = [column.hint, _("必填") if column.required else ""]
    if column.kind == Kind.DATE:
        parts.append(_("写成 2016-01-02 的样子"))
    return "；".join(part for part in parts if part)
