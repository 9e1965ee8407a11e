"""§13.2, §13.8: what the province's parameters of Y say."""

from collections.abc import Iterable
from decimal import Decimal

from .facts import Parameter

LEAF_ITEMS = (
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


class NoNationalLine(Exception):
    """Without a national line of Y nothing can be rehearsed (§13.2)."""


def value_for(parameters: Iterable[Parameter], name: str, year: int, provinces: tuple[str, ...]) -> str:
    """The value of the first of these provinces ("" is the nation) that has one; one of Y before one of every year."""
    found = {(one.province, one.year): one.value for one in parameters if one.name == name}
    for province in provinces:
        for key in ((province, year), (province, None)):
            if key in found:
                return found[key]
    return ""


def line(parameters: Iterable[Parameter], year: int, province: str) -> Decimal:
    """The larger of the national and the province's own line of Y; the monitoring line plays no part."""
    national = value_for(parameters, "line_nbs", year, ("",))
    if not national:
        raise NoNationalLine(year)
    provincial = value_for(parameters, "line_provincial", year, (province,))
    return max(Decimal(national), Decimal(provincial or "0"))


def stable_items(parameters: Iterable[Parameter], year: int, province: str) -> tuple[str, ...]:
    """The leaf items of §3.1 that count; default all of them."""
    return tuple(value_for(parameters, "stable_items", year, (province, "")).split()) or LEAF_ITEMS


def requires_serious_insurance(parameters: Iterable[Parameter], year: int, province: str) -> bool:
    """From the province's parameter year on; without one never."""
    since = value_for(parameters, "serious_illness_from", year, (province, ""))
    return bool(since) and year >= int(since)
