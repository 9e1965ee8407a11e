"""What a unit gathers from the large tables before it judges: by span first, then by number what lies elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import AsIs

from registry.models import Closing, MemberYear, Person, Statement, Survey
from registry.rules.income import COST, ITEMS


@dataclass(frozen=True)
class Source:
    """Rows of `model`, at most one for each number in the column `needed_key` of the temporary table `needed`."""

    gathered: str
    model: Any
    key: str
    columns: tuple[str, ...]
    needed: str
    needed_key: str
    condition: str = "true"

    def parameters(self, year: int, stable_items: Collection[str]) -> dict[str, Any]:
        """The named parameters that gather.sql and gather_away.sql take besides those of the unit."""
        columns = ", ".join((self.key, *self.columns)).format(net_income=net_income(stable_items))
        return {
            "gathered": AsIs(self.gathered),
            "gathered_columns": AsIs(columns),
            "source": AsIs(self.model._meta.db_table),
            "key": AsIs(self.key),
            "needed": AsIs(self.needed),
            "needed_key": AsIs(self.needed_key),
            "condition": AsIs(self.condition.format(year=year)),
        }


def net_income(stable_items: Collection[str]) -> str:
    """The SQL of 纯收入: the items that the province counts as stable less the cost in full, an empty one 0 (§13.2)."""
    stable = " + ".join(f"COALESCE({item}, 0)" for item in ITEMS if item in stable_items)
    return f"{stable or 0} - COALESCE({COST}, 0)"


SCHOOLING = ("education", "school", "absence")
INSURANCE = ("soldier", "employee_insurance", "resident_insurance", "serious_insurance")
CONDITIONS = ("food", "clothing", "safe_water", "housing_grade", "housing_remedy", "remedy_on")
INCOME = ("{net_income} AS net_income",)
OPENING = ("village_code", "closing_status", "members_closing")

OF_PERSONS = (
    Source("birth", Person, "id", ("born",), "belonging", "person_id"),
    Source("person_year", MemberYear, "person_id", SCHOOLING + INSURANCE, "belonging", "person_id", "year = {year}"),
)
OPENING_ROWS = Source("opening", Closing, "household_id", OPENING, "home", "household_id", "year = {year} - 1")
OF_SUBJECTS = (
    Source("statement", Statement, "household_id", INCOME, "subject", "household_id", "year = {year}"),
    Source("survey", Survey, "household_id", CONDITIONS, "subject", "household_id", "year = {year} AND confirmed"),
)
