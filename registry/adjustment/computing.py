"""A unit's rows of the year, computed from the register as it stands (domain.md §13.2–13.5). Applies nothing.

The steps leave their rows to each other in temporary tables; the last one, `result`, has the columns of a closing row.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg2.extensions import AsIs

from registry.models import Part, Rehearsal, Run
from registry.parameters.choices import Name
from registry.parameters.queries import poverty_line, value_of
from registry.refusal import Refused
from registry.rules.income import COST, ITEMS
from registry.sqlfile import rows_of, run_sql

SQL = Path(__file__).parent / "sql"
# In this order. All but `openings_away`, which adds to the table before it, make one temporary table each.
STEPS = (
    *("recoded", "homes", "belongings", "movers", "flows", "people", "openings", "openings_away", "subjects"),
    *("standings", "verdicts", "results"),
)
TABLES = (
    *("recoded", "home", "belonging", "mover", "flow", "people", "opening", "subject"),
    *("standing", "verdict", "result"),
)
# What a unit of 10,000 households sorts and hashes stays in memory; its sessions fill the processors already. Rows of a
# span are joined by hashing, whatever the statistics say of their number; only a lateral look-up remains a nested loop.
SETTINGS = {
    "work_mem": "96MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "enable_nestloop": "off",
    "enable_mergejoin": "off",
}
TEMP_BUFFERS = "128MB"
# A session has its temporary buffers for good once it has used a temporary table, even one that was rolled back.
WIDEN = """
DO $$ BEGIN PERFORM set_config('temp_buffers', %s, false);
EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$
"""
COLUMNS = AsIs(", ".join(str(field.column) for field in Rehearsal._meta.concrete_fields if not field.primary_key))


@dataclass(frozen=True)
class Basis:
    """What holds for the whole run: the parameters at the cut."""

    year: int
    line: Decimal
    items: frozenset[str]
    serious_required: bool
    baseline: bool

    def __str__(self) -> str:
        return f"{self.year} {self.line} {sorted(self.items)} {self.serious_required} {self.baseline}"

    def for_part(self, part: Part) -> dict[str, Any]:
        """The named parameters of the statements for the span of `part`."""
        return {
            "year": self.year,
            "node": date(self.year, 12, 31),
            "line": self.line,
            "serious_required": self.serious_required,
            "baseline": self.baseline,
            "net_income": AsIs(net_income(self.items)),
            "first": part.first,
            "last": part.last,
            "columns": COLUMNS,
        }


def net_income(stable_items: Collection[str]) -> str:
    """The SQL of 纯收入: the items that the province counts as stable less the cost in full, an empty one 0 (§13.2)."""
    stable = " + ".join(f"COALESCE({item}, 0)" for item in ITEMS if item in stable_items)
    return f"{stable or 0} - COALESCE({COST}, 0)"


def basis_of(run: Run) -> Basis:
    """The parameters of the run's province and year. Refused without a national poverty line (§13.2)."""
    line = poverty_line(run.region_code, run.year)
    if line is None:
        raise Refused(_("没有 %(year)d 年度的国家扶贫标准，不能试算") % {"year": run.year})
    serious_from = value_of(Name.SERIOUS_ILLNESS_FROM, run.region_code, run.year)
    return Basis(
        year=run.year,
        line=line,
        items=frozenset(value_of(Name.STABLE_ITEMS, run.region_code, run.year)),
        serious_required=serious_from is not None and run.year >= serious_from,
        baseline=run.baseline,
    )


@contextmanager
def computed(basis: Basis, part: Part) -> Iterator[dict[str, Any]]:
    """Compute the rows of `part`: inside the block they are in `result`, which `digest` and others read."""
    parameters = basis.for_part(part)
    configure()
    for step in STEPS:
        run_sql(SQL / f"{step}.sql", **parameters)
    yield {**parameters, "results": AsIs("result")}
    drop(*TABLES)


def configure() -> None:
    """Set the session for a unit until the end of its transaction, and see that the planner knows the tables' sizes."""
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        cursor.execute(WIDEN, [TEMP_BUFFERS])
        cursor.execute("SELECT analyze_what_looks_empty()")


def drop(*tables: str) -> None:
    """Drop temporary tables, so that the next unit of the same session finds none."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(tables)}")


def contradictions(parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Households of a computed unit whose input contradicts itself, and how (§13.8)."""
    return rows_of(SQL / "contradictions.sql", **parameters)


def digest(parameters: dict[str, Any]) -> tuple[int, str]:
    """How many rows the unit has in `results`, and the digest of what they say."""
    (found,) = rows_of(SQL / "digest.sql", **parameters)
    return found["households"], found["digest"]
