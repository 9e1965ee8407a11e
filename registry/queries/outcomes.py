"""Why a household came out as it did: one row of a run, told in the words of domain.md §13.2 and §13.3."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.accounts.scope import Viewer
from registry.choices import DoubtRule, Guarantee, Outcome, Status
from registry.models import Household, Result, Run
from registry.regions.spans import province_of
from registry.rules.guarantees import Check
from registry.rules.outcomes import Asked, asked, rule_of
from registry.rules.runs import CLOSED

from .run_lists import results
from .runs import runs

GUARANTEES = {
    "income": gettext_lazy("收入"),
    "food": gettext_lazy("不愁吃"),
    "clothing": gettext_lazy("不愁穿"),
    "water": gettext_lazy("饮水"),
    "housing": gettext_lazy("住房"),
    "education": gettext_lazy("义务教育"),
    "medical": gettext_lazy("基本医疗"),
}
MOVEMENTS = {
    "increase_natural": gettext_lazy("自然增加"),
    "increase_correction": gettext_lazy("补录"),
    "increase_transfer": gettext_lazy("转入"),
    "decrease_natural": gettext_lazy("自然减少"),
    "decrease_correction": gettext_lazy("剔除"),
    "decrease_transfer": gettext_lazy("转出"),
}


EARLIER = 5


@dataclass(frozen=True)
class Story:
    """A row of a run with everything it says."""

    run: Run
    result: Result

    @property
    def rehearsed(self) -> bool:
        """Whether nothing of it is applied yet."""
        return self.run.state not in CLOSED

    @property
    def sentence(self) -> str:
        """The outcome and what decided it, in one sentence."""
        result = self.result
        if result.refusal:
            words = {"kind": self._kind, "why": result.get_refusal_display()}
            return _("“%(kind)s”决定未生效：%(why)s。") % words
        if result.outcome == Outcome.CLOSED and result.decision is None:
            return _("户内已无成员，自动销户。")
        if result.outcome == Outcome.UNCHANGED:
            return _("没有已批准的决定，状态不变。")
        return _("“%s”决定已批准并符合条件。") % self._kind

    @property
    def rule(self) -> str:
        """Which rule made the outcome."""
        return rule_of(self.result.outcome, decided=self.result.decision is not None, refused=bool(self.result.refusal))

    @property
    def asked(self) -> Sequence[Asked]:
        """What was asked of the decision, one condition after the other."""
        decision = self.result.decision
        return asked(decision.kind, self.result.refusal) if decision is not None else []

    @property
    def income(self) -> str:
        """How the income per head came about, as a sum."""
        result = self.result
        if result.net_income is None:
            return _("没有 %d 年度收入登记，不能计算人均纯收入") % self.run.year
        if result.income_per_head is None:
            return _("纯收入 %s 元；年末没有成员，不能计算人均纯收入") % f"{result.net_income:,.2f}"
        return _("纯收入 %(net)s 元 ÷ 年末 %(members)d 人 ＝ 人均 %(head)s 元；标准 %(line)s 元") % {
            "net": f"{result.net_income:,.2f}",
            "members": result.members_closing,
            "head": f"{result.income_per_head:,.2f}",
            "line": f"{result.line:,.2f}",
        }

    @property
    def checks(self) -> Sequence[Check]:
        """The seven guarantees as the closing saw them."""
        states = {name: Guarantee(getattr(self.result, name)) for name in GUARANTEES}
        return [
            Check(name, str(label), states[name], self._income if name == "income" else str(states[name].label))
            for name, label in GUARANTEES.items()
        ]

    @property
    def movements(self) -> Sequence[tuple[str, int]]:
        """Comings and goings that are not nil."""
        counted = [(str(label), getattr(self.result, name)) for name, label in MOVEMENTS.items()]
        return [(label, count) for label, count in counted if count]

    @property
    def doubts(self) -> Sequence[str]:
        """Doubts that the closing opens, in words."""
        return [str(DoubtRule(rule).label) for rule in self.result.doubts]

    @property
    def opening_label(self) -> str:
        """Status at the end of the year before, in words."""
        return str(Status(self.result.opening_status).label) if self.result.opening_status else _("不在册")

    @property
    def _kind(self) -> str:
        return str(self.result.decision.get_kind_display()) if self.result.decision is not None else ""

    @property
    def _income(self) -> str:
        amount, line = self.result.income_per_head, self.result.line
        if amount is None:
            return _("没有人均纯收入；标准 %s") % f"{line:,.0f}"
        return f"{amount:,.2f} {'>' if amount > line else '≤'} {line:,.0f}"


def outcome_of(viewer: Viewer, household: Household) -> Story | None:
    """The latest row of a run for the household, rehearsed or applied; None where no run has seen it."""
    latest = runs(viewer).filter(region_code=province_of(household.village_code), baseline=False)[:2]
    for run in latest:
        found = story_of(viewer, run, household.pk)
        if found is not None:
            return found
    return None


def years_of(viewer: Viewer, run: Run, household_id: int) -> list[tuple[Run, Result]]:
    """What the runs before `run` made of the household, the latest first."""
    before = runs(viewer).filter(region_code=run.region_code, year__lt=run.year, state__in=CLOSED)
    found = [(one, results(viewer, one).filter(household=household_id).first()) for one in before[:EARLIER]]
    return [(one, row) for one, row in found if row is not None]


def story_of(viewer: Viewer, run: Run, household_id: int) -> Story | None:
    """The row of one run for a household."""
    result = results(viewer, run).filter(household=household_id).first()
    return Story(run, result) if result is not None else None
