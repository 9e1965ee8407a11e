"""The rows of domain.md §13.3 told one condition after the other, as the closing asked them (§13.8)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.choices import DecisionKind, Guarantee, Outcome, Refusal

# Kind of decision → what is asked, in this order; the first that fails is the reason of refusal.
CONDITIONS = {
    DecisionKind.REMOVE: {
        Refusal.STATUS: gettext_lazy("户是未脱贫、返贫或已脱贫（享受政策）"),
        Refusal.CAMPAIGN: gettext_lazy("所属专项行动允许清退"),
        Refusal.AREA: gettext_lazy("专项行动包含本村"),
        Refusal.WINDOW: gettext_lazy("文件日期在专项行动期限内"),
    },
    DecisionKind.REGISTER: {
        Refusal.STATUS: gettext_lazy("户正在识别"),
        Refusal.PROCEDURE: gettext_lazy("程序已完成"),
        Refusal.ANNOUNCEMENT: gettext_lazy("公告不晚于 12 月 31 日"),
        Refusal.NOBODY: gettext_lazy("户内有成员"),
        Refusal.ATTRIBUTE: gettext_lazy("户属性是贫困户"),
    },
    DecisionKind.EXIT: {
        Refusal.STATUS: gettext_lazy("户是未脱贫或返贫"),
        Refusal.PROCEDURE: gettext_lazy("程序已完成"),
        Refusal.ANNOUNCEMENT: gettext_lazy("公告在本年度内"),
        Refusal.GUARANTEES: gettext_lazy("收入和两不愁三保障全部达标"),
    },
    DecisionKind.RELAPSE: {
        Refusal.STATUS: gettext_lazy("户是已脱贫"),
        Refusal.PROCEDURE: gettext_lazy("程序已完成"),
        Refusal.ANNOUNCEMENT: gettext_lazy("公告在本年度内"),
        Refusal.NOTHING_UNMET: gettext_lazy("至少有一项未达标"),
    },
    DecisionKind.STABLE: {
        Refusal.STATUS: gettext_lazy("户是已脱贫（享受政策）"),
        Refusal.PROCEDURE: gettext_lazy("程序已完成"),
    },
    DecisionKind.CLOSE: {},
}


@dataclass(frozen=True)
class Asked:
    """A condition of the decision's kind, for the checklist component."""

    title: str
    state: Guarantee
    detail: str


def asked(kind: str, refusal: str) -> list[Asked]:
    """What was asked of a decision: up to the one that failed, and what was not asked any more."""
    if refusal == Refusal.NOBODY_LEFT:
        return [Asked(_("年末户内还有成员"), Guarantee.UNMET, _("不符合：户内已无成员，先于决定销户"))]
    found, failed = [], False
    for word, title in CONDITIONS[DecisionKind(kind)].items():
        if failed:
            found.append(Asked(str(title), Guarantee.UNKNOWN, _("前一项不符合，没有再核对")))
        elif word == refusal:
            failed = True
            found.append(Asked(str(title), Guarantee.UNMET, _("不符合")))
        else:
            found.append(Asked(str(title), Guarantee.MET, _("符合")))
    return found


def rule_of(outcome: str, *, decided: bool, refused: bool) -> str:
    """Which of the rules, in the order in which they are tried, made the outcome."""
    if outcome == Outcome.UNCHANGED:
        return _("决定不符合条件：状态不变") if refused else _("没有已批准的决定：状态不变")
    if outcome == Outcome.CLOSED and (refused or not decided):
        return _("上年末在册、本年末已无成员：销户，先于任何决定")
    return {
        Outcome.REMOVED: _("清退决定，专项行动允许、包含本村、在期限内：清退"),
        Outcome.CLOSED: _("销户决定：销户"),
        Outcome.REGISTERED: _("新识别决定，程序完成并已公告：建档，未脱贫"),
        Outcome.EXITED: _("脱贫决定，程序完成、本年度公告，七项全部达标：脱贫"),
        Outcome.RELAPSED: _("返贫决定，程序完成、本年度公告，至少一项未达标：返贫"),
        Outcome.STABILISED: _("稳定脱贫决定，程序完成：不再享受政策"),
    }[Outcome(outcome)]
