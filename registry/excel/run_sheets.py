"""The results of a run as a workbook of several sheets: exactly what the viewer sees of it on the pages."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.scope import Viewer
from registry.choices import DecisionKind, DoubtRule, Outcome, Refusal, Status, Stock, TallyKind
from registry.models import Result, Run
from registry.models.closing import ResultQuerySet
from registry.queries.balances import table_of
from registry.queries.households import head_names
from registry.queries.plans import plan_of, plans_below
from registry.queries.run_comparison import TOLD, year_before
from registry.queries.run_lists import ResultFilter, results
from registry.queries.tallies import Counts, Tallies, tallies_below, tallies_of
from registry.regions.models import Region
from registry.rules.runs import CLOSED
from registry.workbook.writing import Heading, Page, Value

LISTED = 50_000  # rows of a sheet; the list on the page goes out whole by itself
CHUNK = 1_000
Row = Sequence[Value]

STOCK_NAMES = {
    (Stock.POOR, True): gettext_lazy("平衡表 未脱贫人口"),
    (Stock.POOR, False): gettext_lazy("平衡表 未脱贫户"),
    (Stock.REGISTERED, True): gettext_lazy("平衡表 在册人口"),
    (Stock.REGISTERED, False): gettext_lazy("平衡表 在册户"),
}
# Sheets of households: those that changed, then those that did not as decided, then what is to be looked into.
LISTS = {
    gettext_lazy("脱贫"): Q(outcome=Outcome.EXITED),
    gettext_lazy("返贫"): Q(outcome=Outcome.RELAPSED),
    gettext_lazy("新识别"): Q(outcome=Outcome.REGISTERED),
    gettext_lazy("稳定脱贫"): Q(outcome=Outcome.STABILISED),
    gettext_lazy("错评清退"): Q(outcome=Outcome.REMOVED),
    gettext_lazy("销户"): Q(outcome=Outcome.CLOSED),
    gettext_lazy("未生效的决定"): ~Q(refusal=""),
    gettext_lazy("疑点"): ~Q(doubts=[]),
}
ANY_LIST = ~Q(outcome=Outcome.UNCHANGED) | ~Q(refusal="") | ~Q(doubts=[])


def run_pages(viewer: Viewer, run: Run, area: Region, counted: Callable[[int], None]) -> Iterator[Page]:
    """The sheets of `area`, which the viewer may see; `counted` is told of the rows of households as they go."""
    yield _about(run, area)
    yield _summary(run, area)
    for (stock, persons), name in STOCK_NAMES.items():
        yield _balance(str(name), run, area, stock, persons=persons)
    rows = results(viewer, run, ResultFilter(area))
    for title, condition in LISTS.items():
        yield _list(str(title), rows.filter(condition), counted)


def _about(run: Run, area: Region) -> Page:
    """说明: what it is, of when, and how it is counted."""
    moment = "%Y-%m-%d %H:%M"

    def at(value: datetime | None) -> str:
        return f"{timezone.localtime(value):{moment}}" if value else ""

    lines: list[Row] = [
        (_("内容"), _("%d 年度动态调整结果") % run.year),
        (_("地区"), area.shown_name),
        (_("状态"), str(run.get_state_display())),
        (_("是否生效"), _("已生效") if run.state in CLOSED else _("试算，尚未生效")),
        (_("试算人"), run.rehearsed_by.name if run.rehearsed_by else _("系统")),
        (_("取数时间"), at(run.facts_at)),
        (_("试算完成"), at(run.rehearsed_at)),
        (_("批准人"), run.approved_by.name if run.approved_by else ""),
        (_("批准时间"), at(run.approved_at)),
        (_("执行完成"), at(run.finished_at)),
        (_("封账时间"), at(run.frozen_at)),
        (_("试算摘要"), run.digest),
        (_("节点"), _("%d 年 12 月 31 日 24 时（北京时间）") % run.year),
        (_("未脱贫"), _("状态为未脱贫或返贫的户；在册另含已脱贫（享受和不再享受政策）的户")),
        (
            _("平衡"),
            _("本年末＝上年末±迁移＋新识别＋返贫＋自然增加－自然减少＋补录－剔除＋转入－转出－脱贫－清退－销户"),
        ),
        (_("人数"), _("各项结果按本年末家庭人口；没有特别注明的，地区按本年末所在村")),
        (_("名单"), _("每张名单最多 %s 户；更长的请在结果名单页按条件导出") % f"{LISTED:,}"),
        (_("导出时间"), at(timezone.now())),
    ]
    return Page(_("说明"), [Heading(_("项目"), 16), Heading(_("内容"), 90)], lines)


def _summary(run: Run, area: Region) -> Page:
    """汇总 of the areas right below and of the whole."""
    before = year_before(run)
    inside = Region.objects.filter(level=area.level + 1, code__gte=area.code, code__lte=area.last).order_by("code")
    below = list(inside)
    own, own_then = tallies_below(run, area), tallies_below(before, area) if before else {}
    plans = plans_below(run, below)
    lines = [
        _area_row(child.name, own[child.code], own_then.get(child.code), plans.get(child.code))
        for child in below
        if child.code in own
    ]
    then = tallies_of(before, area) if before else None
    lines.append(_area_row(_("合计"), tallies_of(run, area), then, plan_of(run, area)))
    headings = [Heading(_("地区"), 24)]
    for outcome in TOLD:
        headings += [Heading(_("%s（户）") % outcome.label, 14), Heading(_("%s（人）") % outcome.label, 14)]
    headings += [Heading(label, 16) for label in (_("未生效的决定（户）"), _("疑点（条）"), _("上年脱贫（户）"))]
    headings += [Heading(label, 16) for label in (_("上年脱贫（人）"), _("计划脱贫（户）"), _("计划脱贫（人）"))]
    return Page(_("汇总"), headings, lines, summed=True)


def _area_row(name: str, own: Tallies, then: Tallies | None, plan: Counts | None) -> Row:
    row: list[Value] = [name]
    for outcome in TOLD:
        counts = own.outcome(outcome)
        row += [counts.households, counts.persons]
    exited = then.outcome(Outcome.EXITED) if then is not None and then.lines else None
    row += [own.total(TallyKind.REFUSAL), own.total(TallyKind.DOUBT)]
    for counted in (exited, plan):
        row += [counted.households, counted.persons] if counted is not None else [None, None]
    return row


def _balance(name: str, run: Run, area: Region, stock: Stock, *, persons: bool) -> Page:
    table = table_of(run, area, stock, persons=persons)
    headings = [Heading(_("地区"), 24), *(Heading(label) for __, label in table.columns), Heading(_("平衡"), 8)]
    lines: list[Row] = [
        (line.region.name, *(number for __, number in line.numbers), _("是") if line.holds else _("否"))
        for line in table.lines
    ]
    if table.total:
        numbers = (number for __, number in table.total.numbers)
        lines.append((_("合计"), *numbers, _("是") if table.total.holds else _("否")))
    return Page(name, headings, lines, summed=True)


def _list(name: str, rows: ResultQuerySet, counted: Callable[[int], None]) -> Page:
    headings = [
        Heading(_("户编号"), 14, text=True),
        Heading(_("户主"), 12),
        Heading(_("村"), 44),
        Heading(_("上年末状态"), 20),
        Heading(_("本年末状态"), 20),
        Heading(_("结果"), 10),
        Heading(_("上年末人数")),
        Heading(_("本年末人数")),
        Heading(_("人均纯收入（元）"), 16),
        Heading(_("标准（元）"), 12),
        Heading(_("决定"), 10),
        Heading(_("文件日期"), 12),
        Heading(_("未生效原因"), 28),
        Heading(_("疑点"), 28),
    ]
    return Page(name, headings, _lines(rows, counted))


def _lines(rows: ResultQuerySet, counted: Callable[[int], None]) -> Iterator[Row]:
    found = rows.iterator(chunk_size=CHUNK)
    words, left = _words(), LISTED
    while left > 0 and (chunk := list(islice(found, min(CHUNK, left)))):
        heads = head_names([row.household_id for row in chunk])
        yield from (_line(row, heads.get(row.household_id, ""), words) for row in chunk)
        left -= len(chunk)
        counted(len(chunk))
    if next(found, None) is not None:
        yield (_("只列前 %s 户，其余请在结果名单页按条件导出") % f"{LISTED:,}",)


def _words() -> dict[str, dict[str, str]]:
    """Labels by column: asked of the model they would cost half the time of a row."""
    choices = {"status": Status, "outcome": Outcome, "kind": DecisionKind, "refusal": Refusal, "doubt": DoubtRule}
    return {name: {"": "", **{str(word): str(label) for word, label in each.choices}} for name, each in choices.items()}


def _line(row: Result, head: str, words: dict[str, dict[str, str]]) -> Row:
    decision = row.decision
    return (
        str(row.household_id),
        head,
        row.household.village.shown_name,
        words["status"][row.opening_status],
        words["status"][row.closing_status],
        words["outcome"][row.outcome],
        row.members_opening,
        row.members_closing,
        None if row.income_per_head is None else float(row.income_per_head),
        float(row.line),
        words["kind"][decision.kind] if decision is not None else "",
        decision.decided_on if decision is not None else None,
        words["refusal"][row.refusal],
        "、".join(words["doubt"][rule] for rule in row.doubts),
    )
