"""All rules in the order of the catalogue."""

from django.utils.translation import gettext_lazy as _

from registry.choices import Status

from .empty import EMPTY
from .identity import IDENTITY
from .income import INCOME
from .seen import Finding, HouseholdSeen, Rule
from .structure import STRUCTURE

RULES: tuple[Rule, ...] = (*IDENTITY, *EMPTY, *STRUCTURE, *INCOME)
GROUPS = {"ID": _("证件"), "NULL": _("重要指标为空"), "HH": _("户与成员结构"), "INC": _("收入")}
# Households that are in no register any more are not looked at.
GONE = (Status.REMOVED, Status.CLOSED)
BY_CODE = {rule.code: rule for rule in RULES}


def findings(household: HouseholdSeen) -> list[Finding]:
    """What every rule finds, in the order of the catalogue."""
    if household.status in GONE:
        return []
    looked = [(rule, list(rule.look(household))) for rule in RULES]
    return [Finding(rule, seen) for rule, seen in looked if seen]


def label_of(code: str) -> str:
    """The rule in words, empty for a code that is none of these."""
    return str(BY_CODE[code].title) if code in BY_CODE else ""
