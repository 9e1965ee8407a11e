"""What a line or a parameter must be before it is set. A table of lines is worth only as much as its sources."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .choices import LineKind, Name
from .definitions import DEFINITIONS


def line_problems(
    *, kind: LineKind, amount: Decimal, source: str, of_province: bool, national: Decimal | None
) -> list[str]:
    """Why a line may not be set; `national` is the nation's line of the year, which is the floor (domain.md §3.4)."""
    problems = source_problems(source)
    if amount <= 0:
        problems.append(_("金额必须大于0"))
    if kind == LineKind.NBS and of_province:
        problems.append(_("国家扶贫标准不能由省设定"))
    if kind == LineKind.PROVINCIAL and not of_province:
        problems.append(_("省定标准必须指明省"))
    if kind == LineKind.PROVINCIAL and national is not None and amount < national:
        problems.append(
            _("省定标准%(amount)s元低于国家扶贫标准%(national)s元") % {"amount": amount, "national": national}
        )
    return problems


def parameter_problems(*, name: Name, value: Any, source: str) -> list[str]:
    """Why a parameter may not be set."""
    problem = DEFINITIONS[name].problem(value)
    return source_problems(source) + ([problem] if problem else [])


def source_problems(source: str) -> list[str]:
    """What is wrong with the document that a value is said to come from."""
    return [] if source.strip() else [_("请填写依据（文件名称和文号）")]
