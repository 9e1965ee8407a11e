"""批量修改: which fields of a household may be changed in a batch, and for which households (domain.md §2.1, §13.1)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.choices import POOR_STOCK, Attribute, Cause, Status

# What a batch may change: the columns that offices set for whole villages. Identity, status and members it never may.
FIELDS = ("attribute", "main_cause", "planned_exit_year", "group", "natural_village")
MUST_HAVE_VALUE = ("attribute",)
# As many as one person can look through in a preview; a county's exit plan comes township by township.
MOST = 2000

OVER = frozenset({Status.REMOVED, Status.CLOSED})
OUT_OF_POVERTY = frozenset({Status.EXITED, Status.STABLE})
ATTRIBUTES_OF_EXITED = frozenset({Attribute.ORDINARY, Attribute.DIBAO, Attribute.DESTITUTE, Attribute.DIBAO_DESTITUTE})


@dataclass(frozen=True)
class Present:
    """What of a household the rules look at."""

    status: str
    other_causes: Collection[str] = ()


def change_problem(field: str, value: str | int | None, present: Present, year: int) -> str:
    """Why this household cannot take the value, in Chinese; empty when it can."""
    if present.status in OVER:
        return _("已清退或已销户")
    if field == "attribute":
        return _attribute_problem(str(value), present.status)
    if field == "main_cause" and value in present.other_causes:
        return _("“%s”已是其他致贫原因") % Cause(str(value)).label
    if field == "planned_exit_year" and value is not None:
        return _plan_problem(int(value), present.status, year)
    return ""


def _attribute_problem(value: str, status: str) -> str:
    if (value in ATTRIBUTES_OF_EXITED) == (status in OUT_OF_POVERTY):
        return ""
    if status in OUT_OF_POVERTY:
        return _("已脱贫，不能用贫困户的户属性")
    return _("没有脱贫，不能用脱贫户的户属性")


def _plan_problem(value: int, status: str, year: int) -> str:
    if status not in (*POOR_STOCK, Status.CANDIDATE):
        return _("已脱贫，不再计划脱贫")
    return _("早于 %d 年度") % year if value < year else ""
