"""Named operations: what the act of one left in the register, what stood before, and what was built on it since."""

from collections import defaultdict
from collections.abc import Collection as Many
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import Viewer
from registry.audit.models import Act
from registry.choices import REGISTERED, OperationKind, Relation
from registry.models import (
    Collection,
    Decision,
    Household,
    Membership,
    MemberYear,
    Move,
    Operation,
    Person,
    Statement,
    Survey,
)
from registry.regions.spans import province_of
from registry.rules.names import name_key

from .history import Change, changes_in, events_of, household_in, subject_of, verb_label
from .households import head_names, households
from .years import open_year

# Tables that operations change; what refers stands behind what it refers to.
CHANGED: tuple[type[Model], ...] = (
    *(Household, Person, Membership, MemberYear, Statement, Survey),
    *(Collection, Decision, Move),
)
# Changes of these alone mean that nothing was built on a row.
BOOKKEEPING = frozenset({"id", "version"})
MOST_SENTENCES = 10
MOST_ROWS = 20
FIRST_EVENT, UPDATED = "insert", "update"
# So many households are taken back while one waits; more are the work of a job.
AT_ONCE = 200


@dataclass
class Trace:
    """What an act did to the rows of one table, by the rows' ids.

    `made` are rows that it made. `changed` gives for a row that it changed the event that holds what stood before;
    `later` the latest event of a row that others changed since.
    """

    model: type[Model]
    made: set[int] = field(default_factory=set)
    changed: dict[int, int] = field(default_factory=dict)
    later: dict[int, int] = field(default_factory=dict)


def operations(viewer: User) -> QuerySet[Operation]:
    """Everybody's operations in the areas where the viewer works; undoing is for the one who made them."""
    found = Operation.objects.visible_to(viewer, Permission.HOUSEHOLD_EDIT)
    return found.select_related("household", "made_by")


def own_operations(maker: User, kind: str = "", year: int | None = None) -> QuerySet[Operation]:
    """Somebody's own operations of a kind and year, latest first."""
    chosen = {name: value for name, value in (("kind", kind), ("year", year)) if value}
    return operations(maker).filter(made_by=maker.pk, **chosen).order_by("-made_at", "-pk")


def with_open_years(shown: Iterable[Operation]) -> list[tuple[Operation, bool]]:
    """Each operation of a page with whether its year is still open and nobody has undone it."""
    years: dict[int, int] = {}
    lines = []
    for operation in shown:
        province = province_of(operation.village_code)
        if province not in years:
            years[province] = open_year(province)
        lines.append((operation, operation.undone_at is None and operation.year == years[province]))
    return lines


@dataclass(frozen=True)
class Done:
    """What an operation changed and made, as undoing it would take back; `more` that it is only the beginning. Of a
    large one there is but how many rows of what were `put_back`, and at how many households there were changes `since`.
    """

    changes: list[Change]
    made: list[str]
    more: bool = False
    put_back: list[str] = field(default_factory=list)
    since: int = 0


def what_it_did(operation: Operation) -> Done:
    """The changes of an operation's act, of the first rows where it touched many."""
    if takes_long(operation):
        return _summed_up(operation.act)
    changes: list[Change] = []
    made: list[str] = []
    more = False
    for trace in traces_of(operation.act):
        rows = sorted(trace.made | trace.changed.keys())
        more = more or len(rows) > MOST_ROWS
        own = Q(pgh_context_id=operation.act) | Q(pgh_id__in=trace.changed.values())
        versions = events_of(trace.model).filter(own, pgh_obj_id__in=rows[:MOST_ROWS])
        told = changes_in(versions, operation.act, _owners(versions) if operation.households > 1 else None)
        changes += told[0]
        made += told[1]
    return Done(changes, made, more)


def _summed_up(act_id: UUID) -> Done:
    """To look at each row of ten thousand households takes longer than anybody waits for a page."""
    made, put_back = dict[str, int](), dict[str, int]()
    for model in CHANGED:
        name = str(model._meta.verbose_name)
        rows = events_of(model).filter(pgh_context_id=act_id).values("pgh_obj_id").distinct()
        made[name] = rows.filter(pgh_label=FIRST_EVENT).count()
        put_back[name] = rows.count() - made[name]
    own = events_of(Household).filter(pgh_context_id=act_id)
    newer = events_of(Household).filter(pgh_obj_id__in=own.values("pgh_obj_id"), pgh_id__gt=Subquery(_last(own)))
    since = newer.values("pgh_obj_id").distinct().count()
    return Done([], _counted(made), put_back=_counted(put_back), since=since)


def _counted(rows: dict[str, int]) -> list[str]:
    return [f"{name} {count:,}" for name, count in rows.items() if count]


def _last(versions: QuerySet[Any]) -> QuerySet[Any]:
    return versions.order_by("-pgh_id").values("pgh_id")[:1]


def _owners(versions: Iterable[Any]) -> dict[int, str]:
    """Each household by its head and number."""
    numbers = {household_in(version) for version in versions} - {0}
    heads = head_names(numbers)
    words = {number: {"head": heads.get(number, ""), "number": number} for number in numbers}
    return {number: (_("%(head)s 户（户编号 %(number)s）") % said).strip() for number, said in words.items()}


def merge_choices(viewer: User, household: Household) -> list[tuple[int, str]]:
    """The registered households of the same village, for 合户: number and head."""
    found = households(viewer, Permission.HOUSEHOLD_EDIT).filter(
        village_code=household.village_code, status__in=REGISTERED
    )
    numbers = list(found.exclude(pk=household.pk).order_by("group", "pk").values_list("pk", "group"))
    heads = head_names([pk for pk, _group in numbers])
    return [(pk, " ".join(filter(None, (heads.get(pk, ""), group, str(pk))))) for pk, group in numbers]


def is_head_of(viewer: Viewer, number: int, name: str) -> bool:
    """Whether a registered household, where the viewer may edit, has this number and a head of this name."""
    found = households(viewer, Permission.HOUSEHOLD_EDIT).filter(pk=number, status__in=REGISTERED)
    return found.filter(
        memberships__counted_until__isnull=True,
        memberships__relation=Relation.HEAD,
        memberships__person__name_key=name_key(name),
    ).exists()


def households_of(act_id: UUID) -> list[int]:
    """The households that an act made or changed: every operation counts up the version of those it touches."""
    return sorted(set(events_of(Household).filter(pgh_context_id=act_id).values_list("pgh_obj_id", flat=True)))


def traces_of(act_id: UUID) -> list[Trace]:
    """What an act did, table by table. Exact only while the households are locked."""
    return [_trace(model, act_id) for model in CHANGED]


def _trace(model: type[Model], act_id: UUID) -> Trace:
    trace = Trace(model)
    touched = set(events_of(model).filter(pgh_context_id=act_id).values_list("pgh_obj_id", flat=True))
    before: dict[int, int] = {}
    left: dict[int, int] = {}
    latest: dict[int, int] = {}
    columns = ("pgh_obj_id", "pgh_id", "pgh_context_id", "pgh_label")
    for row, event, context, label in events_of(model).filter(pgh_obj_id__in=touched).values_list(*columns):
        latest[row] = event
        if context == act_id:
            left[row] = event
            if label == FIRST_EVENT:
                trace.made.add(row)
        elif row not in left:
            before[row] = event
    trace.changed = {row: event for row, event in before.items() if row not in trace.made}
    trace.later = _differing(model, {row: (left[row], latest[row]) for row in touched if left[row] != latest[row]})
    return trace


def _differing(model: type[Model], pairs: dict[int, tuple[int, int]]) -> dict[int, int]:
    """The rows that are not what the act left: what was changed and changed back does not count."""
    events = events_of(model).in_bulk([event for pair in pairs.values() for event in pair])
    return {
        row: latest
        for row, (left, latest) in pairs.items()
        if events[latest].pgh_label != UPDATED or contents(events[left]) != contents(events[latest])
    }


def contents(event: Any) -> dict[str, Any]:
    """The columns of a version that say something."""
    columns = event.pgh_tracked_model._meta.concrete_fields
    return {column.attname: getattr(event, column.attname) for column in columns if column.name not in BOOKKEEPING}


def obstacles(operation: Operation, traces: Iterable[Trace]) -> list[str]:
    """What was built on an operation since, as sentences that name who and what."""
    traces = list(traces)
    made = {trace.model: trace.made for trace in traces}
    found = [sentence for trace in traces for sentence in _sentences(trace.model, trace.later.values())]
    for trace in traces:
        for model, rows in _referring(trace.model, made).items():
            latest = dict(events_of(model).filter(pgh_obj_id__in=rows).values_list("pgh_obj_id", "pgh_id"))
            found += _sentences(model, latest.values())
        if trace.model is Membership:
            found += _sentences(Membership, _related_since(trace, operation.act))
    several = list(dict.fromkeys(found))
    if len(several) > MOST_SENTENCES:
        more = _("……另有 %(count)d 项，共涉及 %(households)d 户") % {
            "count": len(several) - MOST_SENTENCES,
            "households": operation.households,
        }
        return [*several[:MOST_SENTENCES], more]
    return several


def _related_since(trace: Trace, act_id: UUID) -> list[int]:
    """Events of members begun or changed after relations were written anew: theirs are to the head of that moment."""
    own = events_of(Membership).filter(pgh_context_id=act_id)
    before = events_of(Membership).in_bulk(trace.changed.values())
    related = {
        version.household_id
        for version in own.filter(pgh_obj_id__in=trace.changed)
        if _relates_anew(before[trace.changed[version.pgh_obj_id]], version)
    }
    if not related:
        return []
    others = events_of(Membership).filter(household_id__in=related).exclude(pgh_obj_id__in=trace.changed)
    done = own.latest("pgh_id").pgh_id
    left: dict[int, int] = {}
    latest: dict[int, int] = {}
    for row, event in others.exclude(pgh_context_id=act_id).values_list("pgh_obj_id", "pgh_id"):
        (left if event < done else latest)[row] = event
    standing = set(Membership.objects.filter(pk__in=latest.keys() - left.keys()).values_list("pk", flat=True))
    changed = _differing(Membership, {row: (left[row], latest[row]) for row in latest.keys() & left.keys()})
    return sorted([*(latest[row] for row in standing), *changed.values()])


def _relates_anew(before: Any, now: Any) -> bool:
    """Whether an act wrote a relation, or a head went."""
    return before.relation != now.relation or (now.relation == Relation.HEAD and contents(before) != contents(now))


def _referring(model: type[Model], made: dict[type[Model], set[int]]) -> dict[type[Model], set[int]]:
    """Tracked rows that refer to rows which the act made, without being of its making."""
    referring: dict[type[Model], set[int]] = defaultdict(set)
    if not made[model]:
        return {}
    for relation in model._meta.get_fields(include_hidden=True):
        other: Any = relation.related_model
        if not relation.auto_created or relation.concrete or not hasattr(other, "pgh_event_model"):
            continue
        name = relation.field.name  # type: ignore[union-attr]  # a reverse relation has one
        rows = set(other.objects.filter(**{f"{name}__in": made[model]}).values_list("pk", flat=True))
        if rows - made.get(other, set()):
            referring[other] |= rows - made.get(other, set())
    return dict(referring)


def _sentences(model: type[Model], events: Many[int]) -> list[str]:
    versions = list(events_of(model).filter(pgh_id__in=events))
    acts = Act.objects.in_bulk({version.pgh_context_id for version in versions if version.pgh_context_id})
    return [_sentence(version, acts.get(version.pgh_context_id)) for version in versions]


def _sentence(version: Any, done: Act | None) -> str:
    if done is None:
        return subject_of(version)
    words = {
        "who": done.actor_name,
        "when": timezone.localtime(done.at).strftime("%Y-%m-%d %H:%M"),
        "what": verb_label(done.verb),
        "subject": subject_of(version),
    }
    return _("%(who)s 于 %(when)s %(what)s（%(subject)s）") % words


def takes_long(operation: Operation) -> bool:
    """Whether undoing this is a job."""
    return operation.kind == OperationKind.IMPORT and operation.households > AT_ONCE


def undoing_problems(operation: Operation, by: User, open_year: int) -> list[str]:
    """What forbids undoing an operation at all, whatever was built on it."""
    kind = OperationKind(operation.kind).label
    if operation.made_by_id != by.pk:
        return [_("这是%(who)s办理的%(kind)s，只能由本人撤销") % {"who": operation.made_by.name, "kind": kind}]
    if operation.undone_at is not None:
        when = timezone.localtime(operation.undone_at).strftime("%Y-%m-%d %H:%M")
        return [_("这项%(kind)s已于 %(when)s 撤销") % {"kind": kind, "when": when}]
    if operation.year != open_year:
        years = {"kind": kind, "year": operation.year}
        return [_("这项%(kind)s属于 %(year)d 年度，该年度动态调整已经批准，不能再撤销") % years]
    return []
