"""Where somebody goes after saving: back to the household, or on to the next one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from registry.accounts.access import StaffRequest
from registry.accounts.permissions import Permission
from registry.models import Household
from registry.queries.neighbours import neighbours
from registry.queries.resuming import next_uncollected


def after_saving(request: StaffRequest, household: Household, address: str) -> HttpResponse:
    """`then=next` opens the village's next household at `address`, `then=uncollected` the next one not collected."""
    then = request.POST.get("then")
    beside = None
    if then == "next":
        beside = neighbours(request.user, household, Permission.HOUSEHOLD_EDIT).next
    elif then == "uncollected":
        beside = _uncollected(request, household)
    return redirect(address, beside) if beside else redirect("registry:household", household.pk)


def _uncollected(request: StaffRequest, household: Household) -> int | None:
    following = next_uncollected(request.user, household)
    if following is None:
        messages.info(request, _("没有未采集的户了"))
        return None
    if following.village_code != household.village_code:
        done, now = household.village.shown_name, following.village.shown_name
        messages.info(request, _("%(done)s已采集完，接着录%(now)s") % {"done": done, "now": now})
    return following.pk
