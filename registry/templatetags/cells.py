"""The cells of a list of households: a page has hundreds, so one function writes each kind, and no chain of tests."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from registry.forms.display import Display, Shown
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


@register.simple_tag
@lru_cache(maxsize=200)
def display_fields(shown: Shown) -> SafeString:
    """The choices of 列设置: written once for all who see the list alike, for they stand under every list."""
    form = Display(initial=shown.as_initial)
    return mark_safe(render_to_string("registry/_display_fields.html", {"form": form}))  # noqa: S308 a template wrote it


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
