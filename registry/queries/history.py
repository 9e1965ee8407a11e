"""History as sentences: which act changed what of a household, from the events that the triggers kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.audit.models import Act
from registry.models import Decision, Household, Membership, MemberYear, Person, Statement, Survey

# Bookkeeping that says nothing to a reader, or must not be shown.
SILENT = frozenset({"id", "version", "village_code", "id_sealed", "id_index", "phone_index", "name_key", "initials"})
SEALED = frozenset({"phone_sealed", "card_sealed"})


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


def history_of(household: Household, *, limit: int = 30) -> list[Entry]:
    """The latest acts on the household, its members and its years, newest first.

    The caller got the household from a query that knows its viewer; everything read here hangs on it.
    """
    by_act: dict[UUID, tuple[list[Change], list[str]]] = defaultdict(lambda: ([], []))
    for events in _event_streams(household):
        for event, before in _with_predecessor(events):
            if event.pgh_context_id is not None:
                _note(by_act[event.pgh_context_id], event, before)
    # An act that only reads, such as revealing a number, changed no row and is found by its target.
    on_it = Q(target_type=Household._meta.model_name, target_id=str(household.pk))
    acts = Act.objects.filter(Q(pk__in=by_act) | on_it).order_by("-at")[:limit]
    return [Entry(act.pk, verb_label(act.verb), act.actor_name, act.at, act.reason, *by_act[act.pk]) for act in acts]


def changes_since(model: type[models.Model], pk: int, version: int) -> list[str]:
    """What others changed of a row after `version`: sentences for the one who was too late."""
    events = _events(model).filter(pgh_obj_id=pk, version__gte=version)
    changes: dict[UUID, tuple[list[Change], list[str]]] = defaultdict(lambda: ([], []))
    for event, before in _with_predecessor(events):
        if before is not None and event.pgh_context_id is not None:
            _note(changes[event.pgh_context_id], event, before)
    acts = Act.objects.filter(pk__in=changes).order_by("at")
    return [_late_sentence(act, changes[act.pk][0]) for act in acts]


def verb_label(verb: str) -> str:
    """An act's verb in Chinese."""
    return str(VERBS.get(verb, verb))


VERBS = {
    "household.register": gettext_lazy("登记新户"),
    "household.edit": gettext_lazy("修改基本情况"),
    "member.join": gettext_lazy("增人"),
    "member.leave": gettext_lazy("减人"),
    "member.correct": gettext_lazy("更正成员资料"),
    "year.save": gettext_lazy("录入年度资料"),
    "decision.propose": gettext_lazy("提出决定"),
    "decision.approve": gettext_lazy("批准决定"),
    "decision.withdraw": gettext_lazy("撤回决定"),
    "doubt.settle": gettext_lazy("核实疑点"),
    "batch.merge": gettext_lazy("导入工作簿"),
    "run.unit": gettext_lazy("年度动态调整"),
    "run.finish": gettext_lazy("年度动态调整完成"),
    "seed.load": gettext_lazy("装入演示数据"),
    "id.reveal": gettext_lazy("查看完整证件号码"),
}


def _event_streams(household: Household) -> Iterator[models.QuerySet[Any]]:
    """Events of each table that speak of the household, in the order they happened."""
    persons = Membership.objects.filter(household=household).values("person_id")
    yield _events(Household).filter(pgh_obj_id=household.pk)
    for model in (Membership, Statement, Survey, Decision):
        yield _events(model).filter(household_id=household.pk)
    yield _events(Person).filter(pgh_obj_id__in=persons)
    yield _events(MemberYear).filter(person_id__in=persons).select_related("person")


def _events(model: type[models.Model]) -> models.QuerySet[Any]:
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]  # pghistory puts it there
    events: models.QuerySet[Any] = event_model.objects.order_by("pgh_id")
    return events


def _with_predecessor(events: Iterable[Any]) -> Iterator[tuple[Any, Any | None]]:
    last: dict[int, Any] = {}
    for event in events:
        yield event, last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event


def _note(found: tuple[list[Change], list[str]], event: Any, before: Any | None) -> None:
    changes, made = found
    subject = _subject(event)
    if before is None:
        made.append(subject)
        return
    changes += [
        Change(subject, str(column.verbose_name), _shown(before, column), _shown(event, column))
        for column in event.pgh_tracked_model._meta.concrete_fields
        if column.name not in SILENT and getattr(before, column.attname) != getattr(event, column.attname)
    ]


def _subject(event: Any) -> str:
    label = str(event.pgh_tracked_model._meta.verbose_name)
    if hasattr(event, "year"):
        label = _("%(year)d 年%(label)s") % {"year": event.year, "label": label}
    if event.pgh_tracked_model in (Membership, MemberYear):
        return f"{event.person.name} {label}"
    return f"{event.name} {label}" if event.pgh_tracked_model is Person else label


def _shown(event: Any, column: "models.Field[Any, Any]") -> str:
    value = getattr(event, column.attname)
    if column.name in SEALED:
        return _("（已加密）") if value else _("空")
    if value is None or value in ("", []):
        return _("空")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        choices = dict(getattr(column, "base_field", column).flatchoices)
        return "、".join(str(choices.get(item, item)) for item in value)
    return str(dict(column.flatchoices).get(value, value))


def _late_sentence(act: Act, changes: list[Change]) -> str:
    what = "；".join(
        _("%(label)s由“%(before)s”改为“%(after)s”")
        % {"label": change.label, "before": change.before, "after": change.after}
        for change in changes
    )
    when = timezone.localtime(act.at).strftime("%H:%M")
    words = {"who": act.actor_name, "when": when, "what": what or verb_label(act.verb)}
    return _("%(who)s 于 %(when)s：%(what)s") % words
