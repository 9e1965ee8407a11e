"""Stock and flow of a year (domain.md §10 N8, §13.6): the terms of the identity, and how closing rows fill them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.choices import POOR_STOCK, REGISTERED, Kind, Outcome, Stock

STOCKS: Mapping[str, tuple[str, ...]] = {Stock.POOR: tuple(POOR_STOCK), Stock.REGISTERED: tuple(REGISTERED)}
ADDED = ("moved", "registered", "relapsed", "split", "natural_in", "correction_in", "transfer_in")
TAKEN = ("natural_out", "correction_out", "transfer_out", "exited", "removed", "closed")
FIELDS = ("opening", *ADDED, *TAKEN, "closing")
# Terms that one of the two stocks or one of the two units does not have (§13.6).
ONLY_POOR = frozenset({"relapsed", "exited"})
ONLY_HOUSEHOLDS = frozenset({"split"})
# Term → the column of a closing row that holds it.
COLUMNS = {f"{kind}_in": f"increase_{kind}" for kind in Kind.values} | {
    f"{kind}_out": f"decrease_{kind}" for kind in Kind.values
}
FLOW_LABELS = {
    "opening": _("上年末"),
    "moved": _("迁移"),
    "registered": _("新识别"),
    "relapsed": _("返贫"),
    "split": _("分户"),
    "natural_in": _("自然增加"),
    "correction_in": _("补录人员"),
    "transfer_in": _("转入"),
    "natural_out": _("自然减少"),
    "correction_out": _("剔除人员"),
    "transfer_out": _("转出"),
    "exited": _("脱贫"),
    "removed": _("清退"),
    "closed": _("销户"),
    "closing": _("年末"),
}
FORMULAS = {
    "opening": _("上年末结账时在这个口径里的户；只换了代码的村按新代码计"),
    "moved": _("两个年末不在同一村的户，从原村减、在现村加；地区内部的迁移相抵；村只换代码不算迁移"),
    "registered": _("本年识别、公示公告后建档的户"),
    "relapsed": _("已脱贫、本年认定返贫的户"),
    "split": _("本年从在册的户分出的户；人数不因分户而变"),
    "natural_in": _("上年末在这个口径里的户，本年因出生、婚入、迁入等增加的人，按计入年度"),
    "correction_in": _("上年末在这个口径里的户，本年补录的原遗漏人口"),
    "transfer_in": _("上年末在这个口径里的户，本年从登记簿中其他户转来的人（分户、合户、婚入等）"),
    "natural_out": _("上年末在这个口径里的户，本年因死亡、婚出、迁出等减少的人，按计入年度"),
    "correction_out": _("上年末在这个口径里的户，本年因识别不准剔除的人"),
    "transfer_out": _("上年末在这个口径里的户，本年转到登记簿中其他户的人"),
    "exited": _("本年脱贫的户"),
    "removed": _("上年末在这个口径里、本年因识别不准整户清退的户"),
    "closed": _("上年末在这个口径里、本年全部成员减少或决定销户的户"),
    "closing": _("年末在这个口径里的户；等于上年末加减以上各项"),
}
# In persons a household counts with its members of one end of the year; the others count people by themselves.
AT_OPENING, AT_CLOSING = _("按上年末人数"), _("按本年末人数")
PLUS, MINUS, BOTH = "＋", "−", "±"
Account = Counter[str]


def terms_of(stock: str, *, persons: bool) -> list[str]:
    """The terms that the identity has for this stock and unit, in its order."""
    absent: set[str] = set() if stock == Stock.POOR else set(ONLY_POOR)
    absent |= ONLY_HOUSEHOLDS if persons else set(COLUMNS)
    return [term for term in FIELDS if term not in absent]


def closing_by_terms(numbers: Mapping[str, int]) -> int:
    """What the stock must be at the closing by the terms."""
    came = sum(numbers.get(term, 0) for term in ("opening", *ADDED))
    return came - sum(numbers.get(term, 0) for term in TAKEN)


def count_rows(account: Account, row: Mapping[str, Any], stock: str, *, persons: bool) -> None:
    """Add closing rows that are alike: `households` of them, the other numbers summed over them.

    `arrived`: their opening village is another one; there they stand in the opening, see `count_leavers`.
    """
    stood = row["opening_status"] in STOCKS[stock]
    opening = row["members_opening"] if persons else row["households"]
    closing = row["members_closing"] if persons else row["households"]
    outcome = row["outcome"]
    if stood and row["split"]:
        account["split"] += 0 if persons else row["households"]
    elif stood:
        account["moved" if row["arrived"] else "opening"] += opening
    if stood and persons:
        for term, column in COLUMNS.items():
            account[term] += row[column]
    if outcome == Outcome.REGISTERED or (outcome == Outcome.RELAPSED and stock == Stock.POOR):
        account[outcome] += closing
    if stood and (outcome in {Outcome.REMOVED, Outcome.CLOSED} or (outcome == Outcome.EXITED and stock == Stock.POOR)):
        account[outcome] += closing
    if row["closing_status"] in STOCKS[stock]:
        account["closing"] += closing


def count_leavers(account: Account, row: Mapping[str, Any], stock: str, *, persons: bool) -> None:
    """Add households at the village of their opening, which they have left for another."""
    if row["opening_status"] in STOCKS[stock]:
        number = row["members_opening"] if persons else row["households"]
        account["opening"] += number
        account["moved"] -= number


def sign_of(term: str) -> str:
    """What a term does to the stock."""
    if term == "moved":
        return BOTH
    return PLUS if term in ADDED else MINUS if term in TAKEN else ""


def formula_of(term: str, *, persons: bool) -> str:
    """How a term is made, in persons or in households."""
    if not persons or term in COLUMNS:
        return str(FORMULAS[term])
    return f"{FORMULAS[term]}；{AT_OPENING if term in {'opening', 'moved'} else AT_CLOSING}"
