"""What each parameter means, how its value looks, and what holds while nobody has set it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Name


@dataclass(frozen=True)
class Definition:
    """A parameter: help for whoever sets it, the default, and where the default comes from."""

    name: Name
    help: str | Promise
    default: Any
    source: str


# Leaf items of domain.md §3.1; which of them are stable is the province's to say (§3.2).
INCOME_ITEMS = (
    "wage",
    "business",
    "asset_dividend",
    "other_property",
    "family_planning",
    "dibao",
    "destitute_support",
    "pension",
    "ecological",
    "other_transfer",
)

DEFINITIONS: dict[str, Definition] = {
    definition.name: definition
    for definition in (
        Definition(
            Name.STABLE_ITEMS, _("计入家庭稳定脱贫收入的项目；默认全部"), list(INCOME_ITEMS), "domain.md §3.2, §13.2"
        ),
        Definition(
            Name.SERIOUS_ILLNESS_FROM,
            _("从哪一年起要求参加大病保险；空为不要求"),
            None,
            "domain.md §13.2",
        ),
        Definition(Name.NOTICE_DAYS_1, _("第一次公示的天数"), 7, "domain.md §4.3"),
        Definition(Name.NOTICE_DAYS_2, _("第二次公示的天数"), 7, "domain.md §4.3"),
        Definition(Name.PERIOD_START, _("收入核算周期从上年的哪一天起"), "10-01", "domain.md §3.3"),
    )
}
