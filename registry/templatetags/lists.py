"""What every list page is made of: query form, table, sortable heads, pager. The address keeps the whole query."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from registry.audit.pages import LogPage

register = template.Library()


@register.simple_block_tag
def table(content: SafeString, caption: str, stack: bool = False) -> SafeString:
    """A table that scrolls in its card under its own head; with `stack`, a list of cards on phones."""
    return render_to_string("components/table.html", {"content": content, "caption": caption, "stack": stack})


@register.inclusion_tag("components/column.html", takes_context=True)
def column(
    context: Context, label: str, *, sort: str = "", numeric: bool = False, minor: bool = False
) -> dict[str, Any]:
    """A head of a column; with `sort` a link to `?sort=word`, or to `?sort=-word` when it is already so.

    The cards that a stacked table becomes on a phone leave `minor` columns out.
    """
    request: HttpRequest = context["request"]
    now = request.GET.get("sort", "")
    order = {sort: "ascending", f"-{sort}": "descending"}.get(now, "") if sort else ""
    turned = f"-{sort}" if order == "ascending" else sort
    href = _address(request, sort=turned) if sort else ""
    return {"label": label, "numeric": numeric, "minor": minor, "order": order, "href": href}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: "Page[Any]", summary: str = "") -> dict[str, Any]:
    """Total, pages and a box to jump with; `summary` says the total in the page's own words (共 68 户 · 214 人)."""
    request: HttpRequest = context["request"]
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [(number, _address(request, page=number) if isinstance(number, int) else "") for number in numbers]
    return {
        "page": page,
        "summary": summary,
        "links": links,
        "before": _address(request, page=page.previous_page_number()) if page.has_previous() else "",
        "after": _address(request, page=page.next_page_number()) if page.has_next() else "",
        "kept": [(key, value) for key, values in _without_page(request).lists() for value in values],
    }


@register.inclusion_tag("components/older.html", takes_context=True)
def older(context: Context, page: LogPage) -> dict[str, Any]:
    """Under a log: further back, and back to the latest; the address keeps the query."""
    request: HttpRequest = context["request"]
    return {
        "page": page,
        "back": _address(request, before=page.older) if page.older else "",
        "latest": "" if page.latest else _address(request, before=""),
    }


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: Form, shown: int = 4, method: str = "get", more: str = "") -> dict[str, Any]:
    """The query form: the first `shown` fields, the others folded away unless one of them is in use.

    A long form says where they come from when somebody wants them (`more`); until then those in use go along unseen.
    Without scripts they come with the page, which is asked for them by `all`.
    """
    fields: list[BoundField] = form.visible_fields()
    further = fields[shown:]
    request = context["request"]
    open_now = any(bound.errors for bound in further) or "all" in request.GET
    later = bool(more) and not open_now
    return {
        "form": form,
        "first": fields[:shown],
        "further": further,
        "more": f"{more}?{request.GET.urlencode()}" if later else "",
        "whole": _address(request, all="1") if later else "",
        "asked": [bound for bound in further if bound.value() not in (None, "")] if later else [],
        # By subject, where the form says so; then what is in use stands in chips, and the fields need not.
        "groups": []
        if later
        else list(form.groups())
        if hasattr(form, "groups")
        else [("", [(bound, None, "") for bound in further])],
        "in_use": open_now or (not hasattr(form, "chips") and any(bound.value() for bound in further)),
        "method": method,
        "path": request.path,
        "request": request,
    }


@register.inclusion_tag("components/range.html")
def field_range(low: BoundField, high: BoundField, label: str) -> dict[str, Any]:
    """Two fields as one, from–to: {% field_range form.age_from form.age_to "年龄" %}."""
    controls = {
        name: bound.as_widget(attrs={"class": "form-control", "aria-label": str(bound.label)})
        for name, bound in (("low", low), ("high", high))
    }
    return {"label": label, "errors": [*low.errors, *high.errors], **controls}


@register.inclusion_tag("components/chips.html", takes_context=True)
def chips(context: Context, form: Any) -> dict[str, Any]:
    """The conditions in use (`form.chips`), each with a link that takes it away."""
    request: HttpRequest = context["request"]
    return {"chips": [(chip, _address(request, **dict.fromkeys(chip.names, ""))) for chip in form.chips]}


def _without_page(request: HttpRequest) -> QueryDict:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept


def _address(request: HttpRequest, **changed: str | int) -> str:
    """The present address with some parameters changed; any change but that of the page goes back to page 1."""
    query = _without_page(request)
    for key, value in changed.items():
        query[key] = str(value)
        if value == "":
            del query[key]
    return f"?{query.urlencode()}"
