"""Lists of the register's daily work, each as its page shows it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.permissions import Permission
from registry.forms.collections import AreaForm, CollectionFilter, Unconfirmed
from registry.forms.decision import DecisionFilter
from registry.forms.doubt import DoubtFilter
from registry.forms.operations import MoveFilter, OperationFilter
from registry.queries import collections, decisions, doubts, moves, operations, unconfirmed
from registry.queries.households import head_names
from registry.queries.persons import due_of, without_number
from registry.queries.progress import collection_by_area

from .listing import Asked, Column, Counted, Listed, Listing, said

SEPARATOR = "、"


def day(value: date | None) -> str:
    """2016-12-31."""
    return value.isoformat() if value else ""


def moment(value: datetime | None) -> str:
    """2016-12-31 09:30, local time."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def name(user: Any) -> str:
    """Of somebody, if anybody."""
    return user.name if user else ""


def _doubts(asked: Asked) -> Listed:
    form = DoubtFilter(asked.query)

    def lines(rows: list[Any]) -> list[Any]:
        heads = head_names([row.household_id for row in rows])
        return [(row, heads.get(row.household_id, "")) for row in rows]

    columns = [
        Column(_("户主"), lambda line: line[1]),
        Column(_("户编号"), lambda line: line[0].household_id),
        Column(_("村"), lambda line: line[0].household.village.name),
        Column(_("年度"), lambda line: line[0].year),
        Column(_("规则"), lambda line: line[0].rule_label, 40),
        Column(_("发现时的情况"), lambda line: "；".join(line[0].words), 40),
        Column(_("发现时间"), lambda line: moment(line[0].found_at), 18),
        Column(_("核实结果"), lambda line: line[0].get_outcome_display(), 14),
        Column(_("说明"), lambda line: line[0].explanation, 30),
        Column(_("核实人"), lambda line: line[0].checked_by_name),
    ]
    return Listed(doubts.filtered(asked.viewer, form.chosen()), columns, lines, conditions=said(form))


def _decisions(asked: Asked) -> Listed:
    form = DecisionFilter(asked.query, viewer=asked.viewer)
    columns = [
        Column(_("户主"), lambda line: line[1]),
        Column(_("户编号"), lambda line: line[0].household_id),
        Column(_("村"), lambda line: line[0].household.village.name),
        Column(_("年度"), lambda line: line[0].year),
        Column(_("类别"), lambda line: line[0].get_kind_display()),
        Column(_("状态"), lambda line: line[0].get_state_display()),
        Column(_("未生效原因"), lambda line: line[0].get_refusal_display(), 24),
        Column(_("理由"), lambda line: line[0].reason, 36),
        Column(_("文件日期"), lambda line: day(line[0].decided_on)),
        Column(_("提出人"), lambda line: name(line[0].proposed_by)),
        Column(_("批准人"), lambda line: name(line[0].approved_by)),
    ]
    found = decisions.filtered(asked.viewer, form.chosen())
    return Listed(found, columns, decisions.with_heads, conditions=said(form))


def _moves(asked: Asked) -> Listed:
    form = MoveFilter(asked.query)
    side = form.cleaned_data["waiting"] if form.is_valid() else ""
    columns = [
        Column(_("户主"), lambda line: line.head),
        Column(_("户编号"), lambda line: line.move.household_id),
        Column(_("迁入村"), lambda line: line.move.to_village.shown_name, 40),
        Column(_("状态"), lambda line: line.move.get_state_display()),
        Column(_("答复人"), lambda line: name(line.move.answered_by)),
        Column(_("答复"), lambda line: line.move.answer, 24),
        Column(_("变更日期"), lambda line: day(line.move.moved_on)),
        Column(_("原因"), lambda line: line.move.reason, 36),
        Column(_("文号或材料"), lambda line: line.move.document_number, 20),
        Column(_("迁出地经办人"), lambda line: name(line.move.proposed_by)),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return moves.with_heads(asked.viewer, rows)

    return Listed(moves.filtered(asked.viewer, side), columns, lines, conditions=said(form))


def _operations(asked: Asked) -> Listed:
    form = OperationFilter(asked.query)
    chosen = form.cleaned_data if form.is_valid() else {}
    columns = [
        Column(_("办理时间"), lambda row: moment(row.made_at), 18),
        Column(_("业务"), lambda row: row.get_kind_display()),
        Column(_("户编号"), lambda row: row.household_id),
        Column(_("户数"), lambda row: row.households, number=True),
        Column(_("说明"), lambda row: row.reason, 36),
        Column(_("发生日期"), lambda row: day(row.happened_on)),
        Column(_("文号或材料"), lambda row: row.document_number, 20),
        Column(_("年度"), lambda row: row.year),
        Column(_("撤销时间"), lambda row: moment(row.undone_at), 18),
    ]
    found = operations.own_operations(asked.viewer, chosen.get("kind", ""), chosen.get("year"))
    return Listed(found, columns, conditions=said(form))


def _collections(asked: Asked) -> Listed:
    form = CollectionFilter(asked.query, viewer=asked.viewer)
    chosen = form.chosen()

    def begun(line: Any, field: str) -> Any:
        return getattr(line.collection, field) if line.collection else None

    columns = [
        Column(_("户主"), lambda line: line.head),
        Column(_("户编号"), lambda line: line.household.pk),
        Column(_("村"), lambda line: line.household.village.name),
        Column(_("小组"), lambda line: line.household.group),
        Column(_("采集状态"), lambda line: str(line.stage.label)),
        Column(_("退回原因"), lambda line: begun(line, "returned_reason"), 24),
        Column(_("采集人一"), lambda line: begun(line, "first_collector")),
        Column(_("采集人二"), lambda line: begun(line, "second_collector")),
        Column(_("入户日期"), lambda line: day(begun(line, "collected_on"))),
        Column(_("录入人"), lambda line: name(begun(line, "entered_by"))),
        Column(_("审核人"), lambda line: name(begun(line, "checked_by"))),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return collections.lines(rows, asked.year)

    found = collections.filtered(asked.viewer, chosen, asked.year)
    return Listed(found, columns, lines, region=chosen.region, conditions=said(form))


def _unconfirmed(asked: Asked) -> Listed:
    form = Unconfirmed(asked.query, viewer=asked.viewer)
    chosen = form.chosen()

    def what(line: Any) -> str:
        members = [f"{one.person.name}（{one.get_relation_display()}）" for one in line.members]
        return SEPARATOR.join(members) or str(_("生产生活条件"))

    columns = [
        Column(_("户主"), lambda line: line.head),
        Column(_("户编号"), lambda line: line.household.pk),
        Column(_("村"), lambda line: line.household.village.name),
        Column(_("小组"), lambda line: line.household.group),
        Column(_("未确认的资料"), what, 40),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return unconfirmed.lines(asked.viewer, rows, chosen, asked.year)

    found = unconfirmed.unconfirmed(asked.viewer, chosen, asked.year)
    return Listed(found, columns, lines, region=chosen.region, conditions=said(form))


def _numbers(asked: Asked) -> Listed:
    columns = [
        Column(_("临时编号"), lambda due: due.membership.person.temporary_number, 20),
        Column(_("姓名"), lambda due: due.membership.person.name),
        Column(_("出生日期"), lambda due: day(due.membership.person.born)),
        Column(_("原因"), lambda due: due.membership.person.get_number_missing_display(), 20),
        Column(_("户编号"), lambda due: due.membership.household_id),
        Column(_("村"), lambda due: due.membership.household.village.name),
        Column(_("期限"), lambda due: day(due.due)),
    ]

    def lines(rows: list[Any]) -> list[Any]:
        return due_of(rows, timezone.localdate())

    return Listed(without_number(asked.viewer), columns, lines)


def _progress(asked: Asked) -> Listed:
    form = AreaForm(asked.query, viewer=asked.viewer)
    area = form.area()
    columns = [
        Column(_("地区"), lambda line: line.region.name if line.group is None else line.group or str(_("未编组")), 20),
        Column(_("应采"), lambda line: line.households, number=True),
        Column(_("已采"), lambda line: line.collected, number=True),
        Column(_("未采"), lambda line: line.left, number=True),
        Column(_("待审"), lambda line: line.submitted, number=True),
        Column(_("退回"), lambda line: line.returned, number=True),
        Column(_("已审"), lambda line: line.checked, number=True),
        Column(_("完成（％）"), lambda line: line.share, number=True),
    ]
    found = Counted(collection_by_area(asked.viewer, asked.year, area))
    return Listed(found, columns, region=area, conditions=said(form))


VIEW = Permission.HOUSEHOLD_VIEW
REGISTER_LISTS = (
    Listing("doubts", _("疑点"), Permission.DOUBT_VIEW, _doubts),
    Listing("decisions", _("决定"), VIEW, _decisions),
    Listing("moves", _("户籍变更"), VIEW, _moves),
    Listing("operations", _("我的操作"), Permission.HOUSEHOLD_EDIT, _operations),
    Listing("collections", _("采集审核"), VIEW, _collections),
    Listing("unconfirmed", _("未确认资料"), VIEW, _unconfirmed),
    Listing("progress", _("采集进度"), VIEW, _progress),
    Listing("numbers", _("临时编号"), VIEW, _numbers),
)
