"""The cells of a list of households: a page has hundreds, so one function writes each kind, and no chain of tests."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from registry.queries.columns import Cell, Kind

from .components import masked, pill
from .figures import NOTHING, yuan

register = template.Library()


@register.simple_tag
def row_cells(cells: list[Cell]) -> SafeString:
    """All cells of a line but the head's."""
    return format_html_join(
        "",
        "<td{}>{}</td>",
        ((NUMERIC if cell.column.kind.numeric else "", WRITERS[cell.column.kind](cell.value)) for cell in cells),
    )


def _text(value: Any) -> Any:
    return value or NOTHING


def _collection(value: tuple[bool, str]) -> SafeString:
    done, words = value
    return format_html("<span>{}</span>" if done else '<span class="watch">{}</span>', words)


NUMERIC = format_html(' class="{}"', "n")
WRITERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _text,
    Kind.YUAN: yuan,
    Kind.STATUS: pill,
    Kind.MASKED: masked,
    Kind.GUARANTEES: lambda value: pill(value[0], value[1], quiet=True),
    Kind.COLLECTION: _collection,
}
