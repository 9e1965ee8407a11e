"""How the run of a province and year may move, and what stands in the way (domain.md §13.7)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registry.choices import RunState

# A rehearsal begins by putting the run back to `open`, so that nothing half computed can be approved.
MOVES: dict[str, frozenset[RunState]] = {
    RunState.OPEN: frozenset({RunState.OPEN, RunState.REHEARSED}),
    RunState.REHEARSED: frozenset({RunState.OPEN, RunState.APPROVED}),
    RunState.APPROVED: frozenset({RunState.RUNNING}),
    RunState.RUNNING: frozenset({RunState.FINISHED, RunState.FAILED}),
    RunState.FAILED: frozenset({RunState.RUNNING, RunState.OPEN}),
    RunState.FINISHED: frozenset({RunState.FROZEN, RunState.UNDOING}),
    RunState.UNDOING: frozenset({RunState.UNDOING, RunState.FINISHED, RunState.OPEN}),
    RunState.FROZEN: frozenset(),
}
# In these the year's rows are closing rows; before, even while they are being applied, the rehearsed ones tell all.
CLOSED = frozenset({RunState.FINISHED, RunState.FROZEN})
# What a part of a run may find wrong (§13.7, §13.8), in words for the page.
PROBLEMS = {
    "status": _lazy("户的状态与上年末结账不一致"),
    "unopened": _lazy("在册而没有上年末结账"),
    "split": _lazy("分自未在册的户"),
    "members": _lazy("上年末人数与上年末结账不一致"),
    "two_households": _lazy("有成员同时属于两户"),
    "gone": _lazy("有上年末结账而户已不存在"),
    "baseline": _lazy("基线年度已有决定或上年末结账"),
    "changed": _lazy("批准以后资料有改动"),
    "rows": _lazy("写入的结账与批准的不一致"),
    "no_row": _lazy("在册而没有本年末结账"),
    "opening": _lazy("本年的人数变化与上年末结账接不上"),
    "balance": _lazy("平衡表不成立"),
    "stopped": _lazy("作业中断"),
}
# The year ends in China, wherever the machine stands (§13.1).
SHANGHAI = ZoneInfo("Asia/Shanghai")


def node_of(year: int) -> date:
    """The last day that counts for `year`; the run is applied after it (§13.1)."""
    return date(year, 12, 31)


def opening_problems(*, year: int, baseline: bool, last_year: int | None, last_state: str | None) -> list[str]:
    """Why the run of `year` may not be opened, given the province's last run, in Chinese."""
    if last_year is None:
        return [] if baseline else [_("本省还没有基线，请先以基线方式开启上一年度")]
    if baseline:
        return [_("本省已有年度调整，不能再建基线")]
    if year != last_year + 1:
        return [_("下一个可以开启的年度是 %d") % (last_year + 1)]
    return [] if last_state in CLOSED else [_("%d 年度尚未执行完成") % last_year]


def rehearsal_problems(*, state: str, applied: bool) -> list[str]:
    """Why it may not be rehearsed. A failed run may, as long as nothing of it has been applied."""
    if RunState.OPEN not in MOVES[state]:
        return [_("本年度调整是“%s”，不能再试算") % RunState(state).label]
    return [_("已有地区执行完毕，只能继续执行")] if applied else []


def rehearsal_is_due(*, state: str, facts_at: datetime | None, year: int) -> bool:
    """Whether the scheduler rehearses it: once on or after the last day, whatever was rehearsed before that day."""
    if state not in {RunState.OPEN, RunState.REHEARSED}:
        return False
    return facts_at is None or facts_at.astimezone(SHANGHAI).date() < node_of(year)


def approval_problems(
    *, state: str, rehearser_id: int | None, approver_id: int | None, outdated: bool, balanced: bool
) -> list[str]:
    """Why the rehearsal may not be approved by this person."""
    problems = []
    if RunState.APPROVED not in MOVES[state]:
        return [_("本年度调整是“%s”，没有可批准的试算") % RunState(state).label]
    if rehearser_id is not None and rehearser_id == approver_id:
        problems.append(_("试算人不能批准自己的试算，须由另一人批准"))
    if outdated:
        problems.append(_("试算之后资料有改动，请重新试算"))
    if not balanced:
        problems.append(_("试算不平衡，不能批准"))
    return problems


def start_problems(*, state: str, year: int, today: date) -> list[str]:
    """Why it may not be applied: an approved run waits for the end of the year, a failed one may be resumed."""
    if RunState.RUNNING not in MOVES[state]:
        return [_("本年度调整是“%s”，不能执行") % RunState(state).label]
    return [] if today > node_of(year) else [_("要到 %d 年 12 月 31 日 24 时以后才能执行") % year]


def undoing_problems(*, state: str, year: int, applied: bool, following_state: str | None) -> list[str]:
    """Why the year may not be taken back at all, whatever was done since: it is not finished, or already frozen."""
    if state == RunState.FROZEN:
        return [_("%d 年度已经封账，不能回退；发现的差错在开放年度更正") % year]
    if RunState.UNDOING not in MOVES[state]:
        return [_("本年度调整是“%s”，没有可以回退的结果") % RunState(state).label]
    if following_state not in {None, RunState.OPEN, RunState.REHEARSED}:
        return [_("%d 年度动态调整已经批准，不能再回退上一年度") % (year + 1)]
    # Its closing rows were brought in, not written by a run of this system: there is nothing to put back.
    return [] if applied else [_("%d 年度的结账不是在本系统执行的，不能回退") % year]


def year_before_problems(*, year: int, state_before: str | None) -> list[str]:
    """Why nothing may be made of `year` yet: the year before is being taken back."""
    return [_("%d 年度正在回退") % (year - 1)] if state_before == RunState.UNDOING else []


def confirming_problems(*, asker_id: int | None, confirmer_id: int | None) -> list[str]:
    """Why this person may not confirm it."""
    if asker_id is None:
        return [_("还没有人申请回退，或申请已撤回")]
    if confirmer_id is None:
        return [_("回退须由本人确认，系统不能代办")]
    return [_("申请人不能确认自己的申请，须由另一人确认")] if asker_id == confirmer_id else []


def freezing_problems(*, state: str, undo_asked: bool) -> list[str]:
    """Why the year may not be frozen: it is not finished, or somebody wants it taken back."""
    if undo_asked:
        return [_("有人申请回退，请先确认或取消申请")]
    return [] if RunState.FROZEN in MOVES[state] else [_("本年度调整是“%s”，不能封账") % RunState(state).label]
