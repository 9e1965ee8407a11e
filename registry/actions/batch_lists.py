"""The merge of a workbook whose rows stand for themselves: each by the action that its page would call, one act."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.accounts.models import User
from registry.audit.acts import act
from registry.choices import BatchKind, BatchState, DecisionState, RowVerdict
from registry.models import Batch, Decision, Fault, StagedHousehold
from registry.refusal import Refused, refuse_if

from .batches import counts_of, demand_kind, year_problems
from .decisions import withdraw_decision
from .locking import hold_year

Content = dict[str, Any]
# Writes what was staged and gives back what staging is to keep of it, sealed.
Write = Callable[[Content], bytes]


@transaction.atomic
def merge_list(*, batch_id: UUID, items: Iterable[tuple[int, Content]], write: Write, by: User) -> Batch:
    """Write what was staged, by number. A batch that is no longer to be merged is left as it is.

    What is refused now although the check let it pass is left out; where all or nothing was chosen, so is the rest.
    """
    batch = Batch.objects.select_for_update().defer("file_sealed").get(pk=batch_id)
    if batch.state != BatchState.MERGING:
        return batch
    demand_kind(by, batch.kind, batch.region_code)
    hold_year(batch.region_code)
    refuse_if(year_problems(batch))
    with act("batch.merge", by=by, target=batch, batch=batch.pk):
        staged = {one.number: one for one in batch.staged.defer("content_sealed")}
        for number, content in list(items):
            _write_one(staged[number], content, write, batch)
        batch.state, batch.counts = BatchState.MERGED, counts_of(batch)
        batch.merged_by_name, batch.merged_at = by.name, timezone.now()
        batch.save(update_fields=["state", "counts", "merged_by_name", "merged_at", "errors_sealed"])
    return batch


def _write_one(staged: StagedHousehold, content: Content, write: Write, batch: Batch) -> None:
    try:
        with transaction.atomic():
            staged.content_sealed, staged.merged = write(content), True
    except (Refused, Http404, ObjectDoesNotExist) as error:
        message = "；".join(error.messages) if isinstance(error, Refused) else _("已不在您的管理范围之内")
        if not batch.only_good:
            words = {"what": staged.key, "why": message}
            raise Refused(_("校验之后情况有变，没有合并：%(what)s %(why)s") % words) from error
        batch.errors_sealed = None  # made again, with this one
        staged.verdict, staged.changes = RowVerdict.REFUSED, 0
        sheet, rows = next(iter(content["rows"].items()))
        place = {"staged_number": staged.number, "sheet": sheet, "row": rows[0]}
        Fault.objects.create(batch=batch, code="stale", message=message[:300], **place)
        staged.save(update_fields=["verdict", "changes"])
    else:
        staged.save(update_fields=["content_sealed", "merged"])


@transaction.atomic
def undo_decisions(*, batch_id: UUID, decision_ids: Iterable[int], by: User) -> Batch:
    """撤销: withdraw what a batch of decisions proposed, all of it, while nobody has acted on any."""
    batch = Batch.objects.select_for_update().defer("file_sealed", "errors_sealed").get(pk=batch_id)
    demand_kind(by, batch.kind, batch.region_code)
    if batch.state != BatchState.MERGED or batch.kind != BatchKind.DECISIONS:
        raise Refused(_("只有已合并的决定可以整批撤销"))
    hold_year(batch.region_code)
    decisions = list(Decision.objects.select_for_update().filter(pk__in=list(decision_ids)).order_by("pk"))
    refuse_if(_undoing_problems(decisions, by))
    with act("batch.undo", by=by, target=batch, batch=batch.pk):
        for one in decisions:
            reason = _("撤销导入 %s") % batch.file_name
            withdraw_decision(decision_id=one.pk, version=one.version, reason=reason[:200], by=by)
        batch.state, batch.errors_sealed = BatchState.UNDONE, None
        batch.save(update_fields=["state", "errors_sealed"])
    return batch


def _undoing_problems(decisions: list[Decision], by: User) -> list[str]:
    if any(one.proposed_by_id != by.pk for one in decisions):
        return [_("只有合并这个文件的人可以撤销")]
    moved = [one for one in decisions if one.state != DecisionState.PROPOSED]
    words = [_("户编号 %d 的决定") % one.household_id + str(DecisionState(one.state).label) for one in moved[:5]]
    return (
        [
            _("已有 %(count)d 项决定不再是待审批，不能整批撤销：%(some)s")
            % {"count": len(moved), "some": "、".join(words)}
        ]
        if moved
        else []
    )
