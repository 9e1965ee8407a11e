"""The results of a run as a workbook of several sheets: exactly what the viewer sees of it on the pages."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.scope import Viewer
from registry.choices import DoubtRule, Outcome, Refusal, Stock
from registry.models import Result, Run
from registry.models.closing import ResultQuerySet
from registry.queries.balances import areas_of, table_of
from registry.queries.figures import figures_of
from registry.queries.households import head_names
from registry.queries.run_lists import results
from registry.workbook.writing import Heading, Page, Value, write_pages

VERSION = "run-results 1"
LISTED = 20_000  # rows of a list; more than that nobody reads in a sheet
CHUNK = 1_000
Row = Sequence[Value]

STOCK_NAMES = {
    (Stock.POOR, True): gettext_lazy("未脱贫人口平衡"),
    (Stock.POOR, False): gettext_lazy("未脱贫户平衡"),
    (Stock.REGISTERED, True): gettext_lazy("在册人口平衡"),
    (Stock.REGISTERED, False): gettext_lazy("在册户平衡"),
}


def run_workbook(viewer: Viewer, run: Run) -> bytes:
    """An .xlsx file: figures, the balance of the areas below the viewer's own, changed households, refusals, doubts."""
    rows = results(viewer, run)
    pages = [
        _summary(rows),
        *_balances(viewer, run),
        _list(_("变动户"), rows.exclude(outcome=Outcome.UNCHANGED)),
        _list(_("未生效决定"), rows.exclude(refusal="")),
        _list(_("疑点"), rows.exclude(doubts=[])),
    ]
    return write_pages(pages, hidden="jingzhun", version=VERSION)


def _summary(rows: ResultQuerySet) -> Page:
    figures = figures_of(rows.order_by())
    lines: list[Row] = [
        (_("结果"), str(Outcome(word).label), counts["households"], counts["persons"])
        for word, counts in figures["outcomes"].items()
    ]
    lines += [
        (_("决定未生效"), str(Refusal(word).label), households, None)
        for word, households in figures["refusals"].items()
    ]
    lines += [(_("疑点"), str(DoubtRule(word).label), count, None) for word, count in figures["doubts"].items()]
    headings = [Heading(_("类别"), 14), Heading(_("项目"), 30), Heading(_("户")), Heading(_("人"))]
    return Page(_("汇总"), headings, lines)


def _balances(viewer: Viewer, run: Run) -> Iterator[Page]:
    area = areas_of(viewer, run).first()
    if area is None:
        return
    for (stock, persons), name in STOCK_NAMES.items():
        table = table_of(run, area, stock, persons=persons)
        headings = [Heading(_("地区"), 24), *(Heading(label) for __, label in table.columns), Heading(_("平衡"), 8)]
        lines = [*table.lines, *([table.total] if table.total else [])]
        yield Page(
            str(name),
            headings,
            [
                (line.region.shown_name, *(number for __, number in line.numbers), _("是") if line.holds else _("否"))
                for line in lines
            ],
        )


def _list(name: str, rows: ResultQuerySet) -> Page:
    headings = [
        Heading(_("户编号"), 14, text=True),
        Heading(_("户主"), 12),
        Heading(_("村"), 40),
        Heading(_("上年末状态"), 20),
        Heading(_("本年末状态"), 20),
        Heading(_("结果"), 10),
        Heading(_("上年末人数")),
        Heading(_("本年末人数")),
        Heading(_("人均纯收入（元）"), 16),
        Heading(_("标准（元）"), 12),
        Heading(_("决定"), 10),
        Heading(_("未生效原因"), 28),
        Heading(_("疑点"), 28),
    ]
    return Page(name, headings, _lines(rows))


def _lines(rows: ResultQuerySet) -> Iterator[Row]:
    found = rows.iterator(chunk_size=CHUNK)
    left = LISTED
    while left > 0 and (chunk := list(islice(found, min(CHUNK, left)))):
        heads = head_names([row.household_id for row in chunk])
        yield from (_line(row, heads.get(row.household_id, "")) for row in chunk)
        left -= len(chunk)
    if next(found, None) is not None:
        yield (_("只列前 %d 户，其余请按市州或县导出") % LISTED,)


def _line(row: Result, head: str) -> Row:
    return (
        str(row.household_id),
        head,
        row.household.village.shown_name,
        str(row.get_opening_status_display()),
        str(row.get_closing_status_display()),
        str(row.get_outcome_display()),
        row.members_opening,
        row.members_closing,
        None if row.income_per_head is None else float(row.income_per_head),
        float(row.line),
        str(row.decision.get_kind_display()) if row.decision is not None else "",
        str(row.get_refusal_display()),
        "、".join(str(DoubtRule(rule).label) for rule in row.doubts),
    )
