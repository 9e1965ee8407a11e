"""核对报告 as a workbook: by year, by village and year, and every place that does not add up."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from registry.queries.baseline_report import Report, Sums
from registry.workbook.writing import Heading, Page, Value, write_pages

from . import OPTIONS_SHEET

VERSION = "jingzhun-report-1"


def report_workbook(report: Report, label_of: Callable[[str], str]) -> bytes:
    """An .xlsx file; `label_of` names a kind of findings."""
    sums = [
        *(Heading(label, 12) for label in (_("户数"), _("人数"), _("填报人数"), _("相差"))),
        *(Heading(label, 16) for label in (_("未脱贫返贫户"), _("未脱贫返贫人"), _("已脱贫户"), _("已脱贫人"))),
        Heading(_("当年脱贫户"), 14),
    ]
    by_year = [(year, *_cells(found)) for year, found in report.years]
    by_village = [(str(line.code), line.name, line.year, *_cells(line.sums)) for line in report.lines]
    place = [Heading(_("区划代码"), 16, text=True), Heading(_("村"), 16), Heading(_("年度"), 8)]
    return write_pages(
        [
            Page(_("各年合计"), [Heading(_("年度"), 8), *sums], by_year),
            Page(_("各村各年"), [*place, *sums], by_village),
            _places(report, label_of),
        ],
        hidden=OPTIONS_SHEET,
        version=VERSION,
    )


def _cells(sums: Sums) -> Sequence[Value]:
    return (
        *(sums.households, sums.persons, sums.said, sums.difference),
        *(sums.poor_households, sums.poor_persons, sums.out_households, sums.out_persons, sums.exits),
    )


def _places(report: Report, label_of: Callable[[str], str]) -> Page:
    heads = [Heading(_("类别"), 26), Heading(_("轻重"), 8), Heading(_("工作表"), 14), Heading(_("行"), 8)]
    return Page(_("不相符之处"), [*heads, Heading(_("列"), 16), Heading(_("说明"), 80)], _found(report, label_of))


def _found(report: Report, label_of: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    for fault in report.faults().iterator():
        weight = _("提示") if fault.warning else _("有误")
        yield label_of(fault.code), weight, fault.sheet, fault.row, fault.column, fault.message
