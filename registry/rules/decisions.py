"""Which decision a household may have filed, and how a decision moves (domain.md §5.2, §13.1, §13.3)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from registry.choices import REGISTERED, DecisionKind, DecisionState, Status

from .guarantees import Check, all_met, unmet

# Rows 1–6 of §13.3: the statuses a decision of this kind starts from.
STARTS_FROM: dict[str, tuple[Status, ...]] = {
    DecisionKind.REGISTER: (Status.CANDIDATE,),
    DecisionKind.EXIT: (Status.POOR, Status.RELAPSED),
    DecisionKind.RELAPSE: (Status.EXITED, Status.STABLE),
    DecisionKind.STABLE: (Status.EXITED,),
    DecisionKind.REMOVE: (Status.POOR, Status.RELAPSED, Status.EXITED),
    DecisionKind.CLOSE: REGISTERED,
}

# Rows 3–6: what a decision of the kind must have behind it to be applied.
NEEDS_ANNOUNCEMENT = frozenset({DecisionKind.REGISTER, DecisionKind.EXIT, DecisionKind.RELAPSE})
NEEDS_PROCEDURE = NEEDS_ANNOUNCEMENT | {DecisionKind.STABLE}

MOVES: dict[str, frozenset[DecisionState]] = {
    DecisionState.PROPOSED: frozenset({DecisionState.APPROVED, DecisionState.WITHDRAWN, DecisionState.LAPSED}),
    DecisionState.APPROVED: frozenset({DecisionState.APPLIED, DecisionState.REFUSED, DecisionState.WITHDRAWN}),
}


def kinds_for(status: str) -> list[DecisionKind]:
    """Kinds that may be filed for a household of this status."""
    return [kind for kind in DecisionKind if status in STARTS_FROM[kind]]


def proposal_problems(
    *, kind: str, status: str, year: int, decided_on: date, announced_on: date | None, campaign: bool, cause: str
) -> list[str]:
    """What stands in the way of filing, in Chinese."""
    problems = []
    if status not in STARTS_FROM[kind]:
        labels = {"status": Status(status).label, "kind": DecisionKind(kind).label}
        problems.append(_("“%(status)s”的户不能作“%(kind)s”决定") % labels)
    for label, day in ((_("文件日期"), decided_on), (_("公告日期"), announced_on)):
        if day is not None and day > date(year, 12, 31):
            problems.append(_("%(label)s在 %(year)d 年之后，请等下一年度开启后再提出") % {"label": label, "year": year})
    if kind == DecisionKind.REMOVE and not campaign:
        problems.append(_("清退只能在专项行动中进行，请选择专项行动"))
    if kind == DecisionKind.RELAPSE and not cause:
        problems.append(_("请选择返贫原因"))
    return problems


def approval_problems(
    *, state: str, proposer_id: int | None, approver_id: int | None, binding_exists: bool, year_open: bool
) -> list[str]:
    """What stands in the way of approving, in Chinese."""
    problems = []
    if not year_open:
        problems.append(_("决定所属年度现在不是录入年度，不能批准"))
    if DecisionState.APPROVED not in MOVES.get(state, frozenset()):
        problems.append(_("这项决定已经是“%s”，不能再批准") % DecisionState(state).label)
    if proposer_id is not None and proposer_id == approver_id:
        problems.append(_("提出人不能批准自己的决定，须由另一人批准"))
    if binding_exists:
        problems.append(_("该户本年已有生效中的决定，一户一年只能有一项"))
    return problems


def approval_warnings(
    *, kind: str, checks: Sequence[Check], procedure_complete: bool, announced_on: date | None
) -> list[str]:
    """What would make the closing refuse the decision as things stand (§13.3); it may be mended before the cut."""
    warnings = []
    if kind in NEEDS_PROCEDURE and not procedure_complete:
        warnings.append(_("程序尚未完成"))
    if kind in NEEDS_ANNOUNCEMENT and announced_on is None:
        warnings.append(_("还没有公告日期"))
    if kind == DecisionKind.EXIT and not all_met(checks):
        warnings.append(_("收入或两不愁三保障没有全部达标"))
    if kind == DecisionKind.RELAPSE and not unmet(checks):
        warnings.append(_("没有未达标的项目"))
    if kind == DecisionKind.REGISTER and all_met(checks):
        warnings.append(_("收入和两不愁三保障全部达标，请核对是否应当识别"))
    return warnings


def withdrawal_problems(state: str, *, year_open: bool) -> list[str]:
    """What stands in the way of withdrawing, in Chinese. After the cut nothing may be taken back (§13.1)."""
    if DecisionState.WITHDRAWN not in MOVES.get(state, frozenset()):
        return [_("这项决定已经是“%s”，不能撤回") % DecisionState(state).label]
    if not year_open:
        return [_("该年度动态调整已经批准，决定不能再撤回")]
    return []
