"""常用查询: conditions of the list of households under a name."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.saved_queries import delete_query, rename_query, save_query
from registry.forms.filters import HouseholdFilter
from registry.forms.saved_query import Deletion, NewQuery, Renaming
from registry.queries.saved import saved_queries_of
from registry.refusal import Refused

from .finding import kept


@require(Permission.HOUSEHOLD_VIEW)
@require_GET
def saved_queries(request: StaffRequest) -> HttpResponse:
    """One's own, each with its conditions in words."""
    queries = [
        (query, HouseholdFilter(QueryDict(query.conditions), viewer=request.user).chips)
        for query in saved_queries_of(request.user)
    ]
    return render(request, "registry/saved_queries.html", {"queries": queries})


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Back to the list, which shows the same conditions."""
    form = NewQuery(request.POST)
    conditions = kept(QueryDict(request.POST.get("conditions", "")))
    name = _try(
        request, form, lambda: save_query(name=form.cleaned_data["name"], conditions=conditions, by=request.user).name
    )
    if name:
        messages.success(request, _("已保存为常用查询“%s”") % name)
    return redirect(f"{reverse('registry:households')}?{conditions}")


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def rename(request: StaffRequest) -> HttpResponse:
    """改名."""
    form = Renaming(request.POST)
    name = _try(
        request,
        form,
        lambda: rename_query(query_id=form.cleaned_data["query"], name=form.cleaned_data["name"], by=request.user).name,
    )
    if name:
        messages.success(request, _("已改名为“%s”") % name)
    return redirect("registry:saved_queries")


@require(Permission.HOUSEHOLD_VIEW)
@require_POST
def delete(request: StaffRequest) -> HttpResponse:
    """删除."""
    form = Deletion(request.POST)
    if form.is_valid():
        delete_query(query_id=form.cleaned_data["query"], by=request.user)
        messages.success(request, _("已删除"))
    return redirect("registry:saved_queries")


def _try(request: StaffRequest, form: forms.Form, do: Callable[[], str]) -> str:
    """Do it if the form is right; say what is wrong, or what stands in the way."""
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, "；".join(str(error) for error in errors))
        return ""
    try:
        return do()
    except Refused as refused:
        for message in refused.messages:
            messages.error(request, message)
    return ""
