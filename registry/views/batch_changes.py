"""批量修改 from the list: choose the field, look at the preview, confirm."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.batch_changes import change_households
from registry.forms.batch_change import BatchChange, Chosen
from registry.queries import batch_changes as queries
from registry.queries.finding import filtered, found_in
from registry.queries.years import open_year_of
from registry.rules.batch_changes import MOST

from .finding import asked
from .sheets import Sheet

SHOWN_MOST = 200


@require(Permission.HOUSEHOLD_EDIT)
@require_POST
def batch_change(request: StaffRequest) -> HttpResponse:
    """Nothing is written before `step=confirm`; each step posts the next, so that no address names households."""
    step = request.POST.get("step", "")
    if not step:
        return _begin(request)
    chosen = Chosen(request.POST)
    if not chosen.is_valid() or len(chosen.as_numbers) > MOST:
        return _back(request, _("没有选中农户，请在列表里重新选择"))
    form = BatchChange(request.POST)
    numbers = chosen.as_numbers
    sheet = Sheet("registry/batch_change.html", {"form": form}, {"numbers": numbers})
    if not sheet.is_valid():
        return sheet.answer(request)
    if step == "confirm":
        done = sheet.attempt(
            request,
            lambda: change_households(
                versions=chosen.as_versions,
                field=form.cleaned_data["field"],
                value=form.value,
                reason=form.cleaned_data["reason"],
                by=request.user,
            ),
        )
        if done is not None:
            messages.success(request, _("已修改 %d 户") % done.households)
            return redirect("registry:batch_changed", done.pk)
    if step != "choose":
        sheet.shown["preview"] = queries.preview(
            request.user, numbers, form.cleaned_data["field"], form.value, open_year_of(request.user)
        )
        sheet.shown["shown_most"] = SHOWN_MOST
    return sheet.answer(request)


@require(Permission.HOUSEHOLD_EDIT)
@require_GET
def batch_changed(request: StaffRequest, pk: int) -> HttpResponse:
    """What a batch change did, with the way to 撤销 for who made it."""
    operation = get_object_or_404(queries.batch_changes(request.user), pk=pk)
    context = {
        "operation": operation,
        "households": queries.changed_by(request.user, operation)[:SHOWN_MOST],
        "may_undo": operation.undone_at is None and operation.made_by_id == request.user.pk,
    }
    return render(request, "registry/batch_changed.html", context)


def _begin(request: StaffRequest) -> HttpResponse:
    """From the list: those ticked, or all that its conditions find."""
    if request.POST.get("of") == "all":
        form, _words, hit = asked(request, QueryDict(request.POST.get("conditions", "")))
        if not form.is_valid():
            return _back(request, _("查询条件有误，请改正后再选"))
        found = found_in(filtered(request.user, form.chosen(hit), open_year_of(request.user)), MOST)
        if found.more:
            return _back(request, _("一次最多修改 %d 户，请加上条件，分批修改") % MOST)
        numbers = list(found.numbers)
    else:
        numbers = [int(number) for number in request.POST.getlist("household") if number.isascii() and number.isdigit()]
    if not numbers:
        return _back(request, _("请先在列表里勾选农户"))
    return render(request, "registry/batch_change.html", {"form": BatchChange(), "numbers": numbers})


def _back(request: StaffRequest, problem: str) -> HttpResponse:
    """To the list, with its conditions."""
    messages.error(request, problem)
    return redirect(f"{reverse('registry:households')}?{request.POST.get('conditions', '')}")
