"""The whole run on the exchange format: rows of DIR/in to rows of DIR/out, same columns, sorted.

Money has 2 decimals, an empty cell is none, flags are 1 and 0.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from .balance import ADDED, TAKEN, balance, holds
from .closing import Closing, close_year
from .contradictions import stop_if_contradictory
from .doubts import doubts_of
from .facts import Rows, read_folder
from .guarantees import GUARANTEES
from .membership import KINDS
from .register import Register, read_register

CLOSING_COLUMNS = (
    *("household", "village_opening", "village_closing", "opening_status", "closing_status", "outcome"),
    "members_opening",
    *(f"increase_{kind}" for kind in KINDS),
    *(f"decrease_{kind}" for kind in KINDS),
    *("members_closing", "net_income", "income_per_head", "line", *GUARANTEES),
)
CHANGEABLE = (
    *("status", "attribute", "first_identified", "registered_year", "exit_year", "relapse_year", "relapse_cause"),
)
BALANCE_COLUMNS = ("level", "area", "stock", "unit", *ADDED, *TAKEN, "closing", "balances")
COLUMNS: dict[str, tuple[str, ...]] = {
    "closings": CLOSING_COLUMNS,
    "households_out": ("household", *CHANGEABLE),
    "decisions_out": ("decision", "state", "reason"),
    "doubts": ("rule", "household", "year"),
    "balance": BALANCE_COLUMNS,
}


def cells(values: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in values.items()}


def yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def closing_row(one: Closing) -> dict[str, str]:
    return cells(
        {
            "household": one.household.household,
            "village_opening": one.village_opening,
            "village_closing": one.household.village,
            "opening_status": one.opening_status,
            "closing_status": one.household.status,
            "outcome": one.outcome.outcome,
            "members_opening": len(one.members.opening),
            **{f"increase_{kind}": one.members.increase[kind] for kind in KINDS},
            **{f"decrease_{kind}": one.members.decrease[kind] for kind in KINDS},
            "members_closing": len(one.members.closing),
            "net_income": yuan(one.net_income),
            "income_per_head": yuan(one.income_per_head),
            "line": yuan(one.line),
            **one.guarantees,
        }
    )


def household_rows(register: Register, closings: Iterable[Closing]) -> Rows:
    """Those that changed."""
    changed = [one.household for one in closings if one.household != register.households[one.household.household]]
    return [{name: cells(asdict(one))[name] for name in ("household", *CHANGEABLE)} for one in changed]


def decision_rows(register: Register, closings: Iterable[Closing]) -> Rows:
    """Approved ones applied or refused, those still proposed lapsed (§13.8)."""
    found = {
        one.decision.decision: (one.outcome.decision_state, one.outcome.reason) for one in closings if one.decision
    }
    for decision in register.decisions:
        household = register.households.get(decision.household)
        if decision.state == "proposed" and household and register.is_ours(household):
            found[decision.decision] = ("lapsed", "")
    rows = sorted((decision, state, reason) for decision, (state, reason) in found.items())
    return [cells(dict(zip(COLUMNS["decisions_out"], row, strict=True))) for row in rows]


def doubt_rows(register: Register, closings: Iterable[Closing]) -> Rows:
    found = [(rule, one.household.household) for one in closings for rule in doubts_of(register, one)]
    return [cells({"rule": rule, "household": one, "year": register.year}) for rule, one in sorted(found)]


def balance_rows(register: Register, closings: Iterable[Closing]) -> Rows:
    return [
        cells(
            {
                **dict(zip(("level", "area", "stock", "unit"), key, strict=True)),
                **{term: account[term] for term in (*ADDED, *TAKEN, "closing")},
                "balances": int(holds(account)),
            }
        )
        for key, account in sorted(balance(register, closings).items())
    ]


def run(case: Mapping[str, Rows], province: str, year: int) -> dict[str, Rows]:
    """Rows of DIR/in → rows of DIR/out. Raises SelfContradictory or NoNationalLine where the run stops."""
    register = read_register(case, province, year)
    stop_if_contradictory(register)
    closings = close_year(register)
    return {
        "closings": [closing_row(one) for one in closings],
        "households_out": household_rows(register, closings),
        "decisions_out": decision_rows(register, closings),
        "doubts": doubt_rows(register, closings),
        "balance": balance_rows(register, closings),
    }


def write_folder(out: Mapping[str, Rows], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stem, columns in COLUMNS.items():
        with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(out[stem])


def check_folder(folder: Path, province: str, year: int) -> None:
    """Reads DIR/in, writes DIR/out."""
    write_folder(run(read_folder(folder / "in"), province, year), folder / "out")


if __name__ == "__main__":
    check_folder(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
