"""The results of a year as a workbook of several sheets."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.excel.run_sheets import ANY_LIST, run_pages
from registry.forms.run import AreaForm
from registry.queries.balances import areas_of
from registry.queries.run_lists import ResultFilter, results
from registry.queries.runs import runs

from .listing import Asked, Listed, Listing


def _run_workbook(asked: Asked) -> Listed:
    number = asked.query.get("run", "")
    run = runs(asked.viewer).filter(pk=number).first() if number.isdecimal() else None
    if run is None:
        raise Http404
    form = AreaForm(asked.query, viewer=asked.viewer, run=run)
    area = (form.cleaned_data["area"] or areas_of(asked.viewer, run).first()) if form.is_valid() else None
    if area is None:
        raise Http404
    return Listed(
        results(asked.viewer, run, ResultFilter(area)).filter(ANY_LIST),
        [],
        region=area,
        conditions=str(run.year),
        book=lambda counted: run_pages(asked.viewer, run, area, counted),
    )


RUN_WORKBOOK = Listing("run_workbook", _("动态调整结果"), Permission.ADJUSTMENT_VIEW, _run_workbook)
