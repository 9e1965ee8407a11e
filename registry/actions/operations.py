"""业务操作: every named act on the register is recorded, and its maker may undo it while its year is open."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from registry.accounts.models import User
from registry.accounts.permissions import Permission
from registry.accounts.scope import demand
from registry.audit.acts import act, name_each
from registry.audit.models import Act
from registry.choices import BatchState, OperationKind, Relation
from registry.models import Batch, Closing, Doubt, Household, Membership, Move, Operation, Rehearsal
from registry.queries.history import events_of
from registry.queries.operations import Trace, households_of, obstacles, traces_of, undoing_problems
from registry.queries.years import open_year
from registry.refusal import refuse_if
from registry.regions.spans import province_of

from .baselines import forget_baselines
from .locking import hold_year

REASON_LENGTH = 200


def record_operation(  # noqa: PLR0913 they are the columns of the row
    kind: OperationKind,
    *,
    act: Act,
    household: Household | None,
    village_code: int = 0,
    year: int,
    reason: str,
    happened_on: date | None = None,
    document_number: str = "",
    households: int = 1,
    by: User,
) -> Operation:
    """Name the act that is going on, inside its block: its events are what undoing puts back.

    An operation on many households has none of its own, but the code of the area they lie in.
    """
    return Operation.objects.create(
        act=act.pk,
        kind=kind,
        household=household,
        village_code=village_code if household is None else household.village_code,
        year=year,
        reason=reason[:REASON_LENGTH],
        happened_on=happened_on,
        document_number=document_number,
        households=households,
        made_by=by,
    )


def note_elsewhere(whole: Act, touched: Iterable[Household | Move]) -> None:
    """Leave a line of the act in the log of any other province in which it changed something, with what it changed.

    The log of a province tells whether what was rehearsed there still holds. Inside the act's block, before the
    operation is recorded.
    """
    province = province_of(whole.region_code or 0)
    name_each(whole, [one for one in touched if province_of(one.village_code) != province])


@transaction.atomic
def undo_operation(*, operation_id: int, by: User) -> Operation:
    """撤销 one's own operation of the open year: every row as it was before, unless something was built on it."""
    operation = Operation.objects.select_for_update(of=("self",)).filter(pk=operation_id).first()
    if operation is None:
        raise Http404
    demand(by, Permission.HOUSEHOLD_EDIT, operation.village_code)
    provinces = _provinces_of(operation)
    hold_year(*provinces)
    for province in provinces:
        refuse_if(undoing_problems(operation, by, open_year(province)))
    # Every act on a household, its members and its years waits for its row: from here on nothing is built on it.
    list(Household.objects.select_for_update().filter(pk__in=households_of(operation.act)).order_by("pk"))
    traces = traces_of(operation.act)
    refuse_if(_("不能撤销，之后已有人办理：%s") % sentence for sentence in obstacles(operation, traces))
    with act(
        "operation.undo",
        by=by,
        target=operation.household,
        region_code=operation.village_code,
        reason=_what_is_undone(operation),
        batch=operation.act,
    ):
        for province in provinces[1:]:
            with act("operation.undo", by=by, region_code=province, batch=operation.act):
                pass  # its log tells of it, as it told of the operation
        _take_away(traces)
        for trace in traces:
            _put_back(trace)
        _bring_doubts(traces)
        operation.undone_at, operation.undone_by_name = timezone.now(), by.name
        operation.save(update_fields=["undone_at", "undone_by_name"])
        if operation.kind == OperationKind.IMPORT:
            forget_baselines(operation.act)
        Batch.objects.filter(operation=operation).update(state=BatchState.UNDONE, problem="", errors_sealed=None)
        operation.refresh_from_db(fields=["household"])
    return operation


def _provinces_of(operation: Operation) -> list[int]:
    """The operation's own province, and after it those in whose logs it left a line."""
    began = Act.objects.values_list("at", flat=True).get(pk=operation.act)
    lines = Act.objects.filter(at__range=(began, operation.made_at), parent=operation.act)
    own = province_of(operation.village_code)
    told = {province_of(code) for code in lines.values_list("region_code", flat=True) if code is not None}
    return [own, *sorted(told - {own})]


def _what_is_undone(operation: Operation) -> str:
    words = {
        "when": timezone.localtime(operation.made_at).strftime("%Y-%m-%d %H:%M"),
        "kind": OperationKind(operation.kind).label,
        "reason": operation.reason,
    }
    return _("%(when)s 的%(kind)s：%(reason)s") % words


def _take_away(traces: Iterable[Trace]) -> None:
    """Delete what the act made, what refers first. What machines derived from a household goes with it."""
    for trace in reversed(list(traces)):
        if trace.model is Household:
            Doubt.objects.filter(household__in=trace.made, outcome="").delete()
            Rehearsal.objects.filter(household__in=trace.made).delete()
            Closing.objects.filter(household__in=trace.made).delete()
            Operation.objects.filter(household__in=trace.made).update(household=None)
            _take_households(set(trace.made))
        elif trace.made:
            trace.model._default_manager.filter(pk__in=trace.made).delete()


def _take_households(made: set[int]) -> None:
    """Those that were split off go before those from which they were."""
    while made:
        split = Household.objects.filter(pk__in=made, split_from__in=made)
        last = set(split.values_list("split_from_id", flat=True))
        Household.objects.filter(pk__in=(made - last) or made).delete()
        made = made & last if made - last else set()


def _bring_doubts(traces: Iterable[Trace]) -> None:
    """Doubts have no history of their own: they stand where their household stands."""
    households = next(trace.changed for trace in traces if trace.model is Household)
    standing = Doubt.objects.filter(household__in=households, outcome="")
    where = Household.objects.filter(pk=models.OuterRef("household")).values("village_code")
    standing.update(village_code=models.Subquery(where))


def _put_back(trace: Trace) -> None:
    """Give changed rows the contents of the event before; the version goes on, so that pages shown are stale."""
    if trace.model is not Membership:
        _restore(trace.model, trace.changed.values())
        return
    # A household has one open head at any moment: who is to be head again comes after who no longer is.
    heads = events_of(Membership).filter(
        pgh_id__in=trace.changed.values(), relation=Relation.HEAD, counted_until__isnull=True
    )
    again = set(heads.values_list("pgh_id", flat=True))
    _restore(Membership, set(trace.changed.values()) - again)
    _restore(Membership, again)


def _restore(model: type[models.Model], event_ids: Collection[int]) -> None:
    if not event_ids:
        return
    names = [str(column.column) for column in model._meta.concrete_fields if column.name not in ("id", "version")]
    statement = sql.SQL(
        "UPDATE {table} AS now SET version = now.version + 1, {columns} FROM {events} AS before "
        "WHERE before.pgh_id = ANY(%s) AND now.id = before.pgh_obj_id"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        events=sql.Identifier(events_of(model).model._meta.db_table),
        columns=sql.SQL(", ").join(sql.SQL("{0} = before.{0}").format(sql.Identifier(name)) for name in names),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), [list(event_ids)])
