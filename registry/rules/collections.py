"""Two pairs of eyes over the yearly record: what must be there before it is checked, and by whom (domain.md §11.3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.choices import CollectionState

# Only these wait for somebody's check.
CHECKABLE = frozenset({CollectionState.SUBMITTED})


@dataclass(frozen=True)
class Visit:
    """入户采集: two people went, on a day."""

    first_collector: str = ""
    second_collector: str = ""
    collected_on: date | None = None


@dataclass(frozen=True)
class Gaps:
    """What a household's record of a year still lacks; persons by name."""

    statement: bool = False
    survey: bool = False
    survey_unconfirmed: bool = False
    without_year: Sequence[str] = ()
    unconfirmed: Sequence[str] = ()
    own: Sequence[str] = ()  # fields that the province requires

    @property
    def problems(self) -> list[str]:
        """In Chinese, one sentence each."""
        problems = []
        if self.statement:
            problems.append(_("收入还没有录入"))
        if self.survey:
            problems.append(_("生产生活条件还没有录入"))
        if self.survey_unconfirmed:
            problems.append(_("生产生活条件沿用上年，还没有确认"))
        if self.without_year:
            problems.append(_("没有年度资料的成员：%s") % "、".join(self.without_year))
        if self.unconfirmed:
            problems.append(_("年度资料沿用上年、还没有确认的成员：%s") % "、".join(self.unconfirmed))
        if self.own:
            problems.append(_("本省要求填写的项目还空着：%s") % "、".join(self.own))
        return problems


def visit_problems(visit: Visit, *, year: int, today: date) -> list[str]:
    """What contradicts itself in who went and when, in Chinese; what is still empty does not."""
    problems = []
    if visit.first_collector and visit.first_collector == visit.second_collector:
        problems.append(_("两名采集人须是不同的人"))
    if visit.collected_on is not None and visit.collected_on > today:
        problems.append(_("入户日期还没有到"))
    elif visit.collected_on is not None and visit.collected_on.year != year:
        problems.append(_("入户日期须在 %d 年内") % year)
    return problems


def submission_problems(*, collected_here: bool, state: str, gaps: Gaps, visit: Visit) -> list[str]:
    """What stands in the way of 提交审核, in Chinese. `collected_here`: households of this status are collected."""
    if not collected_here:
        return [_("这一户不在年度采集范围")]
    if state == CollectionState.SUBMITTED:
        return [_("已经提交，正在等待审核")]
    if state == CollectionState.CHECKED:
        return [_("已经审核，不需要再提交")]
    problems = gaps.problems
    if not visit.first_collector or not visit.second_collector:
        problems.append(_("请在年度资料中填写两名采集人"))
    if visit.collected_on is None:
        problems.append(_("请在年度资料中填写入户日期"))
    return problems


def check_problems(*, state: str, checker_id: int | None, entered_by: Collection[int], gaps: Gaps) -> list[str]:
    """What stands in the way of checking, in Chinese. `entered_by`: everybody who entered something of the record."""
    if state not in CHECKABLE:
        return [_("没有等待审核的年度资料")]
    if checker_id in entered_by:
        return [_("录入过这份资料的人不能审核")]
    return gaps.problems


def return_problems(*, state: str, checker_id: int | None, entered_by: Collection[int]) -> list[str]:
    """What stands in the way of sending back, in Chinese."""
    return check_problems(state=state, checker_id=checker_id, entered_by=entered_by, gaps=Gaps())
