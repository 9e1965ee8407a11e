"""Drafts: kept while somebody types, offered when the form is opened again."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry.accounts.access import StaffRequest, signed_in
from registry.actions.desk import discard_draft, keep_draft
from registry.forms.desk import LONGEST_PATH, DraftForm
from registry.queries.desk import draft_of


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponseBase:
    """One's own draft of the form at a path: read it, keep it, or without values discard it."""
    if request.method == "GET":
        return _read(request, request.GET.get("form", "")[:LONGEST_PATH])
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("草稿没有存上"))
    path, values = form.cleaned_data["form"], form.cleaned_data["values"]
    if not values:
        discard_draft(form=path, by=request.user)
        return HttpResponse(status=204)
    kept = keep_draft(form=path, title=form.cleaned_data["title"], values=values, by=request.user)
    return JsonResponse({"when": _clock(kept.saved_at)})


def _read(request: StaffRequest, path: str) -> JsonResponse:
    """A fresh token goes along: who had to log in again in another window goes on typing in this one."""
    kept = draft_of(request.user, path)
    found = {"when": _clock(kept.saved_at), "values": kept.values} if kept else {}
    return JsonResponse({"token": get_token(request), **found})


def _clock(moment: datetime) -> str:
    """The time of day, before today with the day."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%Y-%m-%d %H:%M}"
