"""What may be planned for a year (domain.md §5.2, §8.6)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from registry.choices import RunState


def plan_problems(*, state: str, counties: Mapping[str, tuple[int, int]]) -> list[str]:
    """Why the plan may not be so: the year is frozen, or a county has fewer persons than households."""
    if state == RunState.FROZEN:
        return [_("本年度已经封账，减贫计划不能再改")]
    wrong = [name for name, (households, persons) in counties.items() if persons < households]
    return [_("%s：计划脱贫人口不能少于户数") % name for name in wrong]
