"""Group INC 收入. Amounts in yuan."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from registry.choices import Status
from registry.rules.income import COST, GROUPS, ITEMS, net_income, total_of

from .seen import HouseholdSeen, Rule, Severity, where

EXITED = (Status.EXITED, Status.STABLE)


def _with_statement(test: Callable[[HouseholdSeen], bool]) -> Callable[[HouseholdSeen], list[str]]:
    return where(lambda household: household.amounts is not None and test(household))


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _too_little(amount: Decimal, enough: int) -> str:
    return say("%(amount)s，不到 %(enough)s 元") % {"amount": _yuan(amount), "enough": f"{enough:,}"}


def _too_much(amount: Decimal, most: int) -> list[str]:
    words = {"amount": _yuan(amount), "most": f"{most:,}"}
    return [say("%(amount)s，超过 %(most)s 元") % words] if amount > most else []


def _per_head(household: HouseholdSeen) -> list[str]:
    if household.amounts is None:
        return []
    income = household.per_head
    if income is None:
        return [say("无法计算")]
    if income <= 0:
        return [_yuan(income)]
    return _too_much(income, household.thresholds.highest_per_head)


def _below_line(household: HouseholdSeen) -> list[str]:
    income, line = household.per_head, household.line
    if household.status not in EXITED or income is None or line is None or income >= line:
        return []
    return [say("%(income)s 元，标准 %(line)s 元") % {"income": _yuan(income), "line": _yuan(line)}]


def _totals(household: HouseholdSeen) -> list[str]:
    if household.amounts is None or household.stated_totals is None:
        return []
    computed = {
        "transfer": total_of(household.amounts, GROUPS["transfer"]),
        "property": total_of(household.amounts, GROUPS["property"]),
        "total": total_of(household.amounts, ITEMS),
        "net": net_income(household.amounts),
        "per_head": household.per_head,
    }
    labels = {
        "transfer": say("转移性收入"),
        "property": say("财产性收入"),
        "total": say("年收入"),
        "net": say("纯收入"),
        "per_head": say("人均纯收入"),
    }
    return [
        say("%(label)s填报 %(stated)s，应为 %(computed)s")
        % {"label": labels[name], "stated": _yuan(stated), "computed": _yuan(computed[name] or Decimal(0))}
        for name, stated in household.stated_totals.items()
        if stated != computed[name]
    ]


def _odd_wage(household: HouseholdSeen) -> list[str]:
    wage = household.amount("wage")
    lowest, highest = household.thresholds.lowest_wage, household.thresholds.highest_wage
    return [_too_little(wage, lowest)] if 0 < wage < lowest else _too_much(wage, highest)


def _odd_payments(household: HouseholdSeen) -> list[str]:
    """Payments that are made by fixed rates, below what a year of them comes to."""
    least = household.thresholds
    asked = (
        ("dibao", say("低保金"), least.least_dibao),
        ("destitute_support", say("特困供养金"), least.least_destitute_support),
        ("family_planning", say("计划生育金"), least.least_family_planning),
        ("pension", say("养老保险金"), least.least_pension),
    )
    amounts = [(label, household.amount(name), enough) for name, label, enough in asked]
    return [f"{label} {_too_little(amount, enough)}" for label, amount, enough in amounts if 0 < amount < enough]


def _forest_money_without_forest(household: HouseholdSeen) -> bool:
    forest = (household.survey or {}).get("returned_forest")
    return household.survey is not None and household.amount("ecological") > 0 and not forest


def _works(household: HouseholdSeen) -> bool:
    return any(member.works for member in household.members)


def _entered(household: HouseholdSeen) -> bool:
    return any(member.entered for member in household.members)


def _supported_without_transfer(household: HouseholdSeen) -> list[str]:
    if household.amounts is None or total_of(household.amounts, GROUPS["transfer"]) > 0:
        return []
    return [member.name for member in household.members if member.dibao or member.destitute]


def _changed(household: HouseholdSeen) -> list[str]:
    now, before = household.per_head, household.previous_per_head
    if now is None or before is None or before <= 0:
        return []
    change = (now - before) / before * 100
    if abs(change) <= household.thresholds.largest_change:
        return []
    return [say("上年 %(before)s，本年 %(now)s") % {"before": _yuan(before), "now": _yuan(now)}]


INCOME = (
    Rule(
        "Q-INC-1",
        _("有生产经营性收入，生产经营性支出为 0"),
        _with_statement(lambda seen: seen.amount("business") > 0 and seen.amount(COST) == 0),
    ),
    Rule("Q-INC-2", _("人均纯收入不大于 0、为空或过高"), _per_head),
    Rule("Q-INC-3", _("已脱贫户人均纯收入低于当年标准"), _below_line),
    Rule("Q-INC-4", _("填报的合计与各项之和不等"), _totals),
    Rule("Q-INC-5", _("工资性收入过低或过高"), _odd_wage),
    Rule("Q-INC-6", _("转移性收入金额过小"), _odd_payments),
    Rule(
        "Q-INC-7", _("有生态补偿金，退耕还林面积为 0"), _with_statement(_forest_money_without_forest), Severity.WARNING
    ),
    Rule(
        "Q-INC-8",
        _("有工资性收入，家中无人务工"),
        _with_statement(lambda seen: seen.amount("wage") > 0 and _entered(seen) and not _works(seen)),
    ),
    Rule(
        "Q-INC-9",
        _("家中有人务工，没有工资性收入"),
        _with_statement(lambda seen: _works(seen) and not seen.amount("wage")),
    ),
    Rule(
        "Q-INC-10",
        _("享受产业帮扶，没有生产经营性收入"),
        _with_statement(lambda seen: seen.industry_help and not seen.amount("business")),
        Severity.WARNING,
    ),
    Rule("Q-INC-11", _("享受低保或特困供养，转移性收入为 0"), _supported_without_transfer),
    Rule("Q-INC-12", _("人均纯收入比上年变动过大"), _changed),
)
