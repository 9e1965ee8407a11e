"""The closing rows of a household's past years, as a run of each would have left them (domain.md §13.5): guarantees and
income from what the year's rows say, comings and goings from the stays. No decisions, no doubts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from registry.choices import REGISTERED, Kind
from registry.imports.lines import Line
from registry.imports.people import Member
from registry.rules.guarantees import HouseholdFacts, MemberFacts, SurveyFacts, checklist
from registry.rules.income import COST, ITEMS, per_head

from .dossiers import Dossier
from .members import Inmate
from .statuses import Standing, attribute_in, outcome_of

KINDS = (Kind.NATURAL, Kind.CORRECTION, Kind.TRANSFER)
SURVEYED = ("food", "clothing", "safe_water", "housing_grade", "housing_remedy")
SCHOOLING = ("school", "absence", "education")
INSURANCE = ("soldier", "employee_insurance", "resident_insurance", "serious_insurance")


@dataclass(frozen=True)
class Basis:
    """What held in a closed year: the line, the items that count as stable, and from when which insurance is needed."""

    line: Decimal
    stable_items: Collection[str]
    serious_illness_from: int | None


@dataclass
class Closer:
    """Writes a household's closing rows. `villages` are its village's code by year; `people` those with stays."""

    dossier: Dossier
    standing: Standing
    people: list[Inmate]
    villages: dict[int, int]
    closed: list[int]
    peopled: frozenset[int]
    parent: Standing | None = None

    def rows(self, bases: dict[int, Basis]) -> list[dict[str, Any]]:
        """A row for each year at whose beginning or end it stood in the register."""
        by_year = self.standing.by_year
        registered = set(self.standing.registered_in)
        return [self._row(year, bases[year]) for year in by_year if year in registered or year - 1 in registered]

    def members_in(self, year: int) -> int:
        """How many belonged to it at the end of a year: counted where members have rows of their own, else as said."""
        counted = sum(inmate.here(year) for inmate in self.people)
        said = self.dossier.years[year].own.get("size")
        return counted if year in self.peopled or said is None else int(said)

    def _row(self, year: int, basis: Basis) -> dict[str, Any]:
        standing, line = self.standing, self.dossier.years[year]
        opening = self._opening(year)
        members = self.members_in(year)
        net, head = self._income(line, members, basis)
        attribute, __ = attribute_in(line, standing.by_year[year], self.dossier.latest("household").get("attribute"))
        return {
            "year": year,
            "village_opening": self._village_before(year) if opening else None,
            "village_code": self.villages[year],
            "opening_status": opening,
            "closing_status": standing.by_year[year].value,
            "outcome": outcome_of(opening, standing.by_year[year], first=year == self.closed[0]).value,
            "attribute": attribute,
            "split": self._split_in(year),
            **self._movements(year, opening, members),
            "members_closing": members,
            "net_income": str(net) if net is not None else None,
            "income_per_head": str(head) if head is not None else None,
            "line": str(basis.line),
            **self._guarantees(year, basis, net, head),
        }

    def _split_in(self, year: int) -> bool:
        return self.dossier.latest("household").get("split_year") == year

    def _opening(self, year: int) -> str:
        before = self.standing.by_year.get(year - 1)
        if before is None and self.parent is not None and self._split_in(year):
            before = self.parent.by_year.get(year - 1)
        return before.value if before in REGISTERED else ""

    def _village_before(self, year: int) -> int:
        return self.villages.get(year - 1, self.villages[year])

    def _movements(self, year: int, opening: str, members: int) -> dict[str, int]:
        if not opening:
            return {}
        came, went = Counter[str](), Counter[str]()
        for inmate in self.people:
            before, after = inmate.here(year - 1), inmate.here(year)
            if after and not before:
                came[next(stay.kind_in for stay in inmate.stays if stay.here(year))] += 1
            elif before and not after:
                went[next(stay.kind_out for stay in inmate.stays if stay.until == year)] += 1
        first = self._split_in(year)
        return {
            "members_opening": 0 if first else self.members_in(year - 1),
            **{f"increase_{kind.value}": came[kind.value] for kind in KINDS},
            **{f"decrease_{kind.value}": went[kind.value] for kind in KINDS},
        }

    def _income(self, line: Line, members: int, basis: Basis) -> tuple[Decimal | None, Decimal | None]:
        """From the items; where only totals were given, these."""
        amounts = amounts_of(line)
        if amounts is None:
            said = line.parts.get("total", {})
            net, head = said.get("net"), said.get("per_head")
            return Decimal(net) if net else None, Decimal(head) if head else None
        net_income = HouseholdFacts(0, (), amounts, stable_items=basis.stable_items).net_income
        return net_income, None if net_income is None else per_head(net_income, members)

    def _guarantees(self, year: int, basis: Basis, net: Decimal | None, head: Decimal | None) -> dict[str, str]:
        line = self.dossier.years[year]
        facts = HouseholdFacts(
            year=year,
            members=tuple(_facts_of(inmate, year) for inmate in self.people if inmate.here(year)),
            amounts=amounts_of(line),
            survey=_survey_of(line),
            line=basis.line,
            stable_items=basis.stable_items,
            serious_illness_from=basis.serious_illness_from,
        )
        found = {check.name: check.state.value for check in checklist(facts)}
        if facts.amounts is None and head is not None:  # only the total is known
            found["income"] = "met" if head > basis.line else "unmet"
        return found


def amounts_of(line: Line) -> dict[str, Decimal | None] | None:
    """The items of a row; None where it has none."""
    said = line.parts["statement"]
    amounts = {item: Decimal(said[item]) for item in (*ITEMS, COST) if item in said}
    return {**amounts} or None


def _survey_of(line: Line) -> SurveyFacts | None:
    said = line.parts["survey"]
    if not said:
        return None
    day = said.get("remedy_on")
    return SurveyFacts(
        **{name: said[name] for name in SURVEYED if name in said},
        remedy_on=date.fromisoformat(day) if day else None,
    )


def _facts_of(inmate: Inmate, year: int) -> MemberFacts:
    row: Member | None = inmate.rows.get(year)
    born = inmate.person().get("born")
    said = row.line.parts.get("member_year", {}) if row else {}
    return MemberFacts(
        name=inmate.latest.name,
        born=date.fromisoformat(born) if born else None,
        **{name: said[name] for name in (*SCHOOLING, *INSURANCE) if name in said},
    )
