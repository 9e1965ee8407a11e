"""The code lists, to look a code up or to print them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, signed_in
from registry.forms.code_lists import CodeFilter
from registry.queries import code_lists as queries


@signed_in
@require_GET
def code_lists(request: StaffRequest) -> HttpResponse:
    """All lists, or what a word or code finds in them."""
    form = CodeFilter(request.GET)
    return render(request, "parameters/code_lists.html", {"form": form, "lists": queries.code_lists(form.wanted)})
