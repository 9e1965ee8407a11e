"""What must hold of a household and its members, as pure functions of plain values (domain.md §2, §3.1, §5.3)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from registry.choices import Attribute, Cause, Joining, Relation, Status
from registry.rules.income import COST, GROUPS, ITEMS, net_income, per_head, total_of

from .faults import FaultKind

PHONE = re.compile(r"^(1[3-9]\d{9}|(0\d{2,3}-?)?[2-9]\d{6,7})$")
CARD = re.compile(r"^\d{12,24}$")
# Rounding in a spreadsheet's own sum.
TOLERANCE = Decimal("0.01")
POOR_ATTRIBUTES = (
    Attribute.ORDINARY_POOR,
    Attribute.DIBAO_POOR,
    Attribute.DESTITUTE_POOR,
    Attribute.DIBAO_DESTITUTE_POOR,
)
POOR_STATUSES = (Status.CANDIDATE, Status.POOR, Status.RELAPSED)
GONE = (Status.REMOVED, Status.CLOSED)
# What a workbook may give as reason; the others belong to named operations or to a campaign.
NATURAL_JOINING = (
    Joining.BIRTH,
    Joining.MARRIAGE,
    Joining.MOVE_IN,
    Joining.ADOPTION,
    Joining.RELEASE,
    Joining.FOUND,
    Joining.DEMOBILISED,
    Joining.OTHER,
)
TOTALS = {
    "property": ("财产性收入", GROUPS["property"]),
    "transfer": ("转移性收入", GROUPS["transfer"]),
    "gross": ("年收入", ITEMS),
    "net": ("纯收入", (*ITEMS, COST)),
    "per_head": ("人均纯收入", (*ITEMS, COST)),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, by the label of its column."""

    column: str
    code: str
    message: str
    warning: bool = False


def sum_problems(totals: Mapping[str, str], amounts: Mapping[str, str], members: int) -> list[Problem]:
    """Totals that the items do not add up to. `amounts` are the items as they would stand; totals are never stored."""
    if not totals:
        return []
    items = {name: Decimal(amount) for name, amount in amounts.items() if name in (*ITEMS, COST)}
    net = net_income(items)
    worked_out = {
        "property": total_of(items, GROUPS["property"]),
        "transfer": total_of(items, GROUPS["transfer"]),
        "gross": total_of(items, ITEMS),
        "net": net,
        "per_head": per_head(net, members),
    }
    problems = []
    for name, said in totals.items():
        label, parts = TOTALS[name]
        expected = worked_out[name]
        if Decimal(said) and not items.keys() & set(parts):
            message = _("只填了合计，没有填分项；合计不会保存")
            problems.append(Problem(label, FaultKind.SUM, message, warning=True))
        elif expected is not None and abs(Decimal(said) - expected) > TOLERANCE:
            message = _("%(label)s填了 %(said)s，按分项计算应为 %(sum)s；请改分项，或清空合计")
            words = {"label": label, "said": said, "sum": expected}
            problems.append(Problem(label, FaultKind.SUM, message % words))
    return problems


def size_problems(said: int | None, members: int) -> list[Problem]:
    """家庭人口数 is the number of members."""
    if said is None or said == members:
        return []
    message = _("家庭人口数填了 %(said)d，成员为 %(members)d 人") % {"said": said, "members": members}
    return [Problem("家庭人口数", FaultKind.SUM, message)]


def contact_problems(phone: str | None, card: str | None) -> list[Problem]:
    """A phone is a mobile or a landline number, a card has 12 to 24 digits."""
    problems = []
    if phone and not PHONE.match(phone):
        problems.append(Problem("联系电话", FaultKind.TEXT, _("联系电话应为 11 位手机号码或固定电话")))
    if card and not CARD.match(card):
        problems.append(Problem("银行卡号", FaultKind.TEXT, _("银行卡号应为 12 至 24 位数字")))
    return problems


def cause_problems(main: str | None, others: Sequence[str]) -> list[Problem]:
    """At most two other causes, neither of them the main one (§2.1)."""
    label = "其他致贫原因"
    problems = []
    if len(others) > 2:  # noqa: PLR2004 - the form's two
        problems.append(Problem(label, FaultKind.CHOICE, _("其他致贫原因最多两项")))
    if main in others:
        words = _("其他致贫原因与主要致贫原因（%s）重复") % Cause(str(main)).label
        problems.append(Problem(label, FaultKind.CHOICE, words))
    return problems


def attribute_problems(attribute: str, status: str) -> list[Problem]:
    """户属性 follows the status; only the closing moves it from poor to exited and back (§13.3)."""
    if (attribute in POOR_ATTRIBUTES) == (status in POOR_STATUSES):
        return []
    words = {"attribute": Attribute(attribute).label, "status": Status(status).label}
    message = _("户属性“%(attribute)s”与脱贫属性“%(status)s”不符") % words
    return [Problem("贫困户属性", FaultKind.STATUS, message)]


def status_problems(status: str) -> list[Problem]:
    """A household that has left the register comes back by registration, not by a workbook."""
    if status not in GONE:
        return []
    return [Problem("户编号", FaultKind.STATUS, _("该户%s，不能导入") % Status(status).label)]


def head_problem(relations: Sequence[tuple[str, str]]) -> str | None:
    """Exactly one head among (name, relation) of all who would then be members."""
    heads = [name for name, relation in relations if relation == Relation.HEAD]
    if not heads:
        return _("没有户主：须有一名成员的“与户主关系”为户主")
    if len(heads) > 1:
        words = {"count": len(heads), "names": "、".join(heads)}
        return _("有 %(count)d 个户主（姓名后为成员表行号）：%(names)s；只能有一个") % words
    return None


def joining_problems(reason: str | None, joined_on: str | None, year: int) -> list[Problem]:
    """A new member of a registered household comes by a natural change with its reason and date (§5.3)."""
    problems = []
    if reason is None:
        problems.append(Problem("增加原因", FaultKind.JOINING, _("该户已建档，新增成员须填增加原因")))
    elif reason not in NATURAL_JOINING:
        message = _("“%s”不能通过导入办理") % Joining(reason).label
        problems.append(Problem("增加原因", FaultKind.JOINING, message))
    if joined_on is None:
        problems.append(Problem("增加日期", FaultKind.JOINING, _("该户已建档，新增成员须填增加日期")))
    elif date.fromisoformat(joined_on) > date(year, 12, 31):
        problems.append(Problem("增加日期", FaultKind.JOINING, _("增加日期在 %d 年之后") % year))
    return problems
