"""Income of a household and year (domain.md §3.1, §3.2, §13.2). All amounts in yuan."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal

# Leaf items of §3.1 by their group; a total is always computed, never stored.
GROUPS: dict[str, tuple[str, ...]] = {
    "wage": ("wage",),
    "business": ("business",),
    "property": ("asset_dividend", "other_property"),
    "transfer": ("family_planning", "dibao", "destitute_support", "pension", "ecological", "other_transfer"),
}
ITEMS = tuple(item for group in GROUPS.values() for item in group)
COST = "business_cost"

Amounts = Mapping[str, Decimal | None]


def total_of(amounts: Amounts, items: Collection[str]) -> Decimal:
    """Sum of `items`; an empty one is 0."""
    return sum((amounts.get(item) or Decimal(0) for item in items), Decimal(0))


def net_income(amounts: Amounts, stable_items: Collection[str] = ITEMS) -> Decimal:
    """纯收入: the items that count as stable, less business cost (§13.2)."""
    return total_of(amounts, [item for item in ITEMS if item in stable_items]) - (amounts.get(COST) or Decimal(0))


def per_head(net: Decimal, members: int) -> Decimal | None:
    """人均纯收入 with 2 decimals, half away from zero; None without members."""
    if members <= 0:
        return None
    return (net / members).quantize(Decimal("0.01"), ROUND_HALF_UP)
