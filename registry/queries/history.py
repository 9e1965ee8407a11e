"""History as sentences: which act changed what of a household, from the events that the triggers kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts import choices as account_words
from registry.audit.models import Act
from registry.models import Collection, Decision, Household, Membership, MemberYear, Move, Person, Statement, Survey
from registry.sqlfile import rows_of

from .wording import in_words

SQL = Path(__file__).parent / "sql"

# Bookkeeping that says nothing to a reader, or must not be shown.
SILENT = frozenset({"id", "version", "village_code", "id_sealed", "id_index", "phone_index", "name_key", "initials"})


@dataclass(frozen=True)
class Change:
    """A field of a row that an act changed: what was there and what is there now, as shown."""

    subject: str
    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One act with its changes, newest first on a page."""

    act_id: UUID
    verb: str
    who: str
    at: datetime
    reason: str = ""
    changes: list[Change] = field(default_factory=list)
    made: list[str] = field(default_factory=list)


def history_of(household: Household) -> list[Entry]:
    """Every act on the household, its members and its years, newest first.

    The caller got the household from a query that knows its viewer; everything read here hangs on it.
    """
    by_act: dict[UUID, tuple[list[Change], list[str]]] = defaultdict(lambda: ([], []))
    events = [event for stream in _event_streams(household) for event in stream]
    names = names_of({event.person_id for event in events if hasattr(event, "person_id")})
    for event, before in _with_predecessor(events):
        if event.pgh_context_id is not None:
            _note(by_act[event.pgh_context_id], event, before, names)
    # An act that only reads, such as revealing a number, changed no row and is found by its target.
    on_it = Q(target_type=Household._meta.model_name, target_id=str(household.pk))
    acts = Act.objects.filter(Q(pk__in=by_act) | on_it).order_by("-at")
    return [Entry(act.pk, verb_label(act.verb), act.actor_name, act.at, act.reason, *by_act[act.pk]) for act in acts]


def changes_since(model: type[models.Model], pk: int, version: int) -> list[str]:
    """What others changed of a row after `version`: sentences for the one who was too late."""
    events = events_of(model).filter(pgh_obj_id=pk, version__gte=version)
    changes: dict[UUID, tuple[list[Change], list[str]]] = defaultdict(lambda: ([], []))
    for event, before in _with_predecessor(events):
        if before is not None and event.pgh_context_id is not None:
            _note(changes[event.pgh_context_id], event, before, {})
    acts = Act.objects.filter(pk__in=changes).order_by("at")
    return [_late_sentence(act, changes[act.pk][0]) for act in acts]


def changes_in(
    events: Iterable[Any], act_id: UUID, owners: Mapping[int, str] | None = None
) -> tuple[list[Change], list[str]]:
    """Of versions in the order in which they came, what one act changed and what it made.

    `owners` are the names of households, for acts on several.
    """
    events = list(events)
    names = names_of({event.person_id for event in events if hasattr(event, "person_id")})
    found: tuple[list[Change], list[str]] = ([], [])
    for event, before in _with_predecessor(events):
        if event.pgh_context_id == act_id:
            _note(found, event, before, names, owners)
    return found


def verb_label(verb: str) -> str:
    """An act's verb in Chinese."""
    return str(VERBS.get(verb, verb))


VERBS = {
    "household.register": gettext_lazy("登记新户"),
    "household.edit": gettext_lazy("修改基本情况"),
    "household.batch": gettext_lazy("批量修改"),
    "export.order": gettext_lazy("申请导出"),
    "export.agree": gettext_lazy("同意导出"),
    "export.refuse": gettext_lazy("不同意导出"),
    "export.ready": gettext_lazy("生成导出文件"),
    "export.numbers": gettext_lazy("导出完整证件号码"),
    "export.fail": gettext_lazy("导出未完成"),
    "export.take": gettext_lazy("下载导出文件"),
    "export.discard": gettext_lazy("删除导出文件"),
    "query.save": gettext_lazy("保存常用查询"),
    "query.rename": gettext_lazy("改常用查询的名称"),
    "query.delete": gettext_lazy("删除常用查询"),
    "head.change": gettext_lazy("户主变更"),
    "household.split": gettext_lazy("分户"),
    "household.merge": gettext_lazy("合户"),
    "move.propose": gettext_lazy("提出户籍变更"),
    "move.accept": gettext_lazy("确认迁入"),
    "move.decline": gettext_lazy("不同意迁入"),
    "move.withdraw": gettext_lazy("撤回户籍变更"),
    "member.join": gettext_lazy("增人"),
    "member.leave": gettext_lazy("减人"),
    "member.correct": gettext_lazy("更正成员资料"),
    "year.save": gettext_lazy("录入年度资料"),
    "year.open": gettext_lazy("开启年度"),
    "year.carry": gettext_lazy("沿用上年资料"),
    "collection.submit": gettext_lazy("提交采集审核"),
    "collection.check": gettext_lazy("采集审核通过"),
    "collection.return": gettext_lazy("退回采集"),
    "decision.propose": gettext_lazy("提出决定"),
    "decision.approve": gettext_lazy("批准决定"),
    "decision.withdraw": gettext_lazy("撤回决定"),
    "doubt.settle": gettext_lazy("核实疑点"),
    "batch.merge": gettext_lazy("导入工作簿"),
    "batch.upload": gettext_lazy("上传工作簿"),
    "batch.check": gettext_lazy("校验工作簿"),
    "batch.recheck": gettext_lazy("重新校验工作簿"),
    "batch.refuse": gettext_lazy("不能读取的工作簿"),
    "batch.confirm": gettext_lazy("确认导入"),
    "batch.cancel": gettext_lazy("取消导入"),
    "batch.reopen": gettext_lazy("重开导入"),
    "batch.keep_errors": gettext_lazy("生成错误工作簿"),
    "doubt.look": gettext_lazy("查找疑点"),
    "batch.undo": gettext_lazy("撤销导入"),
    "batch.undo_failed": gettext_lazy("导入没有撤销成"),
    "batch.passwords": gettext_lazy("生成初始密码表"),
    "batch.errors": gettext_lazy("下载错误工作簿"),
    "batch.report": gettext_lazy("下载核对报告"),
    "batch.export": gettext_lazy("下载上传的原件"),
    "exchange.load": gettext_lazy("装入交换数据"),
    "job.queue": gettext_lazy("发起作业"),
    "job.cancel": gettext_lazy("取消作业"),
    "parameter.set": gettext_lazy("设定参数"),
    "calendar.set": gettext_lazy("修改工作日历"),
    "run.open": gettext_lazy("开启动态调整"),
    "run.rehearse": gettext_lazy("试算动态调整"),
    "run.rehearsed": gettext_lazy("动态调整试算完成"),
    "run.approve": gettext_lazy("批准动态调整"),
    "run.start": gettext_lazy("执行动态调整"),
    "run.fail": gettext_lazy("动态调整中断"),
    "run.freeze": gettext_lazy("封账"),
    "run.export": gettext_lazy("下载动态调整结果"),
    "plan.set": gettext_lazy("下达减贫计划"),
    "run.tally": gettext_lazy("汇总动态调整结果"),
    "run.unit": gettext_lazy("年度动态调整"),
    "run.ask_undo": gettext_lazy("申请回退动态调整"),
    "run.withdraw_undo": gettext_lazy("撤回动态调整的回退申请"),
    "run.undo": gettext_lazy("确认回退动态调整"),
    "run.undo_unit": gettext_lazy("年度动态调整回退"),
    "run.undone": gettext_lazy("年度动态调整已回退"),
    "run.finish": gettext_lazy("年度动态调整完成"),
    "seed.load": gettext_lazy("装入初始资料"),
    "region.load": gettext_lazy("更新行政区划"),
    "unit.village": gettext_lazy("列入或修改贫困村"),
    "unit.village_remove": gettext_lazy("从贫困村名单删除"),
    "unit.year": gettext_lazy("录入年度基础数据"),
    "operation.undo": gettext_lazy("撤销操作"),
    "id.reveal": gettext_lazy("查看完整证件号码"),
    "id.print": gettext_lazy("打印完整证件号码"),
    **account_words.VERBS,
    "extra.define": gettext_lazy("增加自定义项"),
    "extra.change": gettext_lazy("修改自定义项"),
}


def _event_streams(household: Household) -> Iterator[Iterable[Any]]:
    """Events of each table that speak of the household, in the order they happened."""
    kept = {row["kept"] for row in rows_of(SQL / "kept_histories.sql", household=household.pk)}
    own = list(events_of(Household).filter(pgh_obj_id=household.pk))
    members = list(events_of(Membership).filter(household_id=household.pk)) if _name(Membership) in kept else []
    yield own
    yield members
    for model in (Statement, Survey, Collection, Decision, Move):
        if _name(model) in kept:
            yield events_of(model).filter(household_id=household.pk)
    if kept.isdisjoint({_name(Person), _name(MemberYear)}):
        return
    # Somebody whose coming was undone stands in the events alone.
    ever = {*household.memberships.values_list("person_id", flat=True), *(event.person_id for event in members)}
    # Those who left live on elsewhere, and that is for those to see who may look there.
    codes = {household.village_code, *(event.village_code for event in own)}
    yield events_of(Person).filter(pgh_obj_id__in=ever, village_code__in=codes)
    yield events_of(MemberYear).filter(person_id__in=ever, village_code__in=codes)


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def events_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """All events of a table in the order in which they happened."""
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]  # pghistory puts it there
    events: models.QuerySet[Any] = event_model.objects.order_by("pgh_id")
    return events


def _with_predecessor(events: Iterable[Any]) -> Iterator[tuple[Any, Any | None]]:
    last: dict[tuple[type, int], Any] = {}
    for event in events:
        row = (event.pgh_tracked_model, event.pgh_obj_id)
        yield event, last.get(row)
        last[row] = event


def _note(
    found: tuple[list[Change], list[str]],
    event: Any,
    before: Any | None,
    names: Mapping[int, str],
    owners: Mapping[int, str] | None = None,
) -> None:
    changes, made = found
    subject = subject_of(event, names)
    if owners and (owner := owners.get(household_in(event))):
        subject = f"{owner} {subject}" if event.pgh_tracked_model is not Household else owner
    if before is None:
        made.append(subject)
        return
    nothing = _("空")
    changes += [
        Change(subject, str(column.verbose_name), in_words(before, column, nothing), in_words(event, column, nothing))
        for column in event.pgh_tracked_model._meta.concrete_fields
        if column.name not in SILENT and getattr(before, column.attname) != getattr(event, column.attname)
    ]


def household_in(event: Any) -> int:
    """The number of the household that a version is of or belongs to; 0 for persons, who have a name."""
    number: int = event.pgh_obj_id if event.pgh_tracked_model is Household else getattr(event, "household_id", 0)
    return number


def subject_of(event: Any, names: Mapping[int, str] | None = None) -> str:
    """What a version speaks of: 2016 年收入登记, 石清明 家庭成员. `names` of persons save asking for each."""
    label = str(event.pgh_tracked_model._meta.verbose_name)
    if hasattr(event, "year"):
        label = _("%(year)d 年%(label)s") % {"year": event.year, "label": label}
    if event.pgh_tracked_model in (Membership, MemberYear):
        known = names if names is not None else names_of({event.person_id})
        return f"{known.get(event.person_id, '')} {label}"
    return f"{event.name} {label}" if event.pgh_tracked_model is Person else label


def names_of(person_ids: set[int]) -> dict[int, str]:
    """Names of persons, those included who were made by an act that was undone."""
    names = dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))
    gone = events_of(Person).filter(pgh_obj_id__in=person_ids - names.keys())
    return dict(gone.values_list("pgh_obj_id", "name")) | names


def _late_sentence(act: Act, changes: list[Change]) -> str:
    what = "；".join(
        _("%(label)s由“%(before)s”改为“%(after)s”")
        % {"label": change.label, "before": change.before, "after": change.after}
        for change in changes
    )
    when = timezone.localtime(act.at).strftime("%H:%M")
    words = {"who": act.actor_name, "when": when, "what": what or verb_label(act.verb)}
    return _("%(who)s 于 %(when)s：%(what)s") % words
