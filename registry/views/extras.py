"""The fields that a province adds: what there is, and defining them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.extras import change_field, define_field
from registry.forms.extras import ExtraFieldForm
from registry.parameters.queries import province_for
from registry.queries.extras import editable_fields, fields_of
from registry.queries.years import open_year

from .sheets import Sheet


@require(Permission.PARAMETER_VIEW)
@require_GET
def extras(request: StaffRequest) -> HttpResponse:
    """All of the viewer's province."""
    return render(request, "registry/extras.html", {"fields": fields_of(request.user)})


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def define(request: StaffRequest) -> HttpResponse:
    """Add a field."""
    province = province_for(request.user, Permission.PARAMETER_EDIT)
    if province is None:
        raise Http404
    form = ExtraFieldForm(request.POST or None, initial={"from_year": open_year(province.code)})
    sheet = Sheet("registry/extra_form.html", {"form": form}, {"heading": _("增加自定义项"), "province": province})
    if request.method == "POST" and sheet.is_valid():
        made = sheet.attempt(
            request,
            lambda: define_field(province_code=province.code, definition=form.definition, by=request.user),
        )
        if made is not None:
            messages.success(request, _("已增加 %s") % made.label)
            return redirect("registry:extras")
    return sheet.answer(request)


@require(Permission.PARAMETER_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change one, or end it."""
    field = get_object_or_404(editable_fields(request.user), pk=pk)
    form = ExtraFieldForm(request.POST or None, field=field)
    sheet = Sheet("registry/extra_form.html", {"form": form}, {"heading": _("修改自定义项"), "field": field})
    if request.method == "POST" and sheet.is_valid():
        changed = sheet.attempt(
            request, lambda: change_field(field_id=field.pk, definition=form.definition, by=request.user)
        )
        if changed is not None:
            messages.success(request, _("已保存"))
            return redirect("registry:extras")
    return sheet.answer(request)
