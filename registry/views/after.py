"""Where somebody goes after saving: back to the household, or on to the next one of the village."""

from django.http import HttpResponse
from django.shortcuts import redirect

from registry.accounts.access import StaffRequest
from registry.accounts.permissions import Permission
from registry.models import Household
from registry.queries.neighbours import neighbours


def after_saving(request: StaffRequest, household: Household, address: str) -> HttpResponse:
    """`then=next` opens the next household at `address`, where there is one."""
    if request.POST.get("then") == "next":
        beside = neighbours(request.user, household, Permission.HOUSEHOLD_EDIT)
        if beside.next is not None:
            return redirect(address, beside.next)
    return redirect("registry:household", household.pk)
