"""首次建库: the report on what does not add up in the years of a file."""

from pathlib import PurePosixPath
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.accounts.access import StaffRequest, require
from registry.accounts.permissions import Permission
from registry.actions.baselines import export_report
from registry.excel.report_sheets import report_workbook
from registry.forms.baseline import ReportYear
from registry.imports.preview import kind_label
from registry.queries.baseline_report import Report
from registry.queries.batches import batches

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Permission.IMPORT_VIEW)
@require_GET
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """核对报告: by year, by village, and place by place."""
    shown = Report(get_object_or_404(batches(request.user), pk=pk))
    form = ReportYear(request.GET, report=shown)
    year = form.chosen()
    context = {
        "batch": shown.batch,
        "report": shown,
        "year": year,
        "years": form.years,
        "villages": shown.villages_in(year),
        "groups": [(kind_label(group.code), group) for group in shown.groups],
    }
    return render(request, "registry/baseline_report.html", context)


@require(Permission.IMPORT_VIEW)
@require_POST
def report_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """下载核对报告."""
    batch = get_object_or_404(batches(request.user), pk=pk)
    export_report(batch_id=batch.pk, by=request.user)
    answer = HttpResponse(report_workbook(Report(batch), kind_label), content_type=XLSX)
    name = _("核对报告-%s.xlsx") % PurePosixPath(batch.file_name).stem
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "no-store"
    return answer
