"""导出: the button over a list."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.choices import ExportFormat
from registry.exports.catalogue import LISTINGS

register = template.Library()


@register.inclusion_tag("components/export.html", takes_context=True)
def export_list(context: Context, word: str, **more: Any) -> dict[str, Any]:
    """The button and its dialog for the list of that word, as this page shows it; `more` joins the conditions."""
    request: HttpRequest = context["request"]
    listing, query = LISTINGS[word], request.GET.copy()
    for name, value in more.items():
        query[name] = str(value)
    user = request.user
    return {
        "request": request,
        "listing": listing,
        "conditions": query.urlencode(),
        "formats": ExportFormat.choices,
        "whole": listing.whole and isinstance(user, User) and user.may(Permission.HOUSEHOLD_REVEAL),
    }
